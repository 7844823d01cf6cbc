// The way between two places: the caseload's travel matrix where it knows it, else great circle × detour ÷ speed.
// Pinned arithmetic: WGS84 mean radius, great circle rounded to metres, minutes rounded up.
import type { Caseload } from '../schema/caseload.ts';
import type { TravelMode } from '../schema/policy.ts';
import type { Coordinates, PostalCodes } from '../schema/postal-codes.ts';

/** WGS84 mean Earth radius in metres. */
export const EARTH_RADIUS_METRES = 6_371_008.8;

/** One way: whole minutes, and whole metres on the road. */
export type Way = { readonly minutes: number; readonly metres: number };
export type { Coordinates, PostalCodes };

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** A place with the cosine of its latitude, which every distance to it needs. */
type Spot = { readonly coordinates: Coordinates; readonly cosine: number };

const spotOf = (coordinates: Coordinates): Spot => ({ coordinates, cosine: Math.cos(radians(coordinates.lat)) });

function metresBetween({ coordinates: a, cosine }: Spot, { coordinates: b, cosine: other }: Spot): number {
  const dLat = radians(b.lat - a.lat);
  const dLon = radians(b.lon - a.lon);
  const h = Math.sin(dLat / 2) ** 2 + cosine * other * Math.sin(dLon / 2) ** 2;
  return Math.round(2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h))));
}

/** Great-circle distance in whole metres (haversine on the mean radius). */
export const greatCircleMetres = (a: Coordinates, b: Coordinates): number => metresBetween(spotOf(a), spotOf(b));

export type Travel = {
  /** The way between two ids by a mode; undefined where a place is unknown. The way from an id to itself is nothing. */
  way(fromId: string, toId: string, mode: TravelMode): Way | undefined;
  /** Coordinates of a person, group or offer. */
  coordinates(id: string): Coordinates | undefined;
  /** Ids with a matrix entry to or from this id. */
  matrixNeighbours(id: string): readonly string[];
};

/** Builds the travel look-up of a caseload; a postal code missing from the table leaves the place unknown. */
export function buildTravel(caseload: Caseload, postalCodes: PostalCodes): Travel {
  const { detourPercent, metresPerMinute } = caseload.policy.travel;
  const places = new Map<string, Spot>();
  for (const { id, place } of [...caseload.recipients, ...caseload.contacts, ...caseload.groups, ...caseload.offers]) {
    if (place === undefined) continue;
    const coordinates = 'postalCode' in place ? postalCodes.get(place.postalCode) : place;
    if (coordinates !== undefined) places.set(id, spotOf(coordinates));
  }
  const matrix = new Map<string, Map<string, Way>>();
  const known = (from: string): Map<string, Way> => {
    const row = matrix.get(from) ?? new Map<string, Way>();
    matrix.set(from, row);
    return row;
  };
  for (const { fromId, toId, minutes, metres } of caseload.travelMatrix) {
    known(fromId).set(toId, { minutes, metres });
    if (!known(toId).has(fromId)) known(toId).set(fromId, { minutes, metres });
  }
  const nothing: Way = { minutes: 0, metres: 0 };
  return {
    coordinates: (id) => places.get(id)?.coordinates,
    matrixNeighbours: (id) => [...(matrix.get(id)?.keys() ?? [])],
    way(fromId, toId, mode) {
      if (fromId === toId) return nothing;
      const entry = matrix.get(fromId)?.get(toId);
      if (entry !== undefined) return entry;
      const from = places.get(fromId);
      const to = places.get(toId);
      if (from === undefined || to === undefined) return undefined;
      const metres = metresBetween(from, to);
      return {
        minutes: Math.ceil((metres * detourPercent) / (100 * metresPerMinute[mode])),
        metres: Math.round((metres * detourPercent) / 100),
      };
    },
  };
}
