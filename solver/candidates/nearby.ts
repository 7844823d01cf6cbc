// Contacts within reach of a recipient, by a spatial index: only hard travel limits cut, so nobody eligible is lost.
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import type { World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Contact } from '../../src/schema/caseload.ts';

/** Slack for the index's own idea of the Earth's radius and for rounding. */
const SLACK = 1.01;

/** Contacts that the travel limit may let reach a recipient, in caseload order; all of them without that rule. */
export function contactsNear(world: World, rules: Ruleset): (recipientId: string) => readonly Contact[] {
  const contacts = world.caseload.contacts;
  if (!rules.some((rule) => rule.id === 'travel-limit')) return () => contacts;
  const placed = contacts.flatMap((contact, index) => {
    const coordinates = world.travel.coordinates(contact.id);
    return coordinates === undefined ? [] : [{ index, ...coordinates }];
  });
  const tree = new KDBush(placed.length);
  for (const { lon, lat } of placed) tree.add(lon, lat);
  tree.finish();
  const { travel } = world.policy;
  const reachMetres = (contact: Contact): number =>
    ((contact.travel.maxMinutes ?? travel.contactMaxMinutes) * travel.metresPerMinute[contact.travel.mode] * 100) /
    travel.detourPercent;
  const farthestKm = (SLACK * contacts.reduce((most, contact) => Math.max(most, reachMetres(contact)), 0)) / 1000;
  const byId = new Map(contacts.map((contact, index) => [contact.id, index]));
  return (recipientId) => {
    const found = new Set<number>();
    for (const id of world.travel.matrixNeighbours(recipientId)) {
      const index = byId.get(id);
      if (index !== undefined) found.add(index);
    }
    const home = world.travel.coordinates(recipientId);
    if (home !== undefined && placed.length > 0)
      for (const hit of around(tree, home.lon, home.lat, Infinity, farthestKm + 0.01))
        found.add((placed[hit] as { index: number }).index);
    return [...found].sort((a, b) => a - b).map((index) => contacts[index] as Contact);
  };
}
