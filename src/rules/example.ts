// The base example that every rule's examples vary: one recipient, one contact, one group, one voluntary offer, and
// a plan in which the two meet on Mondays from 17:00 to 19:00. All of it is sound and no rule is broken.
//
// r1 is granted 4 h a week (part p1, one to one or in a group), 1 or 2 sessions of 2 h. c1 wants 6 h and may 8 h a week.
// Everybody lives at the same spot, so all ways are 0 minutes; 2026-01-05 is a Monday in ISO week 2.
// Long function exampleDraft: one caseload and its plan, to be read as a page of data.
import type { ExampleDraft } from './rule.ts';

export const EXAMPLE_TODAY = '2026-01-05';
/** Weeks of the base example's horizon. */
export const EXAMPLE_WEEKS = 4;

const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '06:00', to: '24:00' }));
const spot = { lat: 60, lon: 10 };

/** A fresh copy of the base example for an edit to change. */
export function exampleDraft(): ExampleDraft {
  return structuredClone<ExampleDraft>({
    caseload: {
      format: 'kobling/caseload@1',
      municipalityId: 'example',
      synthetic: true,
      screening: { statedOn: '2026-01-01' },
      recipients: [
        { id: 'r1', bornOn: '1990-01-01', protection: 'none', place: spot, availability: everyDay, interests: [] },
      ],
      decisions: [
        {
          id: 'd1',
          recipientId: 'r1',
          effectiveOn: '2026-01-05',
          from: '2026-01-01',
          parts: [
            {
              id: 'p1',
              minutes: 240,
              per: 'week',
              arrangements: ['individual', 'group', 'voluntary'],
              modes: [
                { sessions: 1, minutes: 120 },
                { sessions: 2, minutes: 120 },
              ],
            },
          ],
        },
      ],
      contacts: [
        {
          id: 'c1',
          bornOn: '1980-01-01',
          protection: 'none',
          place: spot,
          engagement: {
            interviewHeldOn: '2025-06-01',
            certificate: { purposes: ['adults', 'minors'], status: 'approved' },
            confidentialitySignedOn: '2025-06-02',
            contract: { from: '2025-07-01', scope: ['individual', 'group'] },
          },
          availability: everyDay,
          capacity: { maxMinutesPerWeek: 480, wantedMinutesPerWeek: 360 },
          leadsGroups: true,
        },
      ],
      groups: [
        {
          id: 'g1',
          place: spot,
          slot: { weekday: 3, start: '17:00', minutes: 120 },
          minParticipants: 1,
          minLeaders: 1,
        },
      ],
      offers: [
        {
          id: 'o1',
          organisationId: 'org1',
          agreement: { from: '2025-01-01' },
          place: spot,
          slots: [{ weekday: 4, start: '17:00', minutes: 120 }],
          capacity: 4,
        },
      ],
    },
    plan: {
      format: 'kobling/plan@1',
      caseloadFingerprint: '',
      rulesetFingerprint: '',
      from: EXAMPLE_TODAY,
      weeks: EXAMPLE_WEEKS,
      status: 'feasible',
      objective: 0,
      bound: 0,
      absGap: 0,
      gap: 0,
      gapPerPart: 0,
      base: 0,
      seed: 1,
      steps: null,
      versions: { kobling: 'example', solver: 'none' },
      assignments: [
        {
          id: 'p1',
          recipientId: 'r1',
          decisionId: 'd1',
          partId: 'p1',
          arrangement: 'individual',
          contactIds: ['c1'],
          cycleWeeks: 1,
          pattern: [{ cycleWeek: 1, weekday: 1, start: '17:00', minutes: 120 }],
          pinned: false,
        },
      ],
      leads: [],
      sessions: [],
      unserved: [],
      score: {},
    },
  });
}
