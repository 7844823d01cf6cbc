// Transport, errands, homework, practical help and what belongs to another service are not for support contacts. Only
// the purpose code of the part is tested: going to a shop together is company.
import type { PURPOSES } from '../../schema/caseload.ts';
import { changePart } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, type Example, MET } from '../rule.ts';

type Purpose = (typeof PURPOSES)[number];
const NOT_COVERED: readonly Purpose[] = ['transport', 'errands', 'homework', 'practical-help', 'other-service'];

const excluded = NOT_COVERED.map(
  (purpose): Example => ({
    title: `a part for ${purpose}`,
    outcome: 'broken',
    edit: (draft) => changePart(draft, { purpose }),
  }),
);

export const notCovered: EligibilityRule = {
  kind: 'eligibility',
  id: 'not-covered',
  sources: [
    { name: 'H-QS', reference: 'not a transport scheme and not an errand scheme' },
    { name: 'NN', reference: 'no homework and no practical help at home' },
    { name: 'MOL', reference: 'nothing that clearly belongs to another service' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Dekkes av tjenesten', nn: 'Dekt av tenesta', en: 'Covered by the service' },
    demand: {
      nb: 'Støttekontakt brukes ikke til transport, ærend, lekser, praktisk hjelp eller det som hører til en annen tjeneste.',
      nn: 'Støttekontakt blir ikkje brukt til transport, ærend, lekser, praktisk hjelp eller det som høyrer til ei anna teneste.',
      en: 'The service is not used for transport, errands, homework, practical help or what belongs to another service.',
    },
    broken: {
      nb: 'Formålet med denne delen av vedtaket dekkes ikke av tjenesten ({purpose}).',
      nn: 'Føremålet med denne delen av vedtaket er ikkje dekt av tenesta ({purpose}).',
      en: 'The purpose of this part of the decision is not covered by the service ({purpose}).',
    },
    advice: {
      nb: 'Ta delen opp med tildelingskontoret, som kan vise til riktig tjeneste, eller rett opp formålet.',
      nn: 'Ta delen opp med tildelingskontoret, som kan vise til rett teneste, eller rett føremålet.',
      en: 'Take the part up with the allocation office, which can point to the right service, or correct the purpose.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    portion: (_world, { part }) => (NOT_COVERED.includes(part.purpose) ? broken({ purpose: part.purpose }) : MET),
  },
  examples: [
    { title: 'company', outcome: 'met', edit: () => {} },
    {
      title: 'going to a shop together is company',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => changePart(draft, { purpose: 'shopping-together' }),
    },
    {
      title: 'going to a shop for the recipient is an errand',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => changePart(draft, { purpose: 'errands' }),
    },
    ...excluded,
  ],
};
