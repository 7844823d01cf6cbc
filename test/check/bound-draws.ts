// Certificates drawn at random for tiny caseloads: prices of any size, rows that hold, and pins in both lists.
import { findCandidates } from '../../src/check/bound/candidates.ts';
import { type Engagement, occurrencesOf, type PatternTime, timeOfGathering } from '../../src/domain/items.ts';
import { groupBy } from '../../src/domain/grouping.ts';
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { type Item, ofKind } from '../../src/rules/rule.ts';
import type { Certificate, CertificateRow, CertificateTime } from '../../src/schema/certificate.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';

/** A certificate without prices, pins and plans. */
export const emptyCertificate = ({ horizon }: World, scaleBits = 8): Certificate => ({
  format: 'kobling/certificate@1',
  caseloadFingerprint: '',
  rulesetFingerprint: '',
  today: horizon.today,
  from: horizon.from,
  weeks: horizon.weeks,
  scaleBits,
  bound: 0,
  parts: [],
  leads: [],
  rows: [],
  held: [],
  mayBreak: [],
  contactPlans: [],
  gatheringPlans: [],
});

export const certificateTime = ({ cycleWeek, weekday, start, minutes }: PatternTime): CertificateTime => [
  cycleWeek ?? 0,
  weekday,
  start,
  minutes,
];

/** One thing that a recipient could have: a session with a contact, or a seat. */
export type Possible = { readonly engagement: Engagement; readonly time: PatternTime };

/** Everything that each recipient could have, by id. */
export function possibleMeetings(world: World): ReadonlyMap<string, readonly Possible[]> {
  const candidates = findCandidates(world, RULES);
  const individual = [...candidates.portionsOf].flatMap(([contactId, portions]) => {
    const contact = world.contacts.get(contactId);
    if (contact === undefined) return [];
    return portions.flatMap((portion) =>
      candidates
        .forms(portion, contact)
        .flatMap((engagement) => candidates.starts.individual(engagement).map((time) => ({ engagement, time }))),
    );
  });
  const seats = [...candidates.seatsAt.values()]
    .flat()
    .map(({ engagement }) => ({ engagement, time: timeOfGathering(engagement.gathering) }));
  const all: Possible[] = [...individual, ...seats];
  return groupBy(all, ({ engagement }) => engagement.portion.recipient.id);
}

const itemsOf = ({ engagement, time }: Possible): Item[] => [
  { kind: 'engagement', engagement },
  ...occurrencesOf(engagement, time).map((occurrence): Item => ({ kind: 'occurrence', occurrence })),
];

/** All meetings that hold a minute of the fortnight: no two of them can be. */
function clashRow(meetings: readonly Possible[], draw: Draw, recipientId: string, price: number): CertificateRow {
  const holds = ({ engagement, time }: Possible, minute: number): boolean =>
    occurrencesOf(engagement, time).some(({ axisFrom, axisTo }) => axisFrom <= minute && minute < axisTo);
  const [first] = draw.shuffled(meetings).flatMap(({ engagement, time }) => occurrencesOf(engagement, time));
  const minute = first?.axisFrom ?? 0;
  const members = new Map<string, Extract<CertificateRow, { kind: 'clash' }>['members'][number]>();
  for (const meeting of meetings) {
    const { engagement, time } = meeting;
    if (!holds(meeting, minute) || draw.chance(0.1)) continue;
    const portionKey = engagement.portion.key;
    const key = `${portionKey} ${engagement.gathering?.key} ${certificateTime(time).join()}`;
    members.set(
      key,
      engagement.gathering === undefined
        ? { portionKey, times: [certificateTime(time)] }
        : { portionKey, gatheringKey: engagement.gathering.key },
    );
  }
  return { kind: 'clash', recipientId, members: [...members.values()], price };
}

/** A row for each bucket of a limit that the recipient's meetings use. */
function bucketRows(
  world: World,
  meetings: readonly Possible[],
  draw: Draw,
  recipientId: string,
  priced: () => number,
) {
  const limits = ofKind(RULES, 'limit');
  const uses = meetings.flatMap((meeting) =>
    limits.flatMap((rule) =>
      itemsOf(meeting).flatMap((item) =>
        rule.uses(world, item).map((use) => ({ rule: rule.id, use, portionKey: meeting.engagement.portion.key })),
      ),
    ),
  );
  const rows: CertificateRow[] = [];
  for (const own of groupBy(uses, ({ rule, use }) => `${rule} ${use.bucket}`).values()) {
    const [first] = own;
    if (first === undefined || first.use.most === undefined) continue;
    const { rule, use } = first;
    if (use.distinct === undefined) {
      rows.push({ kind: 'limit', recipientId, rule, bucket: use.bucket, price: priced() });
      continue;
    }
    const members = [...groupBy(own, (each) => each.use.distinct ?? '')].map(([distinct, sharing]) => ({
      portionKey: draw.pick(sharing).portionKey,
      distinct,
    }));
    rows.push({ kind: 'cover', recipientId, rule, bucket: use.bucket, members, price: priced() });
  }
  return rows;
}

/** Any parts, contacts and gatherings: whatever they are, the row holds. */
function subsetRow(world: World, draw: Draw, price: number): CertificateRow {
  const some = (ids: Iterable<string>, most: number): string[] => draw.shuffled([...ids]).slice(0, draw.int(0, most));
  return {
    kind: 'subset',
    portionKeys: some(world.portions.keys(), 4),
    contactIds: some(world.contacts.keys(), 2),
    gatheringKeys: some(world.gatherings.keys(), 2),
    price,
  };
}

/** Rows that hold, for every recipient, and of subsets. */
export function drawRows(world: World, draw: Draw, priced: () => number): CertificateRow[] {
  const ofRecipients = [...possibleMeetings(world)].flatMap(([recipientId, meetings]) => [
    ...[1, 2].map(() => clashRow(meetings, draw, recipientId, priced())),
    ...bucketRows(world, meetings, draw, recipientId, priced),
  ]);
  return [...ofRecipients, ...[1, 2, 3].map(() => subsetRow(world, draw, priced()))];
}

/** A certificate with drawn prices and rows for a world; pins are left to the caller. */
export function drawCertificate(world: World, seed: number): Certificate {
  const draw = drawFrom(seed, 77);
  const scaleBits = draw.pick([0, 4, 20]);
  const scale = 2 ** scaleBits;
  const priced = (most: number): number => (draw.chance(0.3) ? 0 : draw.int(0, most * scale));
  const most = draw.pick([20, 500, 3_000]);
  const leads = [...world.gatherings.values()].flatMap((gathering) =>
    [...world.contacts.keys()].map((contactId) => ({
      gatheringKey: gathering.key,
      contactId,
      price: draw.int(-most * scale, most * scale),
    })),
  );
  return {
    ...emptyCertificate(world, scaleBits),
    parts: [...world.portions.keys()].map((portionKey) => ({ portionKey, price: priced(most) })),
    leads: draw.chance(0.8) ? leads : [],
    rows: draw.chance(0.8) ? drawRows(world, draw, () => priced(Math.min(most, 500))) : [],
  };
}

/** Pins drawn into both lists: those that must be held are taken from `holdable`, `most` of the rest may break. */
export function withPins(
  certificate: Certificate,
  world: World,
  holdable: readonly string[],
  seed: number,
): Certificate {
  const draw = drawFrom(seed, 78);
  const held = holdable.filter(() => draw.chance(0.6));
  const rest = world.pins.map(({ pinId }) => pinId).filter((pinId) => !held.includes(pinId));
  const broken = rest.filter((pinId) => !holdable.includes(pinId)).length;
  if (rest.length === 0) return { ...certificate, held };
  const scale = 2 ** certificate.scaleBits;
  const prices = rest.map(() => draw.int(0, 600 * scale));
  return { ...certificate, held, mayBreak: [{ pinIds: rest, most: broken, prices }] };
}
