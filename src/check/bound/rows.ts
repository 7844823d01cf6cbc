// What of a certificate can be judged before anything is priced: ids, signs, and whether clash rows hold.
import { timeOfGathering } from '../../domain/items.ts';
import type { Portion, World } from '../../domain/world.ts';
import type { Ruleset } from '../../rules/rule.ts';
import type { Certificate, CertificateRow } from '../../schema/certificate.ts';
import { rulesByKind } from '../rules-by-kind.ts';
import type { Candidates } from './candidates.ts';
import { exclusivityOf, type Meeting } from './exclusivity.ts';
import type { PinDemands } from './pins.ts';
import { timeOf } from './prices.ts';
import type { Report } from './problems.ts';

type Row<K extends CertificateRow['kind']> = Extract<CertificateRow, { kind: K }>;

/** The portion of a row, if it is the recipient's. */
function ownPortion(world: World, recipientId: string, key: string, pointer: string, report: Report) {
  const portion = world.portions.get(key);
  if (portion === undefined) report('unknown-portion', pointer, [key]);
  else if (portion.recipient.id !== recipientId) report('foreign-portion', pointer, [key, recipientId]);
  else return portion;
  return undefined;
}

/** The meetings of a clash row that can be looked up, each with its pointer. */
function meetingsOf(world: World, row: Row<'clash'>, pointer: string, report: Report) {
  const meetings: { readonly meeting: Meeting; readonly pointer: string }[] = [];
  for (const [index, member] of row.members.entries()) {
    const at = `${pointer}/members/${index}`;
    const portion: Portion | undefined = ownPortion(
      world,
      row.recipientId,
      member.portionKey,
      `${at}/portionKey`,
      report,
    );
    if ('times' in member) {
      if (portion === undefined) continue;
      for (const [k, time] of member.times.entries())
        meetings.push({ meeting: { portion, time: timeOf(time), gathering: undefined }, pointer: `${at}/times/${k}` });
      continue;
    }
    const gathering = world.gatherings.get(member.gatheringKey);
    if (gathering === undefined) report('unknown-gathering', `${at}/gatheringKey`, [member.gatheringKey]);
    else if (portion !== undefined)
      meetings.push({ meeting: { portion, time: timeOfGathering(gathering), gathering }, pointer: at });
  }
  return meetings;
}

const nameOf = ({ portion, time, gathering }: Meeting): string =>
  `${portion.key} ${gathering?.key ?? `${time.cycleWeek ?? 0} ${time.weekday} ${time.start} ${time.minutes}`}`;

function checkClash(
  world: World,
  row: Row<'clash'>,
  pointer: string,
  excludes: (a: Meeting, b: Meeting) => boolean,
  report: Report,
): void {
  const meetings = meetingsOf(world, row, pointer, report);
  const names = new Set<string>();
  for (const { meeting, pointer: at } of meetings) {
    const name = nameOf(meeting);
    if (names.has(name)) report('repeated-member', at, [meeting.portion.key]);
    names.add(name);
  }
  // One witness a row is enough to refuse it.
  for (const [i, { meeting, pointer: at }] of meetings.entries())
    for (const { meeting: other } of meetings.slice(0, i)) {
      if (nameOf(meeting) === nameOf(other) || excludes(meeting, other)) continue;
      report('not-exclusive', at, [other.portion.key, meeting.portion.key], {
        first: nameOf(other),
        second: nameOf(meeting),
      });
      return;
    }
}

function checkCover(world: World, row: Row<'cover'>, pointer: string, report: Report): void {
  const keys = new Set<string>();
  for (const [index, { portionKey, distinct }] of row.members.entries()) {
    const at = `${pointer}/members/${index}`;
    ownPortion(world, row.recipientId, portionKey, `${at}/portionKey`, report);
    if (keys.has(distinct)) report('repeated-member', `${at}/distinct`, [portionKey], { distinct });
    keys.add(distinct);
  }
}

function checkSubset(world: World, row: Row<'subset'>, pointer: string, report: Report): void {
  const check = (
    ids: readonly string[],
    name: string,
    isKnown: (id: string) => boolean,
    problem: 'unknown-portion' | 'unknown-contact' | 'unknown-gathering',
  ): void => {
    for (const [index, id] of ids.entries()) {
      if (!isKnown(id)) report(problem, `${pointer}/${name}/${index}`, [id]);
      if (ids.indexOf(id) !== index) report('repeated-member', `${pointer}/${name}/${index}`, [id]);
    }
  };
  check(row.portionKeys, 'portionKeys', (id) => world.portions.has(id), 'unknown-portion');
  check(row.contactIds, 'contactIds', (id) => world.contacts.has(id), 'unknown-contact');
  check(row.gatheringKeys, 'gatheringKeys', (id) => world.gatherings.has(id), 'unknown-gathering');
}

/** Reports ids that point nowhere, prices below 0 where that proves nothing, and rows that do not hold. */
export function checkRows(
  world: World,
  ruleset: Ruleset,
  certificate: Certificate,
  { candidates, demands, report }: { candidates: Candidates; demands: PinDemands; report: Report },
): void {
  const limits = new Set(rulesByKind(ruleset).limits.map(({ id }) => id));
  const excludes = exclusivityOf(world, ruleset, candidates);
  for (const [index, { portionKey, price }] of certificate.parts.entries()) {
    const pointer = `/parts/${index}`;
    if (!world.portions.has(portionKey)) report('unknown-portion', `${pointer}/portionKey`, [portionKey]);
    else if (price < 0 && !demands.heldFor.has(portionKey))
      report('negative-price', `${pointer}/price`, [portionKey], { price });
  }
  for (const [index, { gatheringKey, contactId }] of certificate.leads.entries()) {
    const pointer = `/leads/${index}`;
    if (!world.gatherings.has(gatheringKey)) report('unknown-gathering', `${pointer}/gatheringKey`, [gatheringKey]);
    if (!world.contacts.has(contactId)) report('unknown-contact', `${pointer}/contactId`, [contactId]);
  }
  for (const [index, row] of certificate.rows.entries()) {
    const pointer = `/rows/${index}`;
    const { price } = row;
    if (price < 0)
      report('negative-price', `${pointer}/price`, row.kind === 'subset' ? [] : [row.recipientId], { price });
    if (row.kind === 'subset') {
      checkSubset(world, row, pointer, report);
      continue;
    }
    const { recipientId } = row;
    if (!world.recipients.has(recipientId)) report('unknown-recipient', `${pointer}/recipientId`, [recipientId]);
    if (row.kind !== 'clash' && !limits.has(row.rule)) report('unknown-rule', `${pointer}/rule`, [row.rule]);
    if (row.kind === 'clash') checkClash(world, row, pointer, excludes, report);
    if (row.kind === 'cover') checkCover(world, row, pointer, report);
  }
}
