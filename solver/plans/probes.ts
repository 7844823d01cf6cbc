// What the rules say in numbers of one contact, block, seat or gathering: asked by showing them an item.
// Long function createProbes: one question a rule.
import {
  type Engagement,
  type Lead,
  type Occurrence,
  occurrencesOf,
  type PatternTime,
  timeOfGathering,
} from '../../src/domain/items.ts';
import type { Gathering, World } from '../../src/domain/world.ts';
import { type Item, type LimitRule, ofKind, type Ruleset, type TallyUse, type Use } from '../../src/rules/rule.ts';

/** Stands for a limit that is not in force. */
export const NO_LIMIT = 32_000;

export type ContactNumbers = { readonly recipients: number; readonly weekMinutes: number; readonly evenings: number };
export type RecipientNumbers = {
  readonly daySessions: number;
  readonly weekSessions: number;
  readonly weekEvenings: number;
};
export type GatheringNumbers = {
  readonly minSeats: number;
  readonly maxSeats: number;
  readonly minLeaders: number;
  readonly maxLeaders: number;
};

export type Probes = {
  contact(of: Engagement | Lead): ContactNumbers;
  recipient(engagement: Engagement): RecipientNumbers;
  gathering(gathering: Gathering, seat: Engagement | undefined, lead: Lead | undefined): GatheringNumbers;
  /** Driving of one occurrence, its limit, and whether going over it is not agreed. */
  drive(of: Engagement | Lead): { readonly amount: number; readonly most: number; readonly unagreed: boolean };
  /** For each tally: what one occurrence adds; undefined where nothing. */
  tallies(of: Engagement | Lead): readonly (TallyUse | undefined)[];
  readonly tallyCount: number;
  /** Whether an engagement by itself keeps to the limits that its portion and recipient have, whatever its times. */
  fits(engagement: Engagement, time: PatternTime): boolean;
};

const least = (uses: readonly Use[]): number => Math.min(NO_LIMIT, ...uses.map(({ most = NO_LIMIT }) => most));

/** A time that ends at midnight, so that it takes an evening if anything does. */
const lateTime = (minutes: number, weekday: number): PatternTime => ({
  cycleWeek: 1,
  weekday,
  start: 1_440 - minutes,
  minutes,
});

const minutesOf = (of: Engagement | Lead): number =>
  'form' in of ? of.form.minutes : timeOfGathering(of.gathering).minutes;

const occurrenceAt = (of: Engagement | Lead, time: PatternTime): Item => ({
  kind: 'occurrence',
  occurrence: occurrencesOf(of, time)[0] as Occurrence,
});

const itemOf = (of: Engagement | Lead): Item =>
  'portion' in of ? { kind: 'engagement', engagement: of } : { kind: 'lead', lead: of };

export function createProbes(world: World, rules: Ruleset): Probes {
  const limits = ofKind(rules, 'limit');
  const rule = (id: string): LimitRule | undefined => limits.find((limit) => limit.id === id);
  const usesOf = (id: string, item: Item): readonly Use[] => rule(id)?.uses(world, item) ?? [];
  const tallyRules = ofKind(rules, 'term').flatMap(({ tally }) => (tally === undefined ? [] : [tally]));
  const own = [rule('hours-granted'), rule('recipient-limits'), rule('groups-per-recipient')].filter(
    (limit) => limit !== undefined,
  );
  return {
    contact(of) {
      const uses = usesOf('contact-capacity', occurrenceAt(of, lateTime(minutesOf(of), 1)));
      return {
        recipients: least(usesOf('contact-capacity', itemOf(of))),
        weekMinutes: least(uses.filter(({ distinct }) => distinct === undefined)),
        evenings: least(uses.filter(({ distinct }) => distinct !== undefined)),
      };
    },
    recipient(engagement) {
      const uses = usesOf('recipient-limits', occurrenceAt(engagement, lateTime(minutesOf(engagement), 1)));
      const next = usesOf('recipient-limits', occurrenceAt(engagement, lateTime(minutesOf(engagement), 2)));
      const buckets = new Set(next.map(({ bucket }) => bucket));
      const weekly = uses.filter(({ bucket }) => buckets.has(bucket));
      const daily = uses.filter(({ bucket }) => !buckets.has(bucket));
      return {
        daySessions: Math.min(255, least(daily)),
        weekSessions: Math.min(255, least(weekly.filter(({ distinct }) => distinct === undefined))),
        weekEvenings: Math.min(255, least(weekly.filter(({ distinct }) => distinct !== undefined))),
      };
    },
    gathering(gathering, seat, lead) {
      const size = (item: Item | undefined): readonly Use[] => (item === undefined ? [] : usesOf('group-size', item));
      const seats = seat === undefined ? undefined : itemOf(seat);
      const leads = lead === undefined ? undefined : itemOf(lead);
      const counted = (uses: readonly Use[]): Use | undefined => uses.find(({ amount }) => amount > 0);
      const people = counted(size(seats));
      const leaders = counted(size(leads)) ?? size(seats).find(({ amount }) => amount === 0);
      const places = seats === undefined ? [] : usesOf('offer-capacity', seats);
      const isOffer = gathering.kind === 'voluntary';
      const accompanied = isOffer && gathering.accompaniedBy !== undefined ? 1 : 0;
      return {
        minSeats: Math.max(1, people?.least ?? 1),
        maxSeats: Math.min(people?.most ?? NO_LIMIT, least(places)),
        minLeaders: isOffer ? accompanied : (leaders?.least ?? 0),
        maxLeaders: isOffer ? accompanied : (leaders?.most ?? NO_LIMIT),
      };
    },
    drive(of) {
      const at = usesOf('mileage-consent', occurrenceAt(of, lateTime(minutesOf(of), 1)))[0];
      const demand = usesOf('mileage-consent', itemOf(of)).some(({ enforced }) => enforced !== false);
      return { amount: at?.amount ?? 0, most: at?.most ?? Infinity, unagreed: demand };
    },
    tallies(of) {
      const item = occurrenceAt(of, lateTime(minutesOf(of), 1));
      return tallyRules.map((tally) => tally(world, item)[0]);
    },
    tallyCount: tallyRules.length,
    fits(engagement, time) {
      const times = Array.from({ length: engagement.form.sessions }, () => time);
      const items: Item[] = [
        itemOf(engagement),
        ...times.flatMap((t) =>
          occurrencesOf(engagement, t).map((occurrence): Item => ({ kind: 'occurrence', occurrence })),
        ),
      ];
      const isSeat = engagement.gathering !== undefined;
      for (const limit of own) {
        // One to one, times and so days and evenings are still to be chosen.
        if (!isSeat && limit.id === 'recipient-limits') continue;
        // Most items use nothing of most limits.
        let sums: Map<string, { sum: number; most: number }> | undefined;
        for (const item of items)
          for (const { bucket, amount, most = Infinity, distinct } of limit.uses(world, item)) {
            sums ??= new Map();
            const key = distinct === undefined ? bucket : `${bucket} ${distinct}`;
            const entry = sums.get(key) ?? { sum: 0, most };
            entry.sum = distinct === undefined ? entry.sum + amount : amount;
            sums.set(key, entry);
          }
        for (const { sum, most } of sums?.values() ?? []) if (sum > most) return false;
      }
      return true;
    },
  };
}
