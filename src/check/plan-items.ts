// A plan as the auditor sees it: what rules are asked about, each with the place in the plan that it was read from.
import type { Engagement, Lead, Occurrence, PatternTime } from '../domain/items.ts';
import type { Item } from '../rules/rule.ts';
import type { Finding } from './finding.ts';

/** Where an item stands in the plan. */
export type Source = {
  /** Id of the assignment; of the group or offer for a lead. */
  readonly id: string;
  /** JSON pointer into the plan. */
  readonly pointer: string;
  /** Id of the dated session. */
  readonly sessionId?: string;
};

/** A session in one week of the fortnight, or on a date. */
export type Placed = {
  readonly occurrence: Occurrence;
  readonly source: Source;
  /** A delivered session: it counts against limits and is not audited otherwise. */
  readonly isHistory: boolean;
};

export type PlannedEngagement = {
  readonly engagement: Engagement;
  readonly source: Source;
  readonly times: readonly PatternTime[];
  readonly occurrences: readonly Placed[];
  /** False where the assignment has a structural error: it is audited and not scored. */
  readonly isSound: boolean;
};

export type PlannedLead = {
  readonly lead: Lead;
  readonly source: Source;
  readonly occurrences: readonly Placed[];
  /** False where an offer's accompanying contact has only unsound assignments to accompany. */
  readonly isSound: boolean;
};

export type PlanItems = {
  readonly engagements: readonly PlannedEngagement[];
  /** Leaders of groups as planned, then the accompanying contacts of offers that somebody takes part in. */
  readonly leads: readonly PlannedLead[];
  /** Dated sessions that are not cancelled, then those of the leads; empty before the roll-out. */
  readonly dated: readonly Placed[];
  /** What is wrong with the plan as a document (rule `plan-structure`). */
  readonly findings: readonly Finding[];
};

/** An item that limits and tallies count. */
export type Counted = { readonly item: Item; readonly source: Source; readonly isHistory: boolean };

const countedPlaced = ({ occurrence, source, isHistory }: Placed): Counted => ({
  item: { kind: 'occurrence', occurrence },
  source,
  isHistory,
});

/** The items of the weekly pattern: engagements, leads and the fortnight's occurrences. */
export function weeklyItems({ engagements, leads }: Pick<PlanItems, 'engagements' | 'leads'>): Counted[] {
  const items: Counted[] = [];
  for (const { engagement, source } of engagements)
    items.push({ item: { kind: 'engagement', engagement }, source, isHistory: false });
  for (const { lead, source } of leads) items.push({ item: { kind: 'lead', lead }, source, isHistory: false });
  for (const { occurrences } of engagements) for (const placed of occurrences) items.push(countedPlaced(placed));
  for (const { occurrences } of leads) for (const placed of occurrences) items.push(countedPlaced(placed));
  return items;
}

/** The items of the dated weeks: sessions only. */
export const datedItems = ({ dated }: Pick<PlanItems, 'dated'>): Counted[] => dated.map(countedPlaced);
