// Who may be within whose reach, by a spatial index: only hard travel limits cut, so nobody eligible is lost.
import KDBush from 'kdbush';
import { type Coordinates, EARTH_RADIUS_METRES } from '../../src/domain/travel.ts';
import type { Gathering, World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Contact, Recipient } from '../../src/schema/caseload.ts';

/** Slack for rounding: distances are whole metres, and minutes are rounded up. */
const SLACK = 1.01;
const SLACK_KM = 0.01;

type Box = readonly [west: number, south: number, east: number, north: number];

const degrees = (radians: number): number => (radians * 180) / Math.PI;

/** A box of degrees in which all lies that is no further away, and more in its corners: the travel limit itself decides. */
export function boxAround({ lat, lon }: Coordinates, km: number): Box {
  const angle = (km * 1000) / EARTH_RADIUS_METRES;
  const [south, north] = [lat - degrees(angle), lat + degrees(angle)];
  const ratio = Math.sin(Math.min(angle, Math.PI / 2)) / Math.cos((lat * Math.PI) / 180);
  // At a pole, and across the date line, a box is the whole way round.
  const aside = ratio < 1 ? degrees(Math.asin(ratio)) : 180;
  const [west, east] = [lon - aside, lon + aside];
  return west < -180 || east > 180 ? [-180, south, 180, north] : [west, south, east, north];
}

export type Nearby = {
  /** Contacts that the travel limit may let reach a recipient, group or offer, in caseload order. */
  contactsNear(placeId: string): readonly Contact[];
  /** Gatherings that the travel limit may let a recipient reach, in caseload order. */
  gatheringsNear(recipientId: string): readonly Gathering[];
};

type Settings = { readonly fallback: 'contactMaxMinutes' | 'recipientMaxMinutes' };

/** For each place those travellers, in their order, who may be able to reach it, and perhaps some who are not. */
function travellersByPlace<T extends Contact | Recipient>(
  world: World,
  travellers: readonly T[],
  placeIds: readonly string[],
  { fallback }: Settings,
): ReadonlyMap<string, readonly T[]> {
  const { metresPerMinute, detourPercent, [fallback]: otherwise } = world.policy.travel;
  const near = new Map<string, T[]>(placeIds.map((id) => [id, []]));
  const placed = [...near].flatMap(([id, able]) => {
    const coordinates = world.travel.coordinates(id);
    return coordinates === undefined ? [] : [{ able, ...coordinates }];
  });
  const index = new KDBush(placed.length);
  for (const { lon, lat } of placed) index.add(lon, lat);
  index.finish();
  const reachKm = ({ travel: { mode, maxMinutes = otherwise } }: T): number =>
    (maxMinutes * metresPerMinute[mode]) / (10 * detourPercent);

  for (const traveller of travellers) {
    const home = world.travel.coordinates(traveller.id);
    if (home !== undefined && placed.length > 0)
      for (const hit of index.range(...boxAround(home, reachKm(traveller) * SLACK + SLACK_KM)))
        placed[hit]?.able.push(traveller);
    for (const id of world.travel.matrixNeighbours(traveller.id)) {
      const able = near.get(id);
      if (able?.at(-1) !== traveller) able?.push(traveller);
    }
  }
  return near;
}

/** Who is near whom; without the travel limit everybody is. */
export function findNearby(world: World, rules: Ruleset): Nearby {
  const { contacts, recipients, groups, offers } = world.caseload;
  const gatherings = [...world.gatherings.values()];
  if (!rules.some((rule) => rule.id === 'travel-limit'))
    return { contactsNear: () => contacts, gatheringsNear: () => gatherings };
  const ids = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);
  const meetings = ids([...groups, ...offers]);
  const near = travellersByPlace(world, contacts, [...ids(recipients), ...meetings], { fallback: 'contactMaxMinutes' });
  const guests = travellersByPlace(world, recipients, meetings, { fallback: 'recipientMaxMinutes' });
  const reached = new Map<string, Gathering[]>(recipients.map(({ id }) => [id, []]));
  for (const gathering of gatherings)
    for (const { id } of guests.get(gathering.id) ?? []) reached.get(id)?.push(gathering);
  return {
    contactsNear: (placeId) => near.get(placeId) ?? [],
    gatheringsNear: (recipientId) => reached.get(recipientId) ?? [],
  };
}
