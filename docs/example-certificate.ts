// The certificate that docs/certificate.md shows: it proves the optimum of the example caseload.
import type { Certificate } from '../src/schema/certificate.ts';

/**
 * r1 is granted four hours a week. At a price of 4 000 points for serving p1, c1's best plan is worth 4 000 for two
 * sessions of two hours, 112 for load (7 × 16 half hours in two weeks), less the price: 112. Leading g1 as well would be
 * worth 56 for load, and costs as much. A seat in the group or at the offer is worth at least 1 500 less than its price, so
 * no gathering has a plan. The bound is 4 000 + 112.
 */
export const EXAMPLE_CERTIFICATE: Certificate = {
  format: 'kobling/certificate@1',
  caseloadFingerprint: '',
  rulesetFingerprint: '',
  today: '2026-01-05',
  from: '2026-01-05',
  weeks: 4,
  scaleBits: 0,
  bound: 4_112,
  parts: [{ portionKey: 'p1', price: 4_000 }],
  leads: [{ gatheringKey: 'g1', contactId: 'c1', price: 56 }],
  rows: [],
  held: [],
  mayBreak: [],
  contactPlans: [
    {
      contactId: 'c1',
      value: 112,
      engagements: [
        {
          portionKey: 'p1',
          sessions: 2,
          minutes: 120,
          cycleWeeks: 1,
          times: [
            [0, 1, 1_020, 120],
            [0, 3, 1_020, 120],
          ],
        },
      ],
      leads: [],
    },
  ],
  gatheringPlans: [],
};
