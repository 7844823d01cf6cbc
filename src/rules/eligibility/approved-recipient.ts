// Only a person with a decision that stands, who lives or stays in the municipality, is given the service.
import { changeDecision, changeRecipient } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, MET } from '../rule.ts';

export const approvedRecipient: EligibilityRule = {
  kind: 'eligibility',
  id: 'approved-recipient',
  sources: [
    { name: 'H-QS', reference: 'the service follows a decision' },
    { name: 'MOL', reference: 'for those who live or stay in the municipality' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Gyldig vedtak', nn: 'Gyldig vedtak', en: 'Approved recipient' },
    demand: {
      nb: 'Brukeren har et vedtak som står ved lag, og bor eller oppholder seg i kommunen.',
      nn: 'Brukaren har eit vedtak som står ved lag, og bur eller oppheld seg i kommunen.',
      en: 'The recipient has a decision that stands, and lives or stays in the municipality.',
    },
    broken: {
      nb: 'Tjenesten kan ikke gis på dette vedtaket ({reason}).',
      nn: 'Tenesta kan ikkje givast på dette vedtaket ({reason}).',
      en: 'The service cannot be given on this decision ({reason}).',
    },
    advice: {
      nb: 'Avklar vedtaket med tildelingskontoret, eller rett opp opplysningen om bosted.',
      nn: 'Avklar vedtaket med tildelingskontoret, eller rett opplysninga om bustad.',
      en: 'Clarify the decision with the allocation office, or correct the information on residence.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    portion(_world, { recipient, decision }) {
      if (decision.status === 'revoked') return broken({ reason: 'decision-revoked' });
      return recipient.resident ? MET : broken({ reason: 'not-resident' });
    },
  },
  examples: [
    { title: 'a granted decision and a resident', outcome: 'met', edit: () => {} },
    {
      title: 'the decision is revoked',
      outcome: 'broken',
      edit: (draft) => changeDecision(draft, { status: 'revoked' }),
    },
    {
      title: 'the recipient has moved away',
      outcome: 'broken',
      edit: (draft) => changeRecipient(draft, { resident: false }),
    },
  ],
};
