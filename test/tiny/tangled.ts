// Tangled tiny caseloads: one contact with one long day, and as many recipients at one place as there are hours in it, who
// all like to meet at odd quarters. All of them fit, but only on the hour, and hardly anybody likes that: the timing of the
// day is a search that gives up. Likewise synthetic.
import { addDays, clockOf } from '../../src/domain/time.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { drawFrom } from './draw.ts';
import type { TinyCaseload } from './tiny-caseload.ts';

/** Hours of the day, and so many recipients. */
const HOURS = 6;
const FIRST_HOUR = 15;
const TODAY = '2025-03-03';

const window = (from: number, to: number) => ({ weekday: 1, from: clockOf(from), to: clockOf(to) });
const DAY = window(FIRST_HOUR * 60, (FIRST_HOUR + HOURS) * 60);

/** The tangled caseload of a seed. */
export function tangledCaseload(seed: number): TinyCaseload {
  const draw = drawFrom(seed, 40_000);
  const person = { bornOn: '1980-01-07', gender: 'female', protection: 'none', place: { lat: 60, lon: 10 } };
  const preferred = () => {
    const late = draw.pick([15, 30, 45]);
    return [window(FIRST_HOUR * 60 + late, (FIRST_HOUR + HOURS - 1) * 60 + late)];
  };
  const ids = Array.from({ length: HOURS }, (_, r) => r + 1);
  const caseload = schema.parse({
    format: 'kobling/caseload@1',
    municipalityId: 'tangled',
    synthetic: true,
    screening: { statedOn: addDays(TODAY, -2) },
    policy: { startGridMinutes: 15 },
    recipients: ids.map((r) => ({
      ...person,
      id: `r${r}`,
      resident: true,
      housing: 'home',
      interests: [],
      requirements: [],
      availability: [DAY],
      preferredTimes: preferred(),
      travel: { mode: 'car' },
      limits: {},
    })),
    decisions: ids.map((r) => ({
      id: `d${r}`,
      recipientId: `r${r}`,
      status: 'granted',
      effectiveOn: addDays(TODAY, -20),
      from: addDays(TODAY, -50),
      mileageGranted: false,
      parts: [
        {
          id: `p${r}`,
          minutes: 60,
          per: 'week',
          arrangements: ['individual'],
          purpose: 'company',
          modes: [{ sessions: 1, minutes: 60, cycleWeeks: 1 }],
          shareable: false,
          demandingCare: false,
        },
      ],
    })),
    contacts: [
      {
        ...person,
        id: 'c1',
        languages: ['nb'],
        traits: {},
        interests: [],
        engagement: {
          interviewHeldOn: addDays(TODAY, -100),
          certificate: { purposes: ['adults', 'minors'], status: 'approved' },
          confidentialitySignedOn: addDays(TODAY, -12),
          contract: { from: addDays(TODAY, -10), scope: ['individual', 'group'] },
          qualified: false,
        },
        availability: [DAY],
        preferredTimes: [],
        travel: { mode: 'car' },
        capacity: { maxMinutesPerWeek: 60 * HOURS, maxRecipients: HOURS },
        leadsGroups: false,
      },
    ],
  });
  return { caseload, options: { today: TODAY, from: TODAY, weeks: 2 } };
}
