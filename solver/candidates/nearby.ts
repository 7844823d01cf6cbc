// Contacts within reach of a recipient, by a spatial index: only hard travel limits cut, so nobody eligible is lost.
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import type { World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Contact } from '../../src/schema/caseload.ts';

/** Slack for the index's own idea of the Earth's radius and for rounding. */
const SLACK = 1.01;
const SLACK_KM = 0.01;

/** Contacts that the travel limit may let reach a recipient, in caseload order; all of them without that rule. */
export function contactsNear(world: World, rules: Ruleset): (recipientId: string) => readonly Contact[] {
  const { contacts, recipients, policy } = world.caseload;
  if (!rules.some((rule) => rule.id === 'travel-limit')) return () => contacts;
  const placed = recipients.flatMap(({ id }) => {
    const coordinates = world.travel.coordinates(id);
    return coordinates === undefined ? [] : [{ id, ...coordinates }];
  });
  const homes = new KDBush(placed.length);
  for (const { lon, lat } of placed) homes.add(lon, lat);
  homes.finish();
  const { contactMaxMinutes, metresPerMinute, detourPercent } = policy.travel;
  const reachKm = ({ travel }: Contact): number =>
    ((travel.maxMinutes ?? contactMaxMinutes) * metresPerMinute[travel.mode]) / (10 * detourPercent);

  const near = new Map<string, Contact[]>();
  for (const contact of contacts) {
    const within = new Set(world.travel.matrixNeighbours(contact.id));
    const home = world.travel.coordinates(contact.id);
    if (home !== undefined && placed.length > 0)
      for (const hit of around(homes, home.lon, home.lat, Infinity, reachKm(contact) * SLACK + SLACK_KM)) {
        const recipient = placed[hit];
        if (recipient !== undefined) within.add(recipient.id);
      }
    for (const id of within) {
      const found = near.get(id);
      if (found === undefined) near.set(id, [contact]);
      else found.push(contact);
    }
  }
  return (recipientId) => near.get(recipientId) ?? [];
}
