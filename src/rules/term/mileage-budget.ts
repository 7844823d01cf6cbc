// Kroner over the mileage budget: `weight` points lost for each started step of øre a month over it, per contact.
//
// With b the budget, s the step and o the øre a month rounded half up: −weight · ceil(max(0, o − b) / s). The sum is kept
// in 1/6000 øre (`domain/mileage.ts`); rounding half up is the 2 999 parts that still count as the budget.
import { budgetAmount, drives, PARTS_PER_OERE } from '../../domain/mileage.ts';
import { changeMileage, drive26000 } from '../example-drives.ts';
import { changeContact, changeDecision, joinGroup } from '../example-edits.ts';
import type { ExampleDraft, TermRule } from '../rule.ts';

/** Kr 260 a month, with the recipient's consent. */
function driveAgreed(draft: ExampleDraft, budgetOere: number): void {
  drive26000(draft, budgetOere);
  changeDecision(draft, { mileageConsentOn: '2026-01-01' });
}

export const mileageBudget: TermRule = {
  kind: 'term',
  id: 'mileage-budget',
  sources: [
    { name: 'NN', reference: 'mileage up to a budget a month and contact; the recipient pays the excess' },
    { name: 'MOL', reference: 'mileage allowance where the decision grants it' },
    { name: 'PUB', reference: 'state rate 2026: 5.30 kr a km' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['weights.mileage', 'mileage'],
  texts: {
    title: { nb: 'Kjøreramme', nn: 'Køyreramme', en: 'Mileage budget' },
    demand: {
      nb: 'Kjøring holder seg innenfor kommunens månedlige ramme for hver støttekontakt.',
      nn: 'Køyring held seg innanfor den månadlege ramma kommunen har for kvar støttekontakt.',
      en: "Driving stays within the municipality's monthly budget for each contact.",
    },
    broken: {
      nb: 'Kjøring over rammen gir {points} poeng.',
      nn: 'Køyring over ramma gir {points} poeng.',
      en: 'Driving over the budget gives {points} points.',
    },
    advice: {
      nb: 'Finn støttekontakter som bor nærmere.',
      nn: 'Finn støttekontaktar som bur nærare.',
      en: 'Find contacts who live closer.',
    },
    neutral: {
      nb: 'Kjøring er tatt med i vurderingen.',
      nn: 'Køyring er teken med i vurderinga.',
      en: 'Driving has been considered.',
    },
  },
  tally(world, item) {
    const drive = item.kind === 'occurrence' ? drives(world, item.occurrence) : undefined;
    if (drive === undefined) return [];
    const { contactId: ownerId, amount } = drive;
    const { mileage, weights } = world.policy;
    const step = PARTS_PER_OERE * mileage.stepOere;
    const fall = { points: weights.mileage, step, beyond: budgetAmount(world.policy) };
    return [{ bucket: `${ownerId}:mileage`, ownerId, amount, fall }];
  },
  examples: [
    { title: 'no driving', outcome: { points: 0 }, edit: () => {} },
    {
      title: 'kr 260 a month, exactly the budget',
      outcome: { points: 0 },
      bound: 'on',
      edit: (draft) => driveAgreed(draft, 26_000),
    },
    {
      title: 'one øre over the budget: one started step of kr 20',
      outcome: { points: -1 },
      bound: 'over',
      edit: (draft) => driveAgreed(draft, 25_999),
    },
    { title: 'kr 60 over: 3 steps', outcome: { points: -3 }, edit: (draft) => driveAgreed(draft, 20_000) },
    {
      title: 'kr 60 and one øre over: 4 started steps',
      outcome: { points: -4 },
      edit: (draft) => driveAgreed(draft, 19_999),
    },
    {
      title: 'kr 60 over where the decision grants no driving and the municipality asks for it',
      outcome: { points: 0 },
      edit: (draft) => {
        driveAgreed(draft, 20_000);
        changeMileage(draft, { budgetOere: 20_000, rateOerePerKm: 600, entitlement: 'granted' });
      },
    },
    {
      title: 'kr 60 over where the decision grants driving: 3 steps',
      outcome: { points: -3 },
      edit: (draft) => {
        driveAgreed(draft, 20_000);
        changeMileage(draft, { budgetOere: 20_000, rateOerePerKm: 600, entitlement: 'granted' });
        changeDecision(draft, { mileageGranted: true });
      },
    },
    {
      title: 'the same way to lead a group: 3 steps',
      outcome: { points: -3 },
      edit: (draft) => {
        driveAgreed(draft, 20_000);
        joinGroup(draft);
      },
    },
    {
      title: 'the contact goes by public transport',
      outcome: { points: 0 },
      edit: (draft) => {
        driveAgreed(draft, 20_000);
        changeContact(draft, { travel: { mode: 'public-transport' } });
      },
    },
  ],
};
