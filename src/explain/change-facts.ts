// What the report of a night's changes is made of: facts alone, grouped by person; `change-text.ts` has the words.
import type { Pinned } from '../domain/world.ts';
import type { Facts } from '../rules/rule.ts';
import type { Assignment, UnservedClass } from '../schema/plan.ts';
import type { Failure } from './failures.ts';
import type { UnservedExplanation } from './unserved.ts';

/**
 * Who meets whom, and when in the week. Of the plan before, contacts who are no longer in the caseload are not named
 * here, so that nothing can be read from who is missing: one who may not be shown any more is not named either.
 */
export type Weekly = Pick<Assignment, 'arrangement' | 'contactIds' | 'groupId' | 'offerId' | 'cycleWeeks' | 'pattern'>;

/**
 * How much of the earlier arrangement a hard rule forbids: the pairing itself; only its form or times; what it was
 * together with the rest of the earlier plan; or any room for it beside the pins of today.
 */
export type Scope = 'pairing' | 'times' | 'together' | 'beside-pins';

/** Why something is different. */
export type ChangeReason =
  /** Hard rules that now forbid what was, with what they found. */
  | { readonly kind: 'hard-rule'; readonly scope: Scope; readonly failures: readonly Failure[] }
  /** The accepted pairing, leadership or lock behind it cannot be held; the change `pin-broken` names the rules. */
  | { readonly kind: 'pin-broken'; readonly pinIds: readonly string[] }
  /** An active pairing, leadership or lock of today asks for what is now. */
  | { readonly kind: 'pinned'; readonly pinIds: readonly string[] }
  /** It was an accepted pairing or a lock, and the caseload holds it as one no longer. */
  | { readonly kind: 'released' }
  /** What it was about is no longer in the caseload. */
  | { readonly kind: 'gone'; readonly what: 'recipient' | 'part' | 'contact' | 'group' | 'offer' }
  /** The group or offer is registered with another time, or another accompanying contact. */
  | { readonly kind: 'registered' }
  /** A group that nobody takes part in any more. */
  | { readonly kind: 'not-running' }
  /** The plan before neither served nor missed this part. */
  | { readonly kind: 'new' }
  | { readonly kind: 'first-plan' }
  /** No hard rule asks for it: the plan is better so. */
  | { readonly kind: 'better-plan' };

/** A session on a date, `start` local time. */
export type DatedMeeting = { readonly date: string; readonly start: string; readonly minutes: number };

/** A session that is no more, and what takes it away: a rule as the roll-out names it, or somebody cancelled it. */
export type DroppedMeeting = DatedMeeting & {
  readonly cause?: { readonly rule: string; readonly facts: Facts } | 'cancelled';
};

/** An accepted pairing or leadership, or a lock, that the plan does not hold, with what the rules found. */
export type PinFacts = {
  readonly pinId: string;
  readonly pin: Pinned['kind'];
  /** Of `serve` only, like `offerId`. */
  readonly portionKey?: string;
  readonly contactId?: string;
  readonly groupId?: string;
  readonly offerId?: string;
  /** Hard rules that forbid it, alone or with the others. */
  readonly rules: readonly string[];
  /** Pins that cannot all be held together, itself among them; empty where it is forbidden by itself. */
  readonly conflict: readonly string[];
  /** What those of the rules found that can tell of the pair by itself. */
  readonly failures: readonly Failure[];
};

/** The part, or half of it, that a change is about. */
type OfPortion = { readonly portionKey: string };

export type RecipientChange =
  /** No part of the recipient was in the plan before. */
  | { readonly kind: 'arrived' }
  | (OfPortion & { readonly kind: 'served'; readonly after: Weekly; readonly reason: ChangeReason } & {
      /** Why it was not served before; absent: it was not listed. */
      readonly wasUnserved?: UnservedClass;
    })
  | (OfPortion & { readonly kind: 'unserved'; readonly before: Weekly; readonly reason: ChangeReason } & Waiting)
  /** Another contact, group or offer. */
  | (OfPortion & Both & { readonly kind: 'partner' })
  /** The same partner, another number or length of sessions. */
  | (OfPortion & Both & { readonly kind: 'form' })
  /** The same partner and form, other times. */
  | (OfPortion & Both & { readonly kind: 'times' })
  /** The same group or offer at the same times, led or accompanied by others. */
  | (OfPortion & Both & { readonly kind: 'leaders' })
  /** Listed as not served for the first time. */
  | (OfPortion & { readonly kind: 'waiting'; readonly reason: ChangeReason } & Waiting)
  /** Was listed as not served, and may not be served any more: hard rules that the part fails by itself. */
  | (OfPortion & { readonly kind: 'no-longer-waiting'; readonly failures: readonly Failure[] })
  /** The weekly pattern is as it was; dates in the weeks that both plans cover are not. */
  | (OfPortion & {
      readonly kind: 'dates';
      readonly dropped: readonly DroppedMeeting[];
      readonly added: readonly DatedMeeting[];
      /** One dropped and one added in the same week. */
      readonly moved: readonly { readonly from: DroppedMeeting; readonly to: DatedMeeting }[];
    })
  | PinBroken;

type Both = { readonly before: Weekly; readonly after: Weekly; readonly reason: ChangeReason };

type Waiting = {
  /** Why nobody serves it; absent: the plan does not count it as missing. */
  readonly class?: UnservedClass;
  readonly explained?: UnservedExplanation;
};

/** A pin that is not held, and was not among the broken ones before. */
type PinBroken = { readonly kind: 'pin-broken' } & PinFacts;

export type ContactChange =
  /** In the plan, and not in the one before. */
  | { readonly kind: 'arrived' }
  /** No longer in the caseload. */
  | { readonly kind: 'gone' }
  /** Hard rules that the contact fails, whomever they meet, in a role that they had and have no longer. */
  | { readonly kind: 'barred'; readonly failures: readonly Failure[] }
  /** Was in the plan before, is in the caseload, and has nobody now. */
  | { readonly kind: 'idle' }
  /** Recipients one to one; why is told under each recipient. */
  | { readonly kind: 'recipients'; readonly gained: readonly string[]; readonly lost: readonly string[] }
  | { readonly kind: 'lead-gained'; readonly groupId: string; readonly reason: ChangeReason }
  | { readonly kind: 'lead-lost'; readonly groupId: string; readonly reason: ChangeReason }
  | PinBroken;

export type PersonChanges =
  | { readonly role: 'recipient'; readonly id: string; readonly changes: readonly RecipientChange[] }
  | { readonly role: 'contact'; readonly id: string; readonly changes: readonly ContactChange[] };

/** People in either plan with and without a change. */
type Count = { readonly changed: number; readonly unchanged: number };

export type ChangeReport = {
  /** Whether there was no plan before. */
  readonly isFirst: boolean;
  /** Whether anybody may be told of: false where the screening for protected addresses is missing or too old. */
  readonly isScreened: boolean;
  /** Those with a change alone: recipients, then contacts, each in caseload order, those who left it last. */
  readonly people: readonly PersonChanges[];
  readonly totals: {
    readonly recipients: Count;
    readonly contacts: Count;
    /** Parts, and halves, that either plan serves. */
    readonly assignments: Count;
    /** Minutes a week on average, rounded down. */
    readonly servedMinutes: { readonly before: number; readonly after: number };
  };
  /** Pins that are not held and were not before either: no change, and still to be settled. */
  readonly stillBroken: readonly PinFacts[];
  /** Pins that are held again. */
  readonly mended: readonly string[];
  /**
   * Accepted pairings and leaderships, and locks, that are in force today and not held, without a hard rule that says
   * why. There must be none: no plan that passed the audit has any.
   */
  readonly unexplained: readonly PinFacts[];
};
