// What is active or locked stays: an active pairing or leadership, and a coordinator's lock, are in the plan unless a
// hard rule or another pin forbids it, and then the plan names which. Solver and auditor treat this rule specially.
import { changeDecision } from '../example-edits.ts';
import { addContact } from '../example-plans.ts';
import type { ExampleDraft, PinRule } from '../rule.ts';

function lockStart({ caseload }: ExampleDraft, start: string): void {
  caseload.pins = [{ id: 'k1', partId: 'p1', contactId: 'c1', slot: { weekday: 1, start } }];
}

export const pins: PinRule = {
  kind: 'pin',
  id: 'pins',
  sources: [
    { name: 'PUB', reference: 'a pairing belongs to recipient and contact and lasts over months' },
    { name: 'H-QS', reference: 'stable contact; follow-up by a named coordinator' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['reservationDays'],
  texts: {
    title: { nb: 'Koblinger og låser står', nn: 'Koplingar og låsar står', en: 'Pairings and locks stay' },
    demand: {
      nb: 'En aktiv kobling og en lås fra koordinator blir stående, med mindre en fast regel er til hinder.',
      nn: 'Ei aktiv kopling og ein lås frå koordinator blir ståande, med mindre ein fast regel er til hinder.',
      en: "An active pairing and a coordinator's lock stay unless a hard rule stands in the way.",
    },
    broken: {
      nb: 'En aktiv kobling eller en lås er ikke med i planen ({reason}).',
      nn: 'Ei aktiv kopling eller ein lås er ikkje med i planen ({reason}).',
      en: 'An active pairing or a lock is not in the plan ({reason}).',
    },
    advice: {
      nb: 'Se hvilken regel som er til hinder, og avslutt koblingen eller rett opp det som er feil.',
      nn: 'Sjå kva regel som er til hinder, og avslutt koplinga eller rett det som er feil.',
      en: 'See which rule stands in the way, and end the pairing or correct what is wrong.',
    },
    neutral: {
      nb: 'En avtale må endres. Koordinatoren tar kontakt.',
      nn: 'Ein avtale må endrast. Koordinatoren tek kontakt.',
      en: 'An arrangement has to change. The coordinator will be in touch.',
    },
  },
  examples: [
    { title: 'nothing is pinned', outcome: 'met', edit: () => {} },
    {
      title: 'the active pairing is in the plan',
      outcome: 'met',
      edit: ({ caseload }) => {
        caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c1', status: 'active' }];
      },
    },
    {
      title: 'the active pairing is with another contact than the plan, and nothing forbids it',
      outcome: 'broken',
      edit: (draft) => {
        addContact(draft);
        draft.caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c2', status: 'active' }];
      },
    },
    { title: 'the locked start is kept', outcome: 'met', bound: 'on', edit: (draft) => lockStart(draft, '17:00') },
    {
      title: 'the session lies a quarter from its locked start',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => lockStart(draft, '17:15'),
    },
    {
      title: 'the decision has expired, so the pairing rests and its hours stay reserved',
      outcome: 'met',
      edit: (draft) => {
        changeDecision(draft, { effectiveOn: '2025-01-01', from: '2025-01-01', to: '2026-01-01' });
        draft.caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c1', status: 'active' }];
        draft.plan.assignments = [];
      },
    },
  ],
};
