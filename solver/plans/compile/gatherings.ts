// The tables of gatherings: seats, who may lead from the contact's side and from the gathering's, and what excludes each
// other in one.
import { type Occurrence, occurrencesOf, timeOfGathering } from '../../../src/domain/items.ts';
import { groupBy } from '../../../src/domain/grouping.ts';
import type { Gathering, World } from '../../../src/domain/world.ts';
import { type ConflictRule, ofKind, type Ruleset } from '../../../src/rules/rule.ts';
import type { Block, Candidates, LeadOption } from '../../candidates/candidates.ts';
import type { Instance } from '../instance.ts';
import type { Probes } from '../probes.ts';
import { engagementOf, firstTimeOf } from './block-facts.ts';
import type { ContactNumbers } from './contact-numbers.ts';
import { offsets } from './numbering.ts';
import type { People } from './people.ts';
import { daysOf } from './sort-starts.ts';

export type Seats = {
  readonly table: Pick<
    Instance,
    'seatFrom' | 'seatPortion' | 'seatPoints' | 'minSeats' | 'maxSeats' | 'minLeaders' | 'maxLeaders'
  >;
  readonly seats: readonly Block[];
};

export type Leads = {
  readonly table: Pick<
    Instance,
    | 'leadFrom'
    | 'leadLink'
    | 'leadDays'
    | 'leadBegin'
    | 'leadMinutes'
    | 'leadDrive'
    | 'leadTally'
    | 'linkFrom'
    | 'linkContact'
  >;
  /** In the contacts' order. */
  readonly leads: readonly LeadOption[];
  /** In the gatherings' order, and each one's index in it. */
  readonly links: readonly LeadOption[];
  readonly linkIndex: ReadonlyMap<LeadOption, number>;
};

const countBy = (count: number, owners: readonly number[]): number[] => {
  const counts = Array.from({ length: count }, () => 0);
  for (const owner of owners) counts[owner] = (counts[owner] as number) + 1;
  return counts;
};

/** Lists who may lead what; shows every lead to the rules. */
function listLeads(people: People, candidates: Candidates, probes: Probes, numbers: ContactNumbers): Leads {
  const { contacts, contactIndex, gatherings, gatheringIndex } = people;
  const contactOf = ({ lead }: LeadOption): number => contactIndex.get(lead.contact.id) as number;
  const gatheringOf = ({ lead }: LeadOption): number => gatheringIndex.get(lead.gathering.key) as number;
  const used = candidates.leads.filter(({ lead }) => gatheringIndex.has(lead.gathering.key));
  const links = [...used].sort((a, b) => gatheringOf(a) - gatheringOf(b));
  const linkIndex = new Map(links.map((option, l) => [option, l]));
  const leads = [...used].sort((a, b) => contactOf(a) - contactOf(b));
  const leadTally = new Float64Array(leads.length * probes.tallyCount);
  const leadDrive = Float64Array.from(
    leads,
    (option, l) => numbers.note(contactOf(option), option.lead, leadTally, l).amount,
  );
  const timeOf = ({ lead }: LeadOption) => timeOfGathering(lead.gathering);
  const table = {
    leadFrom: offsets(countBy(contacts.length, leads.map(contactOf))),
    leadLink: Int32Array.from(leads, (option) => linkIndex.get(option) as number),
    leadDays: Uint16Array.from(leads, (option) => daysOf(timeOf(option))),
    leadBegin: Int16Array.from(leads, (option) => timeOf(option).start),
    leadMinutes: Int16Array.from(leads, (option) => timeOf(option).minutes),
    leadDrive,
    leadTally,
    linkFrom: offsets(countBy(gatherings.length, links.map(gatheringOf))),
    linkContact: Int32Array.from(links, contactOf),
  };
  return { table, leads, links, linkIndex };
}

/** Lists the places in gatherings, and how many of them each needs and has. */
function listSeats({ gatherings, seatsOf, portionIndex }: People, { links, table }: Leads, probes: Probes): Seats {
  const seats = seatsOf.flat();
  const numbers = gatherings.map((gathering, g) => {
    const [seat] = seatsOf[g] as readonly Block[];
    const from = table.linkFrom[g] as number;
    const link = from < (table.linkFrom[g + 1] as number) ? links[from] : undefined;
    return probes.gathering(gathering, seat && engagementOf(seat), link?.lead);
  });
  return {
    table: {
      seatFrom: offsets(seatsOf.map((own) => own.length)),
      seatPortion: Int32Array.from(seats, ({ portion }) => portionIndex.get(portion) as number),
      seatPoints: Float64Array.from(seats, ({ options, slots }) => (options[0]?.points ?? 0) + (slots[0]?.points ?? 0)),
      minSeats: Int32Array.from(numbers, ({ minSeats }) => minSeats),
      maxSeats: Int32Array.from(numbers, ({ maxSeats }) => maxSeats),
      minLeaders: Int32Array.from(numbers, ({ minLeaders }) => minLeaders),
      maxLeaders: Int32Array.from(numbers, ({ maxLeaders }) => maxLeaders),
    },
    seats,
  };
}

/** Whether two seats of one recipient clash by their times. */
function doTimesClash(world: World, conflicts: readonly ConflictRule[], one: Block, other: Block): boolean {
  const sessions = (block: Block): Occurrence[] => occurrencesOf(engagementOf(block), firstTimeOf(block));
  return sessions(one).some((a) =>
    sessions(other).some((b) => conflicts.some(({ occurrences }) => occurrences?.(world, a, b) !== undefined)),
  );
}

/** Which of a gathering's seats exclude each other, as indices among them. */
function clashesAmong(world: World, conflicts: readonly ConflictRule[], gathering: Gathering, seats: readonly Block[]) {
  const found: { a: number; b: number }[] = [];
  const asking = conflicts.filter(({ engagements }) => engagements !== undefined);
  const isKept = gathering.kind === 'group' && gathering.group.keepApart.length > 0;
  for (let a = 0; a < seats.length; a++)
    for (let b = a + 1; b < seats.length; b++) {
      const [one, other] = [seats[a] as Block, seats[b] as Block];
      const isSame = one.portion.recipient.id === other.portion.recipient.id;
      if (!isSame && !isKept) continue;
      if (
        asking.some(({ engagements }) => engagements?.(world, engagementOf(one), engagementOf(other)) !== undefined) ||
        (isSame && doTimesClash(world, conflicts, one, other))
      )
        found.push({ a, b });
    }
  return found;
}

/** Finds what excludes each other: leaders who must not meet a seat's recipient, then seats. */
function findApart(
  world: World,
  rules: Ruleset,
  { gatherings, gatheringIndex, seatsOf }: People,
  { incompatible }: Candidates,
  { seats, table: { seatFrom } }: Seats,
  { linkIndex }: Leads,
): Pick<Instance, 'apartFrom' | 'apartA' | 'apartB'> {
  const conflicts = ofKind(rules, 'conflict');
  const seatIndex = new Map(seats.map((block, s) => [block, s]));
  const unfit = groupBy(incompatible, ({ lead }) => gatheringIndex.get(lead.lead.gathering.key));
  const apart = gatherings.map((gathering, g) => [
    ...(unfit.get(g) ?? []).flatMap(({ block, lead }) => {
      const [seat, link] = [seatIndex.get(block), linkIndex.get(lead)];
      return seat === undefined || link === undefined ? [] : [{ a: seat, b: -1 - link }];
    }),
    ...clashesAmong(world, conflicts, gathering, seatsOf[g] as readonly Block[]).map(({ a, b }) => ({
      a: (seatFrom[g] as number) + a,
      b: (seatFrom[g] as number) + b,
    })),
  ]);
  const all = apart.flat();
  return {
    apartFrom: offsets(apart.map((own) => own.length)),
    apartA: Int32Array.from(all, ({ a }) => a),
    apartB: Int32Array.from(all, ({ b }) => b),
  };
}

/** The tables of seats, of leads, and of what excludes each other. */
export function listGatherings(
  { world, rules }: { readonly world: World; readonly rules: Ruleset },
  people: People,
  candidates: Candidates,
  probes: Probes,
  numbers: ContactNumbers,
) {
  const leads = listLeads(people, candidates, probes, numbers);
  const seats = listSeats(people, leads, probes);
  return { leads, seats, apart: findApart(world, rules, people, candidates, seats, leads) };
}
