// Which of the two formulations solves a caseload: one rule, and what it rests on.
//
// `plans` is the default. Its pricing knows the shapes of the shipped limits and tallies, and it is built on four rules;
// a ruleset that lacks one of these, or has a limit or tally that pricing does not know, goes to `timed`, which asks the
// rules about every single start and so takes any ruleset.
import { ofKind, type Ruleset } from '../src/rules/rule.ts';

export const FORMULATIONS = ['plans', 'timed'] as const;
export type Formulation = (typeof FORMULATIONS)[number];

/** Rules that plans are built on. */
const NEEDED = ['served-once', 'no-overlap', 'different-days', 'group-size'];
/** Limits whose shape pricing and rows know. */
const KNOWN_LIMITS = [
  'served-once',
  'hours-granted',
  'contact-capacity',
  'recipient-limits',
  'group-size',
  'groups-per-recipient',
  'offer-capacity',
  'mileage-consent',
];
/** Tallies of one contact whose amounts do not depend on the time of a session. */
const KNOWN_TALLIES = ['fair-load', 'mileage-budget'];

/** The formulation for a ruleset where none is asked for. */
export function chooseFormulation(rules: Ruleset): Formulation {
  const has = (id: string): boolean => rules.some((rule) => rule.id === id);
  const isKnown =
    NEEDED.every(has) &&
    ofKind(rules, 'limit').every(({ id }) => KNOWN_LIMITS.includes(id)) &&
    ofKind(rules, 'term').every(({ id, tally }) => tally === undefined || KNOWN_TALLIES.includes(id));
  return isKnown ? 'plans' : 'timed';
}
