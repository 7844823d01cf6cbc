// Whether a choice holds a pin.
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
