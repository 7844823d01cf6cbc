// Whether all checks of the eligibility rules are met, asked of so many that the way to "no" must be short.
import type { World } from '../domain/world.ts';
import { type EligibilityRule, ofKind, type Outcome, type Ruleset } from './rule.ts';

type Checks = Omit<EligibilityRule['checks'], 'dated'>;
type Asked<K extends keyof Checks> =
  NonNullable<Checks[K]> extends (world: World, ...asked: infer A) => Outcome ? A : never;

/**
 * Asks every check of one name, declared by a ruleset, until one is not met. A check that says no moves a place to the
 * front: it tends to say no to others as well. Checks are pure, so their order changes no answer.
 */
export function allMet<K extends keyof Checks>(world: World, rules: Ruleset, name: K): (...asked: Asked<K>) => boolean {
  const order = ofKind(rules, 'eligibility').flatMap(({ checks }) => {
    const check = checks[name] as ((world: World, ...asked: Asked<K>) => Outcome) | undefined;
    return check === undefined ? [] : [check];
  });
  return (...asked) => {
    for (let i = 0; i < order.length; i++) {
      const check = order[i] as (typeof order)[number];
      if (check(world, ...asked).status === 'met') continue;
      if (i > 0) order[i] = order[i - 1] as typeof check;
      if (i > 0) order[i - 1] = check;
      return false;
    }
    return true;
  };
}
