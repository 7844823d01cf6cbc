// What was held before the first planned day: no plan holds it, and the month's hours and the week's minutes do.
//
// A session of the caseload that was not cancelled and lies before the horizon counts against the dated limits, as the
// roll-out counts it. It is audited in no other way: it is done.
import { type Lead, occurrenceOn } from '../domain/items.ts';
import { publishedEngagement } from '../domain/plan-items.ts';
import { minuteOfDay } from '../domain/time.ts';
import type { World } from '../domain/world.ts';
import { leadsByGathering } from './eligibility.ts';
import type { Counted, PlanItems, Source } from './plan-items.ts';

/** Sessions held before the horizon, and those of the gatherings' present leaders, as items that limits count. */
export function historyItems(world: World, { leads }: Pick<PlanItems, 'leads'>): Counted[] {
  const items: Counted[] = [];
  const led = new Set<string>();
  const leadsAt = leadsByGathering(leads);
  for (const session of world.caseload.publishedSessions) {
    const { id, date, minutes, status } = session;
    if (status === 'cancelled' || date >= world.horizon.from) continue;
    const engagement = publishedEngagement(world, session);
    if (engagement === undefined) continue;
    const start = minuteOfDay(session.start);
    // It stands in the caseload, so there is no place in the plan to point at.
    const source: Source = { id, pointer: '' };
    const count = (of: typeof engagement | Lead): void => {
      items.push({
        item: { kind: 'occurrence', occurrence: occurrenceOn(of, date, start, minutes) },
        source,
        isHistory: true,
      });
    };
    count(engagement);
    const { gathering } = engagement;
    if (gathering === undefined) continue;
    const meeting = `${gathering.key} ${date} ${start}`;
    if (led.has(meeting)) continue;
    led.add(meeting);
    for (const lead of leadsAt.get(gathering.key) ?? []) count(lead);
  }
  return items;
}
