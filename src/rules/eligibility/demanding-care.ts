// Demanding care is not for a contact without qualification: such a part is handled by hand, unless the municipality
// allows a qualified contact, and then one to one only.
import { changeEngagement, changePart, joinGroup } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, type ExampleDraft, MET } from '../rule.ts';

function demandingWhereAllowed(draft: ExampleDraft): void {
  draft.caseload.policy = { qualifiedForDemandingCare: true };
  changePart(draft, { demandingCare: true });
}

export const demandingCare: EligibilityRule = {
  kind: 'eligibility',
  id: 'demanding-care',
  sources: [
    { name: 'NN', reference: 'the service is not used for demanding care needs' },
    { name: 'H-QS', reference: 'contacts need no qualification' },
    { name: 'SET', reference: 'whether a qualified contact may be used' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['qualifiedForDemandingCare'],
  texts: {
    title: { nb: 'Krevende omsorg', nn: 'Krevjande omsorg', en: 'Demanding care' },
    demand: {
      nb: 'Tjenesten brukes ikke til krevende omsorgsoppgaver, med mindre kommunen tillater en kvalifisert støttekontakt, en til en.',
      nn: 'Tenesta blir ikkje brukt til krevjande omsorgsoppgåver, med mindre kommunen tillèt ein kvalifisert støttekontakt, ein til ein.',
      en: 'The service is not used for demanding care, unless the municipality allows a qualified contact, one to one.',
    },
    broken: {
      nb: 'Denne delen av vedtaket gjelder krevende omsorg og kan ikke løses slik ({reason}).',
      nn: 'Denne delen av vedtaket gjeld krevjande omsorg og kan ikkje løysast slik ({reason}).',
      en: 'This part of the decision is for demanding care and cannot be met like this ({reason}).',
    },
    advice: {
      nb: 'Behandle delen manuelt og ta den opp med tildelingskontoret.',
      nn: 'Behandle delen manuelt og ta han opp med tildelingskontoret.',
      en: 'Handle the part by hand and take it up with the allocation office.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    portion: ({ policy }, { part }) =>
      part.demandingCare && !policy.qualifiedForDemandingCare ? broken({ reason: 'manual-handling' }) : MET,
    pair: (_world, { part }, contact, role) =>
      role === 'support' && part.demandingCare && !contact.engagement.qualified
        ? broken({ reason: 'contact-not-qualified' })
        : MET,
    engagement: (_world, { portion, arrangement }) =>
      portion.part.demandingCare && arrangement !== 'individual' ? broken({ reason: 'one-to-one-only' }) : MET,
  },
  examples: [
    { title: 'no demanding care', outcome: 'met', edit: () => {} },
    {
      title: 'demanding care with a qualified contact, where the municipality allows it',
      outcome: 'met',
      edit(draft) {
        demandingWhereAllowed(draft);
        changeEngagement(draft, { qualified: true });
      },
    },
    {
      title: 'demanding care with a contact who is not qualified, where the municipality allows it',
      outcome: 'broken',
      edit: demandingWhereAllowed,
    },
    {
      title: 'demanding care with a qualified contact, where the municipality does not allow it',
      outcome: 'broken',
      edit(draft) {
        changePart(draft, { demandingCare: true });
        changeEngagement(draft, { qualified: true });
      },
    },
    {
      title: 'demanding care in a group that a qualified contact leads',
      outcome: 'broken',
      edit(draft) {
        demandingWhereAllowed(draft);
        changeEngagement(draft, { qualified: true });
        joinGroup(draft);
      },
    },
  ],
};
