// A synthetic caseload and a plan for it whose roll-out covers all weeks of 2026 and 2027, 2025-12-29 to 2028-01-10:
//
//   r1 with c1 on Mondays 17:00, every week                    r2 with c1 on Wednesdays of odd weeks, 15:30; decided for
//   r3 and r4 in group g1, Sundays 12:00, led by c2            2026-03-01 to 2027-06-15, free in odd weeks only
//   r5 at the offer o1, Thursdays of even weeks 18:00,         r6 with c3 at 01:30 in the night to Sunday, by an
//      agreement from 2026-02-01 to 2027-11-01                    exception from the normal hours
import type { Weekly } from '../../src/domain/plan-items.ts';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { exampleDraft } from '../../src/rules/example.ts';
import type { ExampleDraft } from '../../src/rules/rule.ts';
import { type CaseloadInput, caseload as caseloadSchema } from '../../src/schema/caseload.ts';
import { plan as planSchema } from '../../src/schema/plan.ts';

export const FROM = '2025-12-29';
export const WEEKS = 106;

type RecipientInput = CaseloadInput['recipients'][number];
type DecisionInput = CaseloadInput['decisions'][number];

const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
const spot = { lat: 60, lon: 10 };

const recipient = (n: number, changes: Partial<RecipientInput> = {}): RecipientInput => ({
  id: `r${n}`,
  bornOn: '1990-01-01',
  protection: 'none',
  place: spot,
  availability: always,
  ...changes,
});

const decision = (n: number, changes: Partial<DecisionInput> = {}): DecisionInput => ({
  id: `d${n}`,
  recipientId: `r${n}`,
  effectiveOn: FROM,
  from: '2025-01-01',
  parts: [
    {
      id: `p${n}`,
      minutes: 120,
      per: 'week',
      arrangements: ['individual', 'group', 'voluntary'],
      modes: [
        { sessions: 1, minutes: 120 },
        { sessions: 1, minutes: 120, cycleWeeks: 2 },
      ],
    },
  ],
  ...changes,
});

type Assignment = ExampleDraft['plan']['assignments'][number];

/** An assignment of part n at one time; the cycle is two weeks long where a cycle week is given. */
export const meets = (
  n: number,
  time: { weekday: number; start: string; minutes?: number; cycleWeek?: 1 | 2 },
  changes: Partial<Assignment> = {},
): Assignment => ({
  id: `a${n}`,
  recipientId: `r${n}`,
  decisionId: `d${n}`,
  partId: `p${n}`,
  arrangement: 'individual',
  contactIds: ['c1'],
  cycleWeeks: time.cycleWeek === undefined ? 1 : 2,
  pattern: [{ minutes: 120, ...time, cycleWeek: time.cycleWeek ?? 1 }],
  pinned: false,
  ...changes,
});

/** A fresh draft of the caseload and its plan, for an edit to change. */
export function twoYearsDraft(): ExampleDraft {
  const draft = exampleDraft();
  const [contact] = draft.caseload.contacts;
  if (contact === undefined) throw new Error('The base example must have a contact.');
  Object.assign(draft.caseload, {
    screening: { statedOn: FROM },
    recipients: [
      recipient(1),
      recipient(2, { availability: [{ weekday: 3, from: '15:00', to: '19:00', cycleWeek: 1 }] }),
      recipient(3),
      recipient(4),
      recipient(5),
      recipient(6),
    ],
    decisions: [
      decision(1),
      decision(2, { from: '2026-03-01', to: '2027-06-15' }),
      decision(3),
      decision(4),
      decision(5),
      decision(6, { normalHoursException: { from: '00:00', to: '24:00' } }),
    ],
    contacts: ['c1', 'c2', 'c3'].map((id) => ({ ...contact, id, availability: always })),
    groups: [{ id: 'g1', place: spot, slot: { weekday: 7, start: '12:00', minutes: 120 } }],
    offers: [
      {
        id: 'o1',
        organisationId: 'org1',
        agreement: { from: '2026-02-01', to: '2027-11-01' },
        place: spot,
        slots: [{ weekday: 4, start: '18:00', minutes: 120, cycleWeek: 2 }],
        capacity: 4,
      },
    ],
  } satisfies Partial<CaseloadInput>);
  const sundays = { weekday: 7, start: '12:00' };
  draft.plan.assignments = [
    meets(1, { weekday: 1, start: '17:00' }),
    meets(2, { weekday: 3, start: '15:30', cycleWeek: 1 }),
    meets(3, sundays, { arrangement: 'group', groupId: 'g1', contactIds: ['c2'] }),
    meets(4, sundays, { arrangement: 'group', groupId: 'g1', contactIds: ['c2'] }),
    meets(5, { weekday: 4, start: '18:00', cycleWeek: 2 }, { arrangement: 'voluntary', offerId: 'o1', contactIds: [] }),
    meets(6, { weekday: 7, start: '01:30' }, { contactIds: ['c3'] }),
  ];
  draft.plan.leads = [{ groupId: 'g1', contactId: 'c2' }];
  return draft;
}

/** The world and plan of an edited draft. */
export function twoYears(
  edit: (draft: ExampleDraft) => void = () => {},
  horizon: { from?: string; weeks?: number } = {},
): { readonly world: World; readonly plan: Weekly } {
  const draft = twoYearsDraft();
  edit(draft);
  const options = { today: FROM, from: horizon.from ?? FROM, weeks: horizon.weeks ?? WEEKS };
  return { world: buildWorld(caseloadSchema.parse(draft.caseload), options), plan: planSchema.parse(draft.plan) };
}
