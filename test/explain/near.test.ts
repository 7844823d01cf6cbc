// Who is looked at for a place: nobody whom the travel limit lets reach it may be missing.
import { describe, expect, it } from 'vitest';
import type { World } from '../../src/domain/world.ts';
import { createNear } from '../../src/explain/near.ts';
import { RULES } from '../../src/rules/index.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { worldOf } from '../proof/harness.ts';

const HORIZON = { today: '2026-01-05', from: '2026-01-05', weeks: 4 };

/** A town whose contacts travel at most 1, 2 … 20 minutes, so that many places lie on the bound. */
function shortWays(seed: number): World {
  const caseload = generateCaseload({ size: 'town', seed });
  const contacts = caseload.contacts.map((contact, index) => ({
    ...contact,
    travel: { ...contact.travel, maxMinutes: (index % 20) + 1 },
  }));
  return worldOf({ ...caseload, contacts }, HORIZON);
}

const placesOf = ({ caseload: { recipients, groups, offers } }: World): string[] =>
  [...recipients, ...groups, ...offers].map(({ id }) => id);

describe('who is near a place', () => {
  it('holds everybody within the limit, in caseload order, and few besides', () => {
    const world = shortWays(1);
    const { contacts, policy } = world.caseload;
    const near = createNear(world, RULES, contacts);
    const sum = { within: 0, found: 0, asked: 0 };
    for (const place of placesOf(world)) {
      const found = near(place);
      const within = contacts.filter(({ id, travel: { mode, maxMinutes = policy.travel.contactMaxMinutes } }) => {
        const minutes = world.travel.way(id, place, mode)?.minutes;
        return minutes !== undefined && minutes <= maxMinutes;
      });
      expect(within.filter((contact) => !found.includes(contact))).toEqual([]);
      expect(contacts.filter((contact) => found.includes(contact))).toEqual(found);
      sum.within += within.length;
      sum.found += found.length;
      sum.asked += contacts.length;
    }
    expect(sum.within).toBeGreaterThan(0);
    expect(sum.found).toBeLessThan(sum.within * 1.1);
    expect(sum.found).toBeLessThan(sum.asked / 2);
  });

  it('holds whom the travel matrix knows, wherever they live', () => {
    const caseload = generateCaseload({ size: 'village', seed: 1 });
    const [contact] = caseload.contacts;
    const [recipient] = caseload.recipients;
    const far = caseload.contacts.map((each) => (each === contact ? { ...each, place: { lat: 71, lon: 28 } } : each));
    const entry = { fromId: recipient?.id ?? '', toId: contact?.id ?? '', minutes: 1, metres: 1 };
    const idsNear = (travelMatrix: readonly (typeof entry)[]): string[] => {
      const world = worldOf({ ...caseload, contacts: far, travelMatrix: [...travelMatrix] }, HORIZON);
      return createNear(world, RULES, world.caseload.contacts)(entry.fromId).map(({ id }) => id);
    };
    expect(idsNear([])).not.toContain(entry.toId);
    expect(idsNear([entry])).toContain(entry.toId);
  });

  it('is everybody where no rule limits travel', () => {
    const world = shortWays(2);
    const near = createNear(
      world,
      RULES.filter(({ id }) => id !== 'travel-limit'),
      world.caseload.contacts,
    );
    for (const place of placesOf(world)) expect(near(place)).toEqual(world.caseload.contacts);
  });
});
