// The eligibility rules of a ruleset as three yes-or-no questions. `unknown` counts as no: not eligible yet.
import type { Engagement } from '../../src/domain/items.ts';
import type { Gathering, Portion, World } from '../../src/domain/world.ts';
import { ofKind, type Outcome, type Role, type Ruleset } from '../../src/rules/rule.ts';
import type { Contact } from '../../src/schema/caseload.ts';

export type Eligibility = {
  portion(portion: Portion): boolean;
  contact(contact: Contact, role: Role, gathering?: Gathering): boolean;
  pair(portion: Portion, contact: Contact, role: Role): boolean;
  engagement(engagement: Engagement): boolean;
};

const isMet = (outcome: Outcome | undefined): boolean => outcome === undefined || outcome.status === 'met';

export function eligibilityOf(world: World, rules: Ruleset): Eligibility {
  const all = ofKind(rules, 'eligibility').map((rule) => rule.checks);
  return {
    portion: (portion) => all.every((checks) => isMet(checks.portion?.(world, portion))),
    contact: (contact, role, gathering) =>
      all.every((checks) => isMet(checks.contact?.(world, contact, role, gathering))),
    pair: (portion, contact, role) => all.every((checks) => isMet(checks.pair?.(world, portion, contact, role))),
    engagement: (engagement) => all.every((checks) => isMet(checks.engagement?.(world, engagement))),
  };
}
