// Narrow tiny caseloads: crowded ones made narrower. Forms of odd quarters of an hour, many of them once a fortnight, in windows
// of some weeks only; recipients who want few sessions a day and a week and few evenings; ways that are longer one way than
// back, and driving that some have not agreed to pay for. Likewise synthetic.
import { clockOf } from '../../src/domain/time.ts';
import type { Caseload } from '../../src/schema/caseload.ts';
import { composeCrowded, firstOfSize } from './crowded.ts';
import type { Draft, Person } from './draft.ts';
import type { Draw } from './draw.ts';
import type { TinyCaseload } from './tiny-caseload.ts';

const FORMS = [
  { sessions: 1, minutes: 45, cycleWeeks: 2 as const },
  { sessions: 1, minutes: 60, cycleWeeks: 2 as const },
  { sessions: 1, minutes: 75, cycleWeeks: 2 as const },
  { sessions: 2, minutes: 45, cycleWeeks: 2 as const },
  { sessions: 1, minutes: 45, cycleWeeks: 1 as const },
  { sessions: 1, minutes: 60, cycleWeeks: 1 as const },
];

/** One window of one to three hours on each weekday, a third of them every other week. */
function windows({ draw, frame }: Draft, weekdays: readonly number[]): Person['availability'] {
  return weekdays.map((weekday) => ({
    weekday,
    from: clockOf(frame.hour * 60),
    to: clockOf((frame.hour + draw.pick([1, 2, 2, 3])) * 60),
    ...(draw.chance(0.35) ? { cycleWeek: draw.pick([1, 2] as const) } : {}),
  }));
}

function narrowTimes(draft: Draft): void {
  const { caseload, draw, frame } = draft;
  const { recipients, contacts, decisions } = caseload;
  const weekdays = draw.pick([[1], [1], [1, 2]]);
  for (const contact of contacts) contact.availability = windows(draft, frame.weekdays);
  for (const recipient of recipients) {
    if (draw.chance(0.5)) recipient.availability = windows(draft, weekdays);
    if (draw.chance(0.5)) recipient.preferredTimes = windows(draft, weekdays);
    recipient.limits = {
      ...(draw.chance(0.5) ? { sessionsPerDay: 1 } : {}),
      ...(draw.chance(0.3) ? { sessionsPerWeek: draw.int(1, 2) } : {}),
      ...(draw.chance(0.3) ? { eveningsPerWeek: 1 } : {}),
    };
  }
  for (const { parts } of decisions) for (const part of parts) part.modes = draw.some(FORMS, draw.pick([1, 1, 2]));
}

/** Ways by the table alone, each longer or shorter than back. */
function turnWays({ caseload, draw }: Draft): void {
  const ids = [...caseload.contacts, ...caseload.recipients, ...caseload.groups].map(({ id }) => id);
  const way = (fromId: string, toId: string): Caseload['travelMatrix'][number] => ({
    fromId,
    toId,
    minutes: draw.pick([0, 0, 15, 30]),
    metres: draw.pick([0, 4_000, 8_000]),
  });
  caseload.travelMatrix = ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => way(from, to)));
}

function limitDriving({ caseload, draw }: Draft): void {
  const { mileage, weights } = caseload.policy;
  mileage.budgetOere = draw.pick([10_000, 20_000, 40_000]);
  mileage.entitlement = 'every-contact';
  weights.mileage = draw.int(0, 1);
  for (const decision of caseload.decisions) if (draw.chance(0.5)) delete decision.mileageConsentOn;
}

function compose(draw: Draw): Draft {
  const draft = composeCrowded(draw);
  const { caseload } = draft;
  caseload.policy.startGridMinutes = draw.pick([15, 30, 30]);
  if (draw.chance(0.5)) {
    caseload.groups = [];
    caseload.leaderships = [];
    caseload.pins = [];
    caseload.pairings = [];
  }
  narrowTimes(draft);
  if (draw.chance(0.5)) turnWays(draft);
  if (draw.chance(0.4)) limitDriving(draft);
  return draft;
}

/** The narrow caseload of a seed. */
export const narrowCaseload = (seed: number): TinyCaseload => firstOfSize(seed, 30_000, compose);
