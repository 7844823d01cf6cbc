// Tiny caseloads of few evenings: crowded ones without groups, whose recipients have two or three portions each, mostly want
// few evenings or sessions a week, and may have two portions on one evening; and a voluntary offer at two times, with which
// some portion is paired already. Likewise synthetic.
import { addDays, clockOf } from '../../src/domain/time.ts';
import type { Caseload } from '../../src/schema/caseload.ts';
import { composeCrowded, firstOfSize } from './crowded.ts';
import type { Draft, Person } from './draft.ts';
import type { Draw } from './draw.ts';
import type { TinyCaseload } from './tiny-caseload.ts';

type Part = Caseload['decisions'][number]['parts'][number];

const FIRST_HOUR = 17;
const WEEKDAYS = [1, 2] as const;

const evenings = (draw: Draw): Person['availability'] =>
  WEEKDAYS.map((weekday) => ({
    weekday,
    from: clockOf(FIRST_HOUR * 60),
    to: clockOf((FIRST_HOUR + draw.pick([2, 3])) * 60),
  }));

const partOf = (draw: Draw, id: string): Part => ({
  id,
  minutes: draw.pick([60, 90, 120]),
  per: 'week',
  arrangements: ['individual', 'voluntary'],
  purpose: 'company',
  modes: [{ sessions: 1, minutes: 60, cycleWeeks: 1 }],
  shareable: false,
  demandingCare: false,
  carryOver: [],
});

/** An offer on two evenings, and who is paired with it: a place at either time holds that. */
function addOffer({ caseload, draw, frame }: Draft): void {
  caseload.offers.push({
    id: 'o1',
    organisationId: 'org1',
    agreement: { from: addDays(frame.today, -300) },
    place: { lat: 60, lon: 10 },
    interests: [],
    slots: WEEKDAYS.map((weekday) => ({ weekday, start: clockOf((FIRST_HOUR + draw.int(0, 1)) * 60), minutes: 60 })),
    capacity: draw.int(1, 2),
  });
  const partId = draw.pick(draw.pick(caseload.decisions).parts).id;
  caseload.pairings.push({ id: 'pr1', partId, offerId: 'o1', status: 'active' });
}

function compose(draw: Draw): Draft {
  const draft = composeCrowded(draw);
  const { caseload } = draft;
  Object.assign(caseload, { groups: [], leaderships: [], pins: [], pairings: [] });
  caseload.policy.startGridMinutes = 60;
  caseload.policy.eveningFrom = clockOf(FIRST_HOUR * 60);
  caseload.recipients.splice(2);
  caseload.decisions.splice(2);
  for (const contact of caseload.contacts) {
    contact.availability = evenings(draw);
    contact.leadsGroups = false;
    contact.capacity = { ...contact.capacity, maxMinutesPerWeek: draw.pick([60, 120, 240]) };
    delete contact.capacity.maxEveningsPerWeek;
    delete contact.capacity.wantedMinutesPerWeek;
  }
  caseload.recipients.forEach((recipient, r) => {
    recipient.availability = evenings(draw);
    recipient.limits = draw.chance(0.7) ? { eveningsPerWeek: 1 } : { sessionsPerWeek: draw.int(1, 2) };
    const decision = caseload.decisions[r] as Caseload['decisions'][number];
    decision.parts = ['a', 'b', 'c'].slice(0, r === 0 ? draw.int(2, 3) : 1).map((k) => partOf(draw, `p${r + 1}${k}`));
  });
  if (draw.chance(0.6)) addOffer(draft);
  return draft;
}

/** The caseload of few evenings of a seed. */
export const eveningsCaseload = (seed: number): TinyCaseload => firstOfSize(seed, 50_000, compose);
