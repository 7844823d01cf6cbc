// The eligibility rules of a ruleset as four yes-or-no questions. `unknown` counts as no: not eligible yet.
import type { Engagement } from '../../src/domain/items.ts';
import type { Gathering, Portion, World } from '../../src/domain/world.ts';
import { allMet } from '../../src/rules/all-met.ts';
import type { Role, Ruleset } from '../../src/rules/rule.ts';
import type { Contact } from '../../src/schema/caseload.ts';

export type Eligibility = {
  portion(portion: Portion): boolean;
  contact(contact: Contact, role: Role, gathering?: Gathering): boolean;
  pair(portion: Portion, contact: Contact, role: Role): boolean;
  engagement(engagement: Engagement): boolean;
};

export const eligibilityOf = (world: World, rules: Ruleset): Eligibility => ({
  portion: allMet(world, rules, 'portion'),
  contact: allMet(world, rules, 'contact'),
  pair: allMet(world, rules, 'pair'),
  engagement: allMet(world, rules, 'engagement'),
});
