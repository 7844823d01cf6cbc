// What `kobling nightly` does: opens a night now, works on it beside the other workers, and tells how it went.
import { setTimeout as pause } from 'node:timers/promises';
import { isNightOver, nightState, type NightState } from '../../src/store/nights.ts';
import type { Io } from '../io.ts';
import { localDate } from '../today.ts';
import { type NightSettings, openNight } from './open-night.ts';
import { type ServiceOptions, withService } from './service.ts';
import { startSolving, type SolvingOptions } from './work.ts';

export type NightOptions = ServiceOptions &
  SolvingOptions &
  NightSettings & {
    /** The date it is for; absent: today's. */
    readonly runDate?: string | undefined;
  };

export type NightRun = { readonly runDate: string; readonly seconds: number; readonly state: NightState };

const LOOK_MILLISECONDS = 500;

/** Runs a night to its end; told to go, it stops as a worker does, and the state says what is left. */
export function runNight(io: Io, options: NightOptions): Promise<NightRun> {
  const told = new AbortController();
  void io.untilTold().then(() => told.abort());
  const runDate = options.runDate ?? localDate(io.now());
  const began = io.elapsed();
  return withService(io, 'nightly', options, async (service) => {
    const { dispatcher } = service.database;
    const rings = await openNight(service, runDate, options);
    if (rings.length > 0) await service.doorbell.ringNight(runDate, rings).catch(service.onError);
    const solving = startSolving(service, options);
    let state = await nightState(dispatcher, runDate);
    while (!isNightOver(state) && !told.signal.aborted) {
      await pause(LOOK_MILLISECONDS);
      state = await nightState(dispatcher, runDate);
    }
    await solving.stop();
    return { runDate, seconds: (io.elapsed() - began) / 1000, state: await nightState(dispatcher, runDate) };
  });
}
