// Who may live near enough to a place to travel to it, so that thousands of portions are not each asked about everybody.
// Not the solver's index: a way that is wrongly cut there must show here. Cuts by the hard travel limit alone, with some
// slack, and leaves the answer to the rule.
import { EARTH_RADIUS_METRES, type Coordinates } from '../domain/travel.ts';
import type { World } from '../domain/world.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { Contact } from '../schema/caseload.ts';

/** Id of the rule that limits how far a contact travels. */
const TRAVEL_RULE = 'travel-limit';
/** Slack for rounding to metres and minutes. */
const SLACK = 1.001;
const SLACK_METRES = 1;

/** A point of the unit sphere: straight lines through it compare as ways around it do, without a sine for each pair. */
type Point = { readonly x: number; readonly y: number; readonly z: number };

/** A contact's home, and the longest straight line to a place within the contact's limit, squared. */
type Home = Point & { readonly reach: number };

function pointOf({ lat, lon }: Coordinates): Point {
  const [north, east] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
  const cosine = Math.cos(north);
  return { x: cosine * Math.cos(east), y: cosine * Math.sin(east), z: Math.sin(north) };
}

function homeOf({ travel, policy }: World, { id, travel: { mode, maxMinutes } }: Contact): Home | undefined {
  const { contactMaxMinutes, metresPerMinute, detourPercent } = policy.travel;
  const coordinates = travel.coordinates(id);
  if (coordinates === undefined) return undefined;
  const metres = ((maxMinutes ?? contactMaxMinutes) * metresPerMinute[mode] * 100) / detourPercent;
  const angle = Math.min(Math.PI, (metres * SLACK + SLACK_METRES) / EARTH_RADIUS_METRES);
  const { x, y, z } = pointOf(coordinates);
  const line = 2 * Math.sin(angle / 2);
  return { x, y, z, reach: line * line };
}

/** Products and no powers, which cost more than all the rest; most are too far away in one direction already. */
function isWithin(home: Home, place: Point): boolean {
  const x = home.x - place.x;
  if (x * x > home.reach) return false;
  const y = home.y - place.y;
  const z = home.z - place.z;
  return x * x + y * y + z * z <= home.reach;
}

/** Those of some contacts, in their order, whom the travel limit may let reach a place; cached by place. */
export function createNear(
  world: World,
  rules: Ruleset,
  contacts: readonly Contact[],
): (placeId: string) => readonly Contact[] {
  if (!rules.some(({ id }) => id === TRAVEL_RULE)) return () => contacts;
  const homes = contacts.map((contact) => homeOf(world, contact));
  const near = new Map<string, readonly Contact[]>();
  const find = (placeId: string): readonly Contact[] => {
    const coordinates = world.travel.coordinates(placeId);
    const place = coordinates && pointOf(coordinates);
    const known = new Set(world.travel.matrixNeighbours(placeId));
    return contacts.filter((contact, index) => {
      const home = homes[index];
      if (home !== undefined && place !== undefined && isWithin(home, place)) return true;
      return known.size > 0 && known.has(contact.id);
    });
  };
  return (placeId) => {
    const found = near.get(placeId) ?? find(placeId);
    near.set(placeId, found);
    return found;
  };
}
