// Contacts are of age. From 16 a municipality may allow one to one support for a person who suggested them.
import { ageOn } from '../../domain/time.ts';
import { changeContact, joinAccompaniedOffer, joinGroup } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, type ExampleDraft, MET } from '../rule.ts';

/** Nobody younger is ever a contact, in years. */
const LEAST_IF_KNOWN = 16;

function suggestedByRecipient({ caseload }: ExampleDraft): void {
  caseload.policy = { sixteenIfKnown: true };
  caseload.suggestions = [{ recipientId: 'r1', contactId: 'c1' }];
}

export const ofAge: EligibilityRule = {
  kind: 'eligibility',
  id: 'of-age',
  sources: [
    { name: 'PUB', reference: 'contacts are 18 or older, in some municipalities 16 for a person they know' },
    { name: 'SET', reference: 'the least age, and whether 16 is allowed' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['minimumContactAge', 'sixteenIfKnown'],
  texts: {
    title: { nb: 'Gammel nok', nn: 'Gammal nok', en: 'Of age' },
    demand: {
      nb: 'En støttekontakt har nådd kommunens aldersgrense.',
      nn: 'Ein støttekontakt har nådd aldersgrensa i kommunen.',
      en: "A contact has reached the municipality's least age.",
    },
    broken: {
      nb: 'Støttekontakten er {age} år; aldersgrensen er {least} år.',
      nn: 'Støttekontakten er {age} år; aldersgrensa er {least} år.',
      en: 'The contact is {age} years old; the least age is {least}.',
    },
    advice: {
      nb: 'Velg en eldre støttekontakt, eller vent til aldersgrensen er nådd.',
      nn: 'Vel ein eldre støttekontakt, eller vent til aldersgrensa er nådd.',
      en: 'Choose an older contact, or wait until the least age is reached.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    contact({ policy, horizon }, contact, role) {
      const age = ageOn(contact.bornOn, horizon.from);
      const mayBeKnown = role === 'support' && policy.sixteenIfKnown;
      const least = mayBeKnown ? LEAST_IF_KNOWN : policy.minimumContactAge;
      // One to one, an age from 16 is judged with the recipient at hand, below.
      const bar = role === 'support' ? LEAST_IF_KNOWN : policy.minimumContactAge;
      return age < bar ? broken({ age, least }) : MET;
    },
    pair(world, { recipient }, contact) {
      const age = ageOn(contact.bornOn, world.horizon.from);
      const least = world.policy.minimumContactAge;
      if (age >= least) return MET;
      const isKnown = world.policy.sixteenIfKnown && world.isSuggested(recipient.id, contact.id);
      return isKnown && age >= LEAST_IF_KNOWN ? MET : broken({ age, least });
    },
  },
  examples: [
    {
      title: 'the contact turns 18 on the first day',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => changeContact(draft, { bornOn: '2008-01-05' }),
    },
    {
      title: 'the contact turns 18 the day after',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => changeContact(draft, { bornOn: '2008-01-06' }),
    },
    {
      title: '16 on the first day, suggested by the recipient, where the municipality allows it',
      outcome: 'met',
      bound: 'on',
      edit(draft) {
        suggestedByRecipient(draft);
        changeContact(draft, { bornOn: '2010-01-05' });
      },
    },
    {
      title: '16 the day after, suggested by the recipient, where the municipality allows it',
      outcome: 'broken',
      bound: 'over',
      edit(draft) {
        suggestedByRecipient(draft);
        changeContact(draft, { bornOn: '2010-01-06' });
      },
    },
    {
      title: '17 and not suggested, where the municipality allows 16 for a known person',
      outcome: 'broken',
      edit(draft) {
        draft.caseload.policy = { sixteenIfKnown: true };
        changeContact(draft, { bornOn: '2009-01-01' });
      },
    },
    {
      title: '17 and suggested, where the municipality does not allow it',
      outcome: 'broken',
      edit(draft) {
        draft.caseload.suggestions = [{ recipientId: 'r1', contactId: 'c1' }];
        changeContact(draft, { bornOn: '2009-01-01' });
      },
    },
    {
      title: '17 and leads a group, although suggested',
      outcome: 'broken',
      edit(draft) {
        suggestedByRecipient(draft);
        joinGroup(draft);
        changeContact(draft, { bornOn: '2009-01-01' });
      },
    },
    {
      title: '17 and accompanies a voluntary offer, although suggested',
      outcome: 'broken',
      edit(draft) {
        suggestedByRecipient(draft);
        joinAccompaniedOffer(draft);
        changeContact(draft, { bornOn: '2009-01-01' });
      },
    },
    {
      title: '19, in a municipality that asks for 20',
      outcome: 'broken',
      edit(draft) {
        draft.caseload.policy = { minimumContactAge: 20 };
        changeContact(draft, { bornOn: '2006-06-01' });
      },
    },
  ],
};
