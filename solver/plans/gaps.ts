// The ways between places that a contact's plan must leave time for, asked of the conflict rules.
import type { World } from '../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Compiled } from './compile/compile.ts';
import type { Gaps } from './instance.ts';

/** Minutes between two places by the conflict rules, for the people of the instance. */
export function gapsOf(world: World, rules: Ruleset, { contacts, recipientIds, gatherings }: Compiled): Gaps {
  const aparts = ofKind(rules, 'conflict').flatMap(({ apart }) => (apart === undefined ? [] : [apart]));
  const placeId = (place: number): string =>
    place >= 0 ? (recipientIds[place] as string) : (gatherings[-1 - place]?.id as string);
  return (contact, from, to) =>
    Math.max(0, ...aparts.map((apart) => apart(world, contacts[contact]?.id as string, placeId(from), placeId(to))));
}
