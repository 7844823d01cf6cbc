// What a rule is. Every rule of the domain is one value of this type in `src/rules/<kind>/<id>.ts`; candidate filter,
// model rows, auditor's findings, explanations and the docs page all follow from that one declaration.
import type { Engagement, Lead, Occurrence, PatternTime } from '../domain/items.ts';
import type { Interval } from '../domain/time.ts';
import type { Gathering, Portion, World } from '../domain/world.ts';
import type { CaseloadInput, Contact, Recipient } from '../schema/caseload.ts';
import type { Localized } from '../schema/locale.ts';
import type { PlanInput } from '../schema/plan.ts';

export { LOCALES, type Locale, type Localized } from '../schema/locale.ts';

/** What a check found, as values that texts turn into sentences: codes, ids, minutes, points; never names. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** `unknown` on a hard rule: not eligible yet, but somebody can be asked; it feeds the to-do list. */
export type Outcome =
  | { readonly status: 'met' }
  | { readonly status: 'broken'; readonly facts: Facts }
  | { readonly status: 'unknown'; readonly facts: Facts };

export const MET: Outcome = { status: 'met' };
export const broken = (facts: Facts = {}): Outcome => ({ status: 'broken', facts });
export const unknown = (facts: Facts = {}): Outcome => ({ status: 'unknown', facts });

/** In which role a contact meets a recipient: one to one, as leader of a group, or accompanying an offer. */
export type Role = 'support' | 'lead' | 'accompany';

export type Source = {
  /** H-QS, H-INFO, NN, MOL, HAM, PUB, SET or practice: the names DOMAIN sources go by in docs/rules. */
  readonly name: string;
  /** Law and section, or what the source says of it. */
  readonly reference: string;
};

/** Texts with `{fact}` placeholders. `broken` is for coordinators, `neutral` for recipients and contacts. */
export type RuleTexts = {
  readonly title: Localized;
  /** What must hold, in one sentence. */
  readonly demand: Localized;
  /** What is wrong, why it matters; placeholders name the facts of the check. */
  readonly broken: Localized;
  /** What is not known and whom to ask; only for rules that can be unknown. */
  readonly unknown?: Localized;
  /** What to do about it. */
  readonly advice: Localized;
  /** Says nothing about the other person. */
  readonly neutral: Localized;
};

/** What an example changes in the base example (see `example.ts`): both documents may be edited freely. */
export type ExampleDraft = { caseload: CaseloadInput; plan: PlanInput };

/** An executed example; the harness runs it through the auditor and through the solver's model. */
export type Example = {
  readonly title: string;
  /** What the rule says of the edited draft: for a term, its points in the score. */
  readonly outcome: 'met' | 'broken' | 'unknown' | { readonly points: number };
  /** `on`: exactly on the bound; `over`: one step past it. */
  readonly bound?: 'on' | 'over';
  readonly edit: (draft: ExampleDraft) => void;
};

type RuleBase = {
  /** kebab-case, says the demand; never renamed, never reused. */
  readonly id: string;
  readonly sources: readonly Source[];
  /** Dates [from, to) on which the rule is in force. */
  readonly inForce: { readonly from: string; readonly to?: string };
  /** Policy settings that change the rule, as paths below `policy`. */
  readonly settings: readonly string[];
  readonly texts: RuleTexts;
  readonly examples: readonly Example[];
};

/** Who may meet whom. Each check that a rule declares must be met; the solver drops the candidate, the auditor reports it. */
export type EligibilityRule = RuleBase & {
  readonly kind: 'eligibility';
  readonly checks: {
    /** A portion, whoever serves it. */
    readonly portion?: (world: World, portion: Portion) => Outcome;
    /** A contact in a role, whomever they meet; the gathering where the role has one. */
    readonly contact?: (world: World, contact: Contact, role: Role, gathering?: Gathering) => Outcome;
    /** A portion and a contact who meet, in the contact's role; for `lead` and `accompany` at a gathering. */
    readonly pair?: (world: World, portion: Portion, contact: Contact, role: Role) => Outcome;
    /** An engagement as a whole: arrangement, form, gathering. */
    readonly engagement?: (world: World, engagement: Engagement) => Outcome;
    /** A dated session; `occurrence.date` is set. The weekly pattern is not asked. */
    readonly dated?: (world: World, occurrence: Occurrence & { readonly date: string }) => Outcome;
  };
};

/** When a session may lie: each must fit inside one of the intervals, for every person and portion asked. */
export type WindowRule = RuleBase & {
  readonly kind: 'window';
  /** Intervals on the fortnight axis, merged and sorted; undefined: no limit. */
  readonly portion?: (world: World, portion: Portion) => readonly Interval[] | undefined;
  readonly person?: (world: World, person: Recipient | Contact) => readonly Interval[] | undefined;
};

/** Anything that can be counted: each item of a plan is offered to every limit and tally. */
export type Item =
  | { readonly kind: 'engagement'; readonly engagement: Engagement }
  | { readonly kind: 'lead'; readonly lead: Lead }
  | { readonly kind: 'occurrence'; readonly occurrence: Occurrence };

/** What an item takes of a bucket, and the bucket's bounds (the same for each use of one bucket). */
export type Use = {
  readonly bucket: string;
  /** Whose limit it is: an id of a person, part or group. */
  readonly ownerId: string;
  /** Whole amount in the rule's unit, ≥ 0. */
  readonly amount: number;
  /** Uses of one bucket with the same key count once (and have the same amount). */
  readonly distinct?: string;
  readonly most?: number;
  readonly least?: number;
  /** The bounds hold only where some use in the bucket has this true or absent. */
  readonly enforced?: boolean;
  /** What is counted, for texts: joined with `amount`, `most` and `least` in a finding's facts. */
  readonly facts?: Facts;
};

/** At most, or at least, so much. A bucket without any use has no bounds. */
export type LimitRule = RuleBase & {
  readonly kind: 'limit';
  readonly unit: 'minutes' | 'people' | 'sessions' | 'evenings' | 'times' | 'oere-parts';
  readonly uses: (world: World, item: Item) => readonly Use[];
};

/** Two things that cannot both be. Returns facts where they clash, undefined where they do not; symmetric. */
export type ConflictRule = RuleBase & {
  readonly kind: 'conflict';
  /** Asked of occurrences on one day that share a person, or belong to one part. */
  readonly occurrences?: (world: World, a: Occurrence, b: Occurrence) => Facts | undefined;
  /**
   * Minutes that must lie between a person's session at one place and the next at another (0 or more): any two of a
   * person's occurrences on a day that are nearer than this clash. Lets the solver build interval cliques.
   */
  readonly apart?: (world: World, personId: string, fromPlaceId: string, toPlaceId: string) => number;
  /** Occurrences with an equal key clash whatever their times: lets the solver write one row for all of them. */
  readonly exclusive?: (occurrence: Occurrence) => string | undefined;
  /** Asked of engagements that share a gathering or a part. */
  readonly engagements?: (world: World, a: Engagement, b: Engagement) => Facts | undefined;
};

/**
 * A use of a tally's bucket. The bucket's points are, with T the sum of amounts:
 * `rise.points × floor(min(T, rise.upTo) / rise.step) − fall.points × ceil(max(0, T − fall.beyond) / fall.step)`.
 */
export type TallyUse = {
  readonly bucket: string;
  readonly ownerId: string;
  readonly amount: number;
  readonly rise?: { readonly points: number; readonly step: number; readonly upTo: number };
  readonly fall?: { readonly points: number; readonly step: number; readonly beyond: number };
};

/** Points of a recurring slot by its time, a week on average. */
export type SlotPoints = (time: PatternTime) => number;

/** For slots that are worth nothing, whatever their time. */
export const NO_POINTS: SlotPoints = () => 0;

/** Better or worse: whole points, positive is better; the empty plan scores 0. */
export type TermRule = RuleBase & {
  readonly kind: 'term';
  /** Points of one engagement. */
  readonly engagement?: (world: World, engagement: Engagement) => number;
  /** Points of each recurring slot of an engagement: in two steps, since one engagement has a hundred possible slots. */
  readonly slot?: (world: World, engagement: Engagement) => SlotPoints;
  /** Points of two halves of one part that are both served; asked with `a` the first half. */
  readonly halves?: (world: World, a: Engagement, b: Engagement) => number;
  /** Points that are not additive over engagements. */
  readonly tally?: (world: World, item: Item) => readonly TallyUse[];
};

/** Pins: what is active or locked stays, unless a hard rule forbids it. Solver and auditor treat it specially. */
export type PinRule = RuleBase & { readonly kind: 'pin' };

export type Rule = EligibilityRule | WindowRule | LimitRule | ConflictRule | TermRule | PinRule;
export type HardRule = Exclude<Rule, TermRule>;

/** The rules in force for a run, in catalogue order. */
export type Ruleset = readonly Rule[];

export const ofKind = <K extends Rule['kind']>(rules: Ruleset, kind: K): Extract<Rule, { kind: K }>[] =>
  rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);

/** Nearest whole number to numerator/denominator, halves away from zero; both integers, denominator > 0. */
export function roundHalf(numerator: number, denominator: number): number {
  const magnitude = Math.floor((2 * Math.abs(numerator) + denominator) / (2 * denominator));
  return numerator < 0 ? -magnitude || 0 : magnitude;
}

/** Points of `weight` an hour over `minutes` in two weeks, for a share of `part` in `whole`. */
export const pointsForMinutes = (weight: number, fortnight: number, part = 1, whole = 1): number =>
  roundHalf(weight * fortnight * part, 120 * whole);
