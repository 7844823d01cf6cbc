// Nights on both backends of the queue: a tick at its time, a flow whose end is heard, and neither is believed: whoever looks at the
// clock opens what no tick has.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bell } from '../../queues/backends.ts';
import type { Doorbell } from '../../queues/doorbell.ts';
import { startNights } from '../../queues/nights.ts';
import type { Ring } from '../../src/store/dispatch.ts';
import { openAnswered, type Place, PLACES } from './places.ts';
import { until } from '../until.ts';

const ringOf = (k: number): Ring => ({
  tenantId: `t-${k}`,
  jobId: `job-${k}`,
  kind: 'nightly',
  priority: 10,
  fence: 0,
});
describe.each(PLACES)('on %s', (_, open) => {
  let place: Place;
  beforeAll(async () => {
    place = await open();
  });
  afterAll(() => place.close());

  it('a night is heard to be over once its last bell is answered, be it by an error, and not before', async () => {
    const doorbell = await openAnswered(place, { name: 'flow' });
    const events: string[] = [];
    const nights = doorbell.listenToNights({
      onTick: () => Promise.resolve(),
      onOver: (runDate) => Promise.resolve(void events.push(`over ${runDate}`)),
    });
    await doorbell.ringNight('2026-01-05', [1, 2, 3].map(ringOf));
    // A relay that rings for the same job meanwhile rings the same bell.
    await doorbell.ring([ringOf(2)]);
    await pause(500);
    expect(events).toEqual([]);
    const answer = async ({ tenantId }: Bell): Promise<void> => {
      await pause(50);
      events.push(tenantId);
      if (tenantId === 't-1') throw new Error('a bug');
    };
    const listener = doorbell.listen(answer, { concurrency: 1 });
    await until(() => events.length === 4);
    await pause(300);
    expect(events.slice(0, 3).sort()).toEqual(['t-1', 't-2', 't-3']);
    expect(events.slice(3)).toEqual(['over 2026-01-05']);
    await Promise.all([listener.close(), nights.close()]);
    await doorbell.close();
  });

  it('a bell that is rung again while nobody has answered is one, and another one once its job was lost', async () => {
    const doorbell = await openAnswered(place, { name: 'again' });
    await doorbell.ring([ringOf(1)]);
    await doorbell.ring([ringOf(1)]);
    expect(await doorbell.waiting()).toBe(1);
    await doorbell.ring([{ ...ringOf(1), fence: 1 }]);
    expect(await doorbell.waiting()).toBe(2);
    await doorbell.close();
  });

  it('six schedulers are one tick, at the time of day it is for', async () => {
    const doorbells = await Promise.all(Array.from({ length: 6 }, () => openAnswered(place, { name: 'tick' })));
    const at = new Date(Date.now() + 6_000).toISOString().slice(11, 19);
    let ticks = 0;
    const listeners = doorbells.map((doorbell) =>
      doorbell.listenToNights({ onTick: () => Promise.resolve(void ticks++), onOver: () => Promise.resolve() }),
    );
    // On a busy machine some are not answered in time; whoever was not asks again.
    const schedule = async (doorbell: Doorbell): Promise<void> => {
      await until(
        () =>
          doorbell.scheduleNights({ at, zone: 'UTC' }).then(
            () => true,
            () => false,
          ),
        4,
      );
    };
    await Promise.all(doorbells.map(schedule));
    expect(ticks).toBe(0);
    await until(() => ticks > 0);
    await pause(500);
    expect(ticks).toBe(1);
    await Promise.all(listeners.map((listener) => listener.close()));
    await Promise.all(doorbells.map((doorbell) => doorbell.close()));
  });

  it('whoever looks at the clock opens what is due, though no tick comes', async () => {
    const doorbell = await openAnswered(place, { name: 'clock' });
    const opened: string[] = [];
    const over: string[] = [];
    const nights = startNights({
      doorbell,
      schedule: { at: '00:00', zone: 'UTC' },
      due: () => '2026-01-05',
      open: (runDate) => Promise.resolve(opened.push(runDate) === 1 ? [ringOf(1), ringOf(2)] : []),
      onOver: (runDate) => Promise.resolve(void over.push(runDate)),
    });
    const listener = doorbell.listen(() => Promise.resolve(), { concurrency: 1 });
    await until(() => over.length === 1);
    expect({ opened: opened.length > 0, over }).toEqual({ opened: true, over: ['2026-01-05'] });
    await Promise.all([nights.stop(), listener.close()]);
    await doorbell.close();
  });
});
