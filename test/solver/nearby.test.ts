// The box that narrows the search for who is near: nothing that is within reach may lie outside it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAround } from '../../solver/candidates/nearby.ts';
import { greatCircleMetres } from '../../src/domain/travel.ts';

const somewhere = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('the box around a place', () => {
  it('holds every place that is no further away, at the poles and across the date line too', () => {
    fc.assert(
      fc.property(somewhere, somewhere, (home, place) => {
        // As far as the place is, and the metre that distances are rounded to.
        const [west, south, east, north] = boxAround(home, greatCircleMetres(home, place) / 1000 + 0.001);
        expect(place.lat).toBeGreaterThanOrEqual(south);
        expect(place.lat).toBeLessThanOrEqual(north);
        expect(place.lon).toBeGreaterThanOrEqual(west);
        expect(place.lon).toBeLessThanOrEqual(east);
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it('is a few kilometres wide where little is within reach', () => {
    const [west, south, east, north] = boxAround({ lat: 60, lon: 10 }, 10);
    expect((north - south) * 111.2).toBeCloseTo(20, 0);
    expect((east - west) * 111.2 * Math.cos(Math.PI / 3)).toBeCloseTo(20, 0);
  });
});
