// Whether a choice holds a pin.
import { groupBy } from '../../src/domain/grouping.ts';
import type { Pinned } from '../../src/domain/world.ts';
import type { Choice } from '../choice.ts';
import { slotMatchesPin } from '../timed/pins.ts';

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
