// Residents of institutions and of housing staffed day and night are outside the target group in some municipalities.
import { changeRecipient } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, MET } from '../rule.ts';

export const institution: EligibilityRule = {
  kind: 'eligibility',
  id: 'institution',
  sources: [
    { name: 'NN', reference: 'residents of institutions and of 24-hour staffed housing are outside the target group' },
    { name: 'SET', reference: 'other municipalities include them' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['institutionsExcluded'],
  texts: {
    title: { nb: 'Utenfor institusjon', nn: 'Utanfor institusjon', en: 'Not in an institution' },
    demand: {
      nb: 'Brukeren bor ikke på institusjon eller i bolig med døgnbemanning.',
      nn: 'Brukaren bur ikkje på institusjon eller i bustad med døgnbemanning.',
      en: 'The recipient does not live in an institution or in housing staffed day and night.',
    },
    broken: {
      nb: 'Brukeren er utenfor målgruppa på grunn av boformen ({housing}).',
      nn: 'Brukaren er utanfor målgruppa på grunn av buforma ({housing}).',
      en: 'The recipient is outside the target group because of the kind of housing ({housing}).',
    },
    advice: {
      nb: 'Rett opp boformen hvis den er feil, eller ta saken opp med tildelingskontoret.',
      nn: 'Rett buforma om ho er feil, eller ta saka opp med tildelingskontoret.',
      en: 'Correct the kind of housing if it is wrong, or take the case up with the allocation office.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    portion(world, { recipient }) {
      const isOutside = world.policy.institutionsExcluded && recipient.housing !== 'home';
      return isOutside ? broken({ housing: recipient.housing }) : MET;
    },
  },
  examples: [
    { title: 'the recipient lives at home', outcome: 'met', edit: () => {} },
    {
      title: 'the recipient lives in an institution',
      outcome: 'broken',
      edit: (draft) => changeRecipient(draft, { housing: 'institution' }),
    },
    {
      title: 'the recipient lives in housing staffed day and night',
      outcome: 'broken',
      edit: (draft) => changeRecipient(draft, { housing: 'staffed-24h' }),
    },
    {
      title: 'an institution, in a municipality that includes them',
      outcome: 'met',
      edit(draft) {
        draft.caseload.policy = { institutionsExcluded: false };
        changeRecipient(draft, { housing: 'institution' });
      },
    },
  ],
};
