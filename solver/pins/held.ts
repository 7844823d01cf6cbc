// Whether a choice holds a pin, and what becomes of all of them in it.
import { groupBy } from '../../src/domain/grouping.ts';
import { isDormant } from '../../src/domain/pins.ts';
import type { Pinned, World } from '../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import { type Choice, EMPTY } from '../choice.ts';
import { slotMatchesPin } from '../timed/pins.ts';
import type { PinState } from '../timed/search.ts';

export function isHeld(pin: Pinned, { served, leads }: Choice): boolean {
  if (pin.kind === 'lead')
    return leads.some(({ gathering, contact }) => gathering.id === pin.groupId && contact.id === pin.contactId);
  return served.some(({ engagement, times }) => {
    const { contact, gathering, portion } = engagement;
    if (portion.key !== pin.portionKey) return false;
    const partner =
      contact !== undefined
        ? contact.id === pin.contactId
        : gathering.id === (gathering.kind === 'group' ? pin.groupId : pin.offerId);
    return partner && times.some((time) => slotMatchesPin(pin, time));
  });
}

/** Whether a choice holds each of many pins: one looks only at its own portion. */
export function heldBy({ served, leads }: Choice): (pin: Pinned) => boolean {
  const ofPortion = groupBy(served, ({ engagement }) => engagement.portion.key);
  return (pin) => isHeld(pin, { served: pin.kind === 'serve' ? (ofPortion.get(pin.portionKey) ?? []) : [], leads });
}

/** What becomes of the pins that are awake in a choice, which holds none where there is no choice. */
export function statesIn(
  world: World,
  rules: Ruleset,
  choice: Choice | undefined,
  isHopeless: (pin: Pinned) => boolean,
): PinState[] {
  if (ofKind(rules, 'pin').length === 0) return [];
  const holds = heldBy(choice ?? EMPTY);
  return world.pins
    .filter((pin) => !isDormant(world, pin))
    .map((pin) => ({ pin, hopeless: isHopeless(pin), broken: !holds(pin) }));
}
