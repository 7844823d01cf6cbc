// The best plan of a gathering at a certificate's prices: who sits in it and who leads it.
//
// Leaders are chosen first, then seats for those whom every leader may meet. A group may need more people than are worth
// their price, so a set is no plan until every least is reached.
// Long function bestGatheringPlan: the search's state is closed over by its two steps.
import {
  formOfGathering,
  type Engagement,
  type Lead,
  type Occurrence,
  occurrencesOf,
  type PatternTime,
  peopleOf,
  timeOfGathering,
} from '../../domain/items.ts';
import type { Gathering, Portion } from '../../domain/world.ts';
import type { Item } from '../../rules/rule.ts';
import type { Contact } from '../../schema/caseload.ts';
import { roleAt } from '../eligibility.ts';
import { type BucketUse, type Buckets, createBuckets } from './buckets.ts';
import type { Making } from './contact-problem.ts';
import { asksSeat, leadKey } from './pins.ts';

/** Somebody who could take part: a portion's seat or a leader. */
export type Member = {
  readonly value: number;
  readonly uses: readonly BucketUse[];
  readonly isMust: boolean;
} & (
  | {
      readonly kind: 'seat';
      readonly engagement: Engagement;
      readonly time: PatternTime;
      readonly occurrences: readonly Occurrence[];
      /** What it pays for prices, less what it is paid for pins. */
      readonly paid: number;
    }
  | { readonly kind: 'leader'; readonly contact: Contact }
);
type SeatMember = Extract<Member, { kind: 'seat' }>;
type LeaderMember = Extract<Member, { kind: 'leader' }>;

export type GatheringProblem = {
  readonly gathering: Gathering;
  readonly seats: readonly SeatMember[];
  readonly leaders: readonly LeaderMember[];
  readonly buckets: Buckets;
  /** How many seats and leaders held pins demand, whether or not they can be had. */
  readonly musts: number;
  /** Whether a leader may meet whom. */
  mayLead(leader: LeaderMember, seat: SeatMember): boolean;
  /** Whether two seats may both be taken. */
  mayJoin(a: SeatMember, b: SeatMember): boolean;
  /** What seats pay together; never less for more of them. */
  paidFor(seats: readonly SeatMember[]): number;
};

export type FoundGathering = {
  readonly value: number;
  readonly seats: readonly Portion[];
  readonly leaders: readonly Contact[];
};

function seatOf(making: Making, gathering: Gathering, engagement: Engagement, buckets: Buckets): SeatMember {
  const { world, rules, prices, demands } = making;
  const { portion } = engagement;
  const time = timeOfGathering(gathering);
  const occurrences = occurrencesOf(engagement, time);
  let points = 0;
  for (const term of rules.terms)
    points += (term.engagement?.(world, engagement) ?? 0) + (term.slot?.(world, engagement)(time) ?? 0);
  const own = prices.ofEngagement(engagement);
  const ofTime = prices.ofTime(engagement, time, occurrences);
  let paid = prices.part(portion.key) + own.plain + ofTime.plain;
  for (const cover of new Set([...own.covers, ...ofTime.covers])) paid += prices.coverPrice(cover);
  for (const { pin, price } of demands.rewards.get(portion.key) ?? []) if (asksSeat(pin, gathering)) paid -= price;
  const items: Item[] = [
    { kind: 'engagement', engagement },
    ...occurrences.map((occurrence): Item => ({ kind: 'occurrence', occurrence })),
  ];
  const value = points * prices.scale - paid;
  return { kind: 'seat', engagement, time, occurrences, paid, value, uses: buckets.usesOf(items), isMust: false };
}

/** Keys of the portions that held pins seat in a gathering and in no other. */
export type HeldSeats = ReadonlyMap<string, ReadonlySet<string>>;

const byValue = (a: Member, b: Member): number => Number(b.isMust) - Number(a.isMust) || b.value - a.value;

/** Whether two seats exclude each other, by the rules on engagements and on a person's sessions. */
function clash({ world, rules: { conflicts } }: Making, a: SeatMember, b: SeatMember): boolean {
  if (conflicts.some((rule) => rule.engagements?.(world, a.engagement, b.engagement) !== undefined)) return true;
  const people = peopleOf(b.engagement);
  const isRelated =
    a.engagement.portion.part === b.engagement.portion.part || peopleOf(a.engagement).some((id) => people.includes(id));
  return (
    isRelated &&
    a.occurrences.some((first) =>
      b.occurrences.some(
        (second) =>
          first.dayKey === second.dayKey &&
          conflicts.some((rule) => rule.occurrences?.(world, first, second) !== undefined),
      ),
    )
  );
}

export function gatheringProblem(making: Making, gathering: Gathering, heldSeats: HeldSeats): GatheringProblem {
  const { world, rules, candidates, demands, prices } = making;
  const buckets = createBuckets(world, rules.limits, gathering.kind === 'group' ? gathering.id : undefined);
  const form = formOfGathering(gathering);
  const held = heldSeats.get(gathering.key) ?? new Set<string>();
  const seats = (candidates.seatsAt.get(gathering.key) ?? [])
    .filter(({ engagement: { portion } }) =>
      (demands.heldFor.get(portion.key) ?? []).every((pin) => asksSeat(pin, gathering)),
    )
    .map(({ engagement }) => ({
      ...seatOf(making, gathering, { ...engagement, form }, buckets),
      isMust: held.has(engagement.portion.key),
    }))
    .filter((seat) => !buckets.wouldPass(seat.uses))
    .sort(byValue);
  const leaders = (candidates.leadersAt.get(gathering.key) ?? [])
    .map((contact): LeaderMember => {
      const lead: Lead = { contact, gathering };
      return {
        kind: 'leader',
        contact,
        value: prices.lead(gathering.key, contact.id),
        uses: buckets.usesOf([{ kind: 'lead', lead }]),
        isMust: gathering.kind === 'group' && demands.heldLeads.has(leadKey(gathering.id, contact.id)),
      };
    })
    .sort(byValue);
  // A leader's sessions belong to the contact's plan: where they count too, this plan alone reaches no least.
  for (const { contact } of leaders)
    for (const occurrence of occurrencesOf({ contact, gathering }, timeOfGathering(gathering)))
      buckets.dropLeast(buckets.usesOf([{ kind: 'occurrence', occurrence }]));
  const role = roleAt(gathering);
  const isLed = (key: string): boolean => gathering.kind === 'group' && key.startsWith(`${gathering.id} `);
  return {
    gathering,
    seats,
    leaders,
    buckets,
    musts: held.size + [...demands.heldLeads.keys()].filter(isLed).length,
    mayLead: (leader, seat) => candidates.mayMeet(seat.engagement.portion, leader.contact, role),
    mayJoin: (a, b) => !clash(making, a, b),
    paidFor: (taken) =>
      prices.subsets.paidBy(
        { gatheringKey: gathering.key },
        taken.map(({ engagement }) => engagement.portion.key),
      ),
  };
}

/** How many of a kind there may and must be, as far as buckets say that each of them takes one. */
function boundsOf(members: readonly Member[], buckets: Buckets): { readonly most: number; readonly least: number } {
  const [first, ...others] = members;
  let most = Infinity;
  let least = 0;
  const takesOne = ({ uses }: Member, bucket: number): boolean =>
    uses.some((use) => use.bucket === bucket && use.amount === 1 && use.isEnforcing && use.distinct.length === 0);
  for (const { bucket } of first?.uses ?? []) {
    if (first === undefined || !takesOne(first, bucket) || !others.every((other) => takesOne(other, bucket))) continue;
    most = Math.min(most, buckets.most(bucket));
    least = Math.max(least, buckets.least(bucket) ?? 0);
  }
  return { most, least };
}

/** Sum of the dearest from `from` on: as many as are needed, and then those worth something while there is room. */
function dearest(members: readonly Member[], from: number, least: number, most: number): number {
  let sum = 0;
  for (let k = from, count = 0; k < members.length && count < most; k++, count++) {
    const { value } = members[k] as Member;
    if (count >= least && value <= 0) break;
    sum += value;
  }
  return sum;
}

/** The best plan worth more than `floor`; undefined where there is none. */
export function bestGatheringPlan(problem: GatheringProblem, floor: number): FoundGathering | undefined {
  const { gathering, seats, leaders, buckets, musts, mayLead, mayJoin, paidFor } = problem;
  if ([...seats, ...leaders].filter(({ isMust }) => isMust).length < musts) return undefined;
  const ofSeats = boundsOf(seats, buckets);
  const ofLeaders = boundsOf(leaders, buckets);
  const accompanying = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
  let best = floor;
  let found: FoundGathering | undefined;
  let led: readonly LeaderMember[] = [];

  const keep = (value: number, taken: readonly SeatMember[]): void => {
    if (value <= best || (taken.length === 0 && (led.length === 0 || gathering.kind === 'voluntary'))) return;
    if (buckets.isShort()) return;
    best = value;
    found = {
      value,
      seats: taken.map(({ engagement }) => engagement.portion),
      leaders: led.map(({ contact }) => contact),
    };
  };

  const sit = (list: readonly SeatMember[], value: number, taken: readonly SeatMember[]): void => {
    if (!list.some(({ isMust }) => isMust)) keep(value, taken);
    for (let k = 0; k < list.length; k++) {
      const seat = list[k] as SeatMember;
      const [least, most] = [Math.max(0, ofSeats.least - taken.length), ofSeats.most - taken.length];
      // What the list would bring with musts taken: they stand first.
      if (value + dearest(list, k, least, most) <= best && !seat.isMust) return;
      if (!buckets.wouldPass(seat.uses)) {
        buckets.add(seat.uses);
        const rest = list.slice(k + 1);
        const fits = rest.filter((other) => mayJoin(seat, other));
        if (rest.every((other) => !other.isMust || fits.includes(other)))
          sit(fits, value + seat.value - (paidFor([...taken, seat]) - paidFor(taken)), [...taken, seat]);
        buckets.remove(seat.uses);
      }
      if (seat.isMust) return;
    }
  };

  const lead = (list: readonly LeaderMember[], open: readonly SeatMember[], value: number): void => {
    const areMustsLed = !list.some(({ isMust }) => isMust);
    const ofOpen = Math.max(0, dearest(open, 0, ofSeats.least, ofSeats.most));
    const isBetter = value + ofOpen > best || open.some(({ isMust }) => isMust);
    if (areMustsLed && isBetter && (accompanying === undefined || led.length > 0)) sit(open, value, []);
    for (let k = 0; k < list.length; k++) {
      const leader = list[k] as LeaderMember;
      const [least, most] = [Math.max(0, ofLeaders.least - led.length), ofLeaders.most - led.length];
      const bound = value + dearest(list, k, least, most) + ofOpen;
      if (bound <= best && !leader.isMust && !open.some(({ isMust }) => isMust)) return;
      if (!buckets.wouldPass(leader.uses)) {
        buckets.add(leader.uses);
        const before = led;
        led = [...led, leader];
        const fits = open.filter((seat) => mayLead(leader, seat));
        if (open.every((seat) => !seat.isMust || fits.includes(seat)))
          lead(list.slice(k + 1), fits, value + leader.value);
        led = before;
        buckets.remove(leader.uses);
      }
      if (leader.isMust) return;
    }
  };
  lead(leaders, seats, 0);
  return found;
}
