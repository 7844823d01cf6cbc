// From the weekly pattern to dated sessions: every slot on every date of its weeks, unless something on that date
// forbids it. What is left out is listed with the rule that forbids it, so that nothing vanishes silently.
import { groupBy } from '../domain/grouping.ts';
import { publicHoliday } from '../domain/holidays.ts';
import { type Engagement, isLead, type Lead, type Occurrence, occurrenceOn, peopleOf } from '../domain/items.ts';
import { leadsOf, publishedEngagement, type Weekly } from '../domain/plan-items.ts';
import { contains, DAY_MINUTES, minuteOfDay } from '../domain/time.ts';
import type { World } from '../domain/world.ts';
import { type Buckets, createBuckets } from '../rules/buckets.ts';
import type { EligibilityRule, Facts, Item, Ruleset, WindowRule } from '../rules/rule.ts';
import type { PlannedSession } from '../schema/plan.ts';
import { type Draft, draftsOf } from './drafts.ts';
import { clockChangeWithin } from './zone.ts';

/** Why a session is left out: a rule's id, `clock-change` or `plan-structure`, and what was found. */
export type SkipReason = { readonly rule: string; readonly facts: Facts };
export type SkippedSession = {
  readonly assignmentId: string;
  readonly date: string;
  readonly start: string;
  readonly minutes: number;
  readonly reason: SkipReason;
};
/** A kept session on a public holiday, where the policy wants somebody to ask. */
export type HolidayQuestion = { readonly assignmentId: string; readonly date: string; readonly holiday: string };

/** Dated sessions of a plan, in order of date, start and id; what is left out in the same order. */
export type RollOut = {
  readonly sessions: PlannedSession[];
  readonly skipped: SkippedSession[];
  readonly ask: HolidayQuestion[];
};

type Dated = Occurrence & { readonly date: string };
const datedOccurrence = (of: Engagement | Lead, date: string, start: number, minutes: number): Dated => ({
  ...occurrenceOn(of, date, start, minutes),
  date,
});

/** The first rule, in catalogue order, that forbids an occurrence on its date. */
function forbids(world: World, rules: readonly (EligibilityRule | WindowRule)[], dated: Dated): SkipReason | undefined {
  for (const rule of rules) {
    if (rule.kind === 'window') {
      if (!isInsideWindow(world, rule, dated)) return { rule: rule.id, facts: {} };
      continue;
    }
    const outcome = rule.checks.dated?.(world, dated) ?? { status: 'met' };
    if (outcome.status !== 'met') return { rule: rule.id, facts: outcome.facts };
  }
  return undefined;
}

/** Whether a dated occurrence lies inside a rule's windows, of its portion and of all who meet. */
function isInsideWindow(world: World, rule: WindowRule, { of, axisFrom, axisTo }: Dated): boolean {
  const people = peopleOf(of).map((id) => world.recipients.get(id) ?? world.contacts.get(id));
  const windows = [
    isLead(of) ? undefined : rule.portion?.(world, of.portion),
    ...people.map((person) => (person === undefined ? undefined : rule.person?.(world, person))),
  ];
  return windows.every((intervals) => intervals === undefined || contains(intervals, axisFrom, axisTo));
}

/** Sums the dated limits; a lead of a gathering counts once a date, however many take part. */
type Ledger = {
  readonly over: (engagement: Engagement, at: Dated) => SkipReason | undefined;
  readonly book: (engagement: Engagement, at: Dated) => void;
};

function createLedger(buckets: Buckets, leadsAt: (engagement: Engagement) => readonly Lead[]): Ledger {
  const led = new Set<string>();
  const meeting = (engagement: Engagement, date: string): string => `${engagement.gathering?.key}|${date}`;
  const itemsOf = (engagement: Engagement, at: Dated): Item[] => {
    const leads = led.has(meeting(engagement, at.date)) ? [] : leadsAt(engagement);
    return [at, ...leads.map((lead) => datedOccurrence(lead, at.date, at.start, at.minutes))].map((occurrence) => ({
      kind: 'occurrence',
      occurrence,
    }));
  };
  return {
    over(engagement, at) {
      const excess = buckets.over(itemsOf(engagement, at));
      return excess && { rule: excess.rule, facts: excess.facts };
    },
    book(engagement, at) {
      buckets.add(itemsOf(engagement, at));
      if (engagement.gathering !== undefined) led.add(meeting(engagement, at.date));
    },
  };
}

/** Books what was delivered, whenever, and what was published for dates before the horizon. */
function bookHistory(world: World, ledger: Ledger): void {
  for (const session of world.caseload.publishedSessions) {
    const isPast = session.status === 'published' && session.date < world.horizon.from;
    if (session.status !== 'delivered' && !isPast) continue;
    const engagement = publishedEngagement(world, session);
    if (engagement === undefined) continue;
    ledger.book(engagement, datedOccurrence(engagement, session.date, minuteOfDay(session.start), session.minutes));
  }
}

/**
 * Rolls a weekly pattern out over the horizon's dates [from, to).
 *
 * A session is left out where a rule's dated check is not met for it or for a leader of its gathering, where it leaves
 * a window, where a clock change hits it, or where it would exceed a dated limit. Limits are filled with what was
 * delivered, then with published sessions, then with drafts in order of date; a published session that the plan no
 * longer holds is taken to be replaced.
 */
export function rollOut(world: World, plan: Weekly, rules: Ruleset): RollOut {
  const leads = groupBy(leadsOf(world, plan), (lead) => lead.gathering.key);
  const leadsAt = (engagement: Engagement): readonly Lead[] => leads.get(engagement.gathering?.key ?? '') ?? [];
  const ledger = createLedger(createBuckets(world, rules), leadsAt);
  const onDate = rules.filter((rule) => rule.kind === 'eligibility' || rule.kind === 'window');

  const reasonOfDay = ({ engagement, session, start }: Draft): SkipReason | undefined => {
    const { assignmentId, date, minutes, status } = session;
    if (engagement === undefined) return { rule: 'plan-structure', facts: { assignmentId } };
    if (start + minutes > DAY_MINUTES) return { rule: 'plan-structure', facts: { assignmentId, start, minutes } };
    // What was delivered or cancelled is a record; no rule undoes it.
    if (status === 'delivered' || status === 'cancelled') return undefined;
    for (const of of [engagement, ...leadsAt(engagement)]) {
      const reason = forbids(world, onDate, datedOccurrence(of, date, start, minutes));
      if (reason !== undefined) return reason;
    }
    const change = clockChangeWithin(date, start, minutes);
    return change && { rule: 'clock-change', facts: { ...change } };
  };
  const reasonOfLimits = ({ engagement, session, start }: Draft): SkipReason | undefined => {
    // What was delivered is booked already, what was cancelled takes nothing.
    if (engagement === undefined || session.status === 'delivered' || session.status === 'cancelled') return undefined;
    const at = datedOccurrence(engagement, session.date, start, session.minutes);
    const reason = ledger.over(engagement, at);
    if (reason === undefined) ledger.book(engagement, at);
    return reason;
  };

  const drafts = draftsOf(world, plan);
  const reasons = new Map(drafts.map((draft) => [draft, reasonOfDay(draft)]));
  bookHistory(world, ledger);
  const isDraft = ({ session }: Draft): boolean => session.status === 'draft';
  for (const draft of [...drafts.filter((each) => !isDraft(each)), ...drafts.filter(isDraft)])
    if (reasons.get(draft) === undefined) reasons.set(draft, reasonOfLimits(draft));

  const result: RollOut = { sessions: [], skipped: [], ask: [] };
  for (const draft of drafts) {
    const { assignmentId, date, start, minutes } = draft.session;
    const reason = reasons.get(draft);
    if (reason !== undefined) {
      result.skipped.push({ assignmentId, date, start, minutes, reason });
      continue;
    }
    result.sessions.push(draft.session);
    const holiday = world.policy.holidays === 'ask' ? publicHoliday(date) : undefined;
    if (holiday !== undefined) result.ask.push({ assignmentId, date, holiday });
  }
  return result;
}
