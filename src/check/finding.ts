// What the auditor reports: findings with facts, never sentences. Texts come from the rules (see `src/explain`).
import type { Outcome, Facts } from '../rules/rule.ts';

/** `hard`: the plan must not be published. `soft`: somebody should know. */
export type Severity = 'hard' | 'soft';

export type Finding = {
  /** Id of the rule, or one of `plan-structure`, `fingerprint`, `recorded-score`, `recorded-bound`, `certificate…`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Who and what is concerned: opaque ids of assignments, sessions, people, groups, offers and pins. */
  readonly ids: readonly string[];
  /** JSON pointer into the plan; of `certificate…` into the certificate. */
  readonly pointer: string;
  /** What was found; `unknown: true` where a check could not tell. */
  readonly facts: Facts;
};

export type CheckReport = {
  /** Sum of the score, in points. */
  readonly objective: number;
  /** Points of every term, by rule id in catalogue order; 0 where a term gives nothing. */
  readonly score: Record<string, number>;
  readonly findings: readonly Finding[];
};

/** Ids without repeats and without gaps, in order of first mention. */
export const idList = (...ids: readonly (string | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== undefined)),
];

/** The hard finding of a check that is not met; what cannot be known is marked as such. */
export function findingOf(
  outcome: Exclude<Outcome, { status: 'met' }>,
  finding: { readonly rule: string; readonly ids: readonly string[]; readonly pointer: string },
): Finding {
  const facts = outcome.status === 'unknown' ? { ...outcome.facts, unknown: true } : outcome.facts;
  return { ...finding, severity: 'hard', facts };
}
