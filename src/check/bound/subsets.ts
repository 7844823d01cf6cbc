// Subset rows: of some portions, contacts and gatherings together, a plan pays for each two that it takes.
import type { CertificateRow } from '../../schema/certificate.ts';

type SubsetRow = Extract<CertificateRow, { kind: 'subset' }>;

/** Whose a plan is. */
export type Owner = { readonly contactId: string } | { readonly gatheringKey: string };

export type SubsetPrices = {
  /** What a plan pays that serves these portions: never less where it serves more. */
  paidBy(owner: Owner, portionKeys: readonly string[]): number;
  /** Σ price × half of the members, rounded down: what the rows are worth, and no plan pays more. */
  readonly worth: bigint;
};

const partKey = (portionKey: string): string => `part ${portionKey}`;
const ownerKey = (owner: Owner): string =>
  'contactId' in owner ? `contact ${owner.contactId}` : `gathering ${owner.gatheringKey}`;

const membersOf = ({ portionKeys, contactIds, gatheringKeys }: SubsetRow): string[] => [
  ...portionKeys.map(partKey),
  ...contactIds.map((contactId) => ownerKey({ contactId })),
  ...gatheringKeys.map((gatheringKey) => ownerKey({ gatheringKey })),
];

export function subsetPrices(rows: readonly CertificateRow[]): SubsetPrices {
  const own = rows.filter((row) => row.kind === 'subset');
  const byMember = new Map<string, number[]>();
  let worth = 0n;
  for (const [index, row] of own.entries()) {
    const members = membersOf(row);
    worth += BigInt(row.price) * BigInt(members.length >> 1);
    for (const member of members) byMember.set(member, [...(byMember.get(member) ?? []), index]);
  }
  return {
    worth,
    paidBy(owner, portionKeys) {
      if (own.length === 0) return 0;
      const taken = new Map<number, number>();
      for (const member of [ownerKey(owner), ...portionKeys.map(partKey)])
        for (const index of byMember.get(member) ?? []) taken.set(index, (taken.get(index) ?? 0) + 1);
      let paid = 0;
      for (const [index, count] of taken) paid += (own[index]?.price ?? 0) * (count >> 1);
      return paid;
    },
  };
}
