// Who exists for somebody who is not cleared for protected addresses: everyone who may be matched automatically, by the rule
// itself. Whoever does not is in no list, no count and no answer, as if nobody had ever entered them.
import { sql } from 'kysely';
import type { Principal } from '../../../src/http/access.ts';
import { isProtected, isScreenedOn } from '../../../src/rules/eligibility/protected-address.ts';
import { policy as policySchema } from '../../../src/schema/policy.ts';
import type { Scope } from '../../../src/store/tenant.ts';

type Person = { readonly id: string; readonly protection: Parameters<typeof isProtected>[1] };

/** Ids of people who do not exist for somebody, with those of their decisions and parts. */
export async function hiddenIds({ tx }: Scope, { isCleared }: Principal, today: string): Promise<ReadonlySet<string>> {
  if (isCleared) return new Set();
  const heads = await tx
    .selectFrom('entity')
    .select(['kind', 'body'])
    .where('kind', 'in', ['caseload', 'policy'])
    .execute();
  const bodyOf = (kind: string): Readonly<Record<string, unknown>> =>
    heads.find((head) => head.kind === kind)?.body ?? {};
  const policy = policySchema.parse(bodyOf('policy'));
  const screening = bodyOf('caseload')['screening'] as { readonly statedOn: string } | undefined;
  const isScreened = isScreenedOn(policy, screening, today);
  const { rows: people } = await sql<Person>`
    SELECT id, body ->> 'protection' AS protection FROM entity WHERE kind IN ('recipient', 'contact')`.execute(tx);
  const hidden = people.flatMap(({ id, protection }) => (isScreened && !isProtected(policy, protection) ? [] : [id]));
  if (hidden.length === 0) return new Set();
  const { rows: decisions } = await sql<{ id: string; parts: string[] }>`
    SELECT id, ARRAY(SELECT part ->> 'id' FROM jsonb_array_elements(body -> 'parts') part) AS parts
    FROM entity WHERE kind = 'decision' AND body ->> 'recipientId' = ANY (${hidden})`.execute(tx);
  return new Set([...hidden, ...decisions.flatMap(({ id, parts }) => [id, ...parts])]);
}
