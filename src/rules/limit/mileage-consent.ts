// Driving over the mileage budget is planned only where every recipient one to one with that contact agreed to pay the rest.
// In 1/6000 øre a month, so that the sum is rounded to øre once (see `domain/mileage.ts`).
import { budgetAmount, driveOf, drives } from '../../domain/mileage.ts';
import { drive26000, changeMileage } from '../example-drives.ts';
import { changeDecision, joinGroup } from '../example-edits.ts';
import type { LimitRule } from '../rule.ts';

export const mileageConsent: LimitRule = {
  kind: 'limit',
  id: 'mileage-consent',
  unit: 'oere-parts',
  sources: [
    { name: 'NN', reference: 'the excess over the mileage budget is paid by the recipient' },
    { name: 'MOL', reference: 'mileage allowance where the decision grants it' },
    { name: 'PUB', reference: 'state rate 2026: 5.30 kr a km; budgets of 175 to 400 kr a month seen' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['mileage'],
  texts: {
    title: {
      nb: 'Samtykke til kjøring over rammen',
      nn: 'Samtykke til køyring over ramma',
      en: 'Consent to mileage over the budget',
    },
    demand: {
      nb: 'Kjøring over rammen planlegges bare når brukeren har samtykket til å betale det overskytende.',
      nn: 'Køyring over ramma blir berre planlagd når brukaren har samtykt til å betale det overskytande.',
      en: 'Driving over the budget is planned only where the recipient has agreed to pay the excess.',
    },
    broken: {
      nb: 'Kjøringen koster {amount} kroner i måneden, rammen er {most}, og en bruker har ikke samtykket til å betale resten.',
      nn: 'Køyringa kostar {amount} kroner i månaden, ramma er {most}, og ein brukar har ikkje samtykt til å betale resten.',
      en: 'The driving costs {amount} kroner a month, the budget is {most}, and a recipient has not agreed to pay the rest.',
    },
    advice: {
      nb: 'Spør brukeren om samtykke, eller finn en støttekontakt som bor nærmere.',
      nn: 'Spør brukaren om samtykke, eller finn ein støttekontakt som bur nærare.',
      en: 'Ask the recipient for consent, or find a contact who lives closer.',
    },
    neutral: {
      nb: 'Kjøringen blir for lang innenfor kommunens ramme.',
      nn: 'Køyringa blir for lang innanfor ramma til kommunen.',
      en: "The driving is too long for the municipality's budget.",
    },
  },
  uses(world, item) {
    if (item.kind === 'lead') return [];
    const isOccurrence = item.kind === 'occurrence';
    const drive = isOccurrence ? drives(world, item.occurrence) : driveOf(world, item.engagement);
    if (drive === undefined) return [];
    const { contactId: ownerId, amount } = drive;
    const use = { bucket: `${ownerId}:mileage`, ownerId, most: budgetAmount(world.policy) };
    if (isOccurrence) return [{ ...use, amount, enforced: false }];
    const consentOn = item.engagement.portion.decision.mileageConsentOn;
    const isAgreed = consentOn !== undefined && consentOn <= world.horizon.today;
    return isAgreed ? [] : [{ ...use, amount: 0, enforced: true }];
  },
  examples: [
    { title: 'no driving', outcome: 'met', edit: () => {} },
    {
      title: 'kr 260 a month, exactly the budget, without consent',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => drive26000(draft, 26_000),
    },
    {
      title: 'one øre a month over the budget, without consent',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => drive26000(draft, 25_999),
    },
    {
      title: 'over the budget, with consent',
      outcome: 'met',
      edit: (draft) => {
        drive26000(draft, 25_999);
        changeDecision(draft, { mileageConsentOn: '2026-01-05' });
      },
    },
    {
      title: 'over the budget, with a consent that is dated tomorrow',
      outcome: 'broken',
      edit: (draft) => {
        drive26000(draft, 25_999);
        changeDecision(draft, { mileageConsentOn: '2026-01-06' });
      },
    },
    {
      title: 'over the budget where only granted driving is reimbursed and none is granted',
      outcome: 'met',
      edit: (draft) => {
        drive26000(draft, 25_999);
        changeMileage(draft, { budgetOere: 25_999, rateOerePerKm: 600, entitlement: 'granted' });
      },
    },
    {
      title: 'a leader who drives over the budget to a group asks no recipient to pay',
      outcome: 'met',
      edit: (draft) => {
        drive26000(draft, 25_999);
        joinGroup(draft);
      },
    },
  ],
};
