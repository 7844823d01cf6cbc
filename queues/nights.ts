// Nights: at the time of day they are due, and again and again until they are, each is opened and its bells are rung as a flow.
// The queue's own schedule is only a tick: one that was lost is made up for by the next look at the clock, and one that comes
// twice finds nothing to open.
import type { Ring } from '../src/store/dispatch.ts';
import type { Doorbell, NightSchedule } from './doorbell.ts';
import { repeat } from './repeat.ts';

export type NightsOptions = {
  readonly doorbell: Doorbell;
  readonly schedule: NightSchedule;
  /** The date of the night that is due now, if one is. */
  readonly due: () => string | undefined;
  /** Asks for the night in all municipalities that it has not reached; the jobs asked for now. */
  readonly open: (runDate: string) => Promise<readonly Ring[]>;
  /** All bells of a night that were rung together are answered. */
  readonly onOver: (runDate: string) => Promise<void>;
  readonly onError?: ((error: unknown) => void) | undefined;
};

export type RunningNights = { stop(): Promise<void> };

const LOOK_MILLISECONDS = 30_000;

/** Opens nights until it is stopped; any number of processes may do so at once. */
export function startNights({
  doorbell,
  schedule,
  due,
  open,
  onOver,
  onError = () => {},
}: NightsOptions): RunningNights {
  const openDue = async (): Promise<void> => {
    const runDate = due();
    if (runDate === undefined) return;
    const rings = await open(runDate);
    if (rings.length > 0) await doorbell.ringNight(runDate, rings);
  };
  const listener = doorbell.listenToNights({ onTick: openDue, onOver });
  // The queue may be away now, or lose its schedule later.
  const scheduling = repeat(LOOK_MILLISECONDS, () => doorbell.scheduleNights(schedule), onError);
  const looking = repeat(LOOK_MILLISECONDS, openDue, onError);
  return {
    stop: async () => {
      await Promise.all([scheduling.stop(), looking.stop(), listener.close()]);
    },
  };
}
