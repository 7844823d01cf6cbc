// The eligibility rules of a ruleset as four yes-or-no questions. `unknown` counts as no: not eligible yet.
import type { Engagement } from '../../src/domain/items.ts';
import type { Gathering, Portion, World } from '../../src/domain/world.ts';
import { type EligibilityRule, ofKind, type Outcome, type Role, type Ruleset } from '../../src/rules/rule.ts';
import type { Contact } from '../../src/schema/caseload.ts';

export type Eligibility = {
  portion(portion: Portion): boolean;
  contact(contact: Contact, role: Role, gathering?: Gathering): boolean;
  pair(portion: Portion, contact: Contact, role: Role): boolean;
  engagement(engagement: Engagement): boolean;
};

/** Whether all checks are met. One that says no moves a place to the front: it tends to say no to others as well. */
function all<A extends readonly unknown[]>(
  checks: readonly ((world: World, ...asked: A) => Outcome)[],
): (world: World, ...asked: A) => boolean {
  const order = [...checks];
  return (world, ...asked) => {
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

export function eligibilityOf(world: World, rules: Ruleset): Eligibility {
  const checks = ofKind(rules, 'eligibility').map((rule) => rule.checks);
  const declared = <K extends keyof EligibilityRule['checks']>(name: K) =>
    checks.flatMap((each) => (each[name] === undefined ? [] : [each[name]]));
  const portion = all(declared('portion'));
  const contact = all(declared('contact'));
  const pair = all(declared('pair'));
  const engagement = all(declared('engagement'));
  return {
    portion: (asked) => portion(world, asked),
    contact: (asked, role, gathering) => contact(world, asked, role, gathering),
    pair: (asked, partner, role) => pair(world, asked, partner, role),
    engagement: (asked) => engagement(world, asked),
  };
}
