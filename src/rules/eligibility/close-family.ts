// A close family member is never the contact, in whatever role.
import { broken, MET, type EligibilityRule } from '../rule.ts';

export const closeFamily: EligibilityRule = {
  kind: 'eligibility',
  id: 'close-family',
  sources: [
    { name: 'MOL', reference: 'close family is not engaged as support contact' },
    { name: 'PUB', reference: 'list by analogy with forvaltningsloven § 6' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['closeFamily'],
  texts: {
    title: { nb: 'Ikke nær familie', nn: 'Ikkje nær familie', en: 'No close family' },
    demand: {
      nb: 'En støttekontakt er ikke i nær familie med brukeren.',
      nn: 'Ein støttekontakt er ikkje i nær familie med brukaren.',
      en: 'A contact is not close family of the recipient.',
    },
    broken: {
      nb: 'Støttekontakten er i nær familie med brukeren ({relation}).',
      nn: 'Støttekontakten er i nær familie med brukaren ({relation}).',
      en: 'The contact is close family of the recipient ({relation}).',
    },
    advice: {
      nb: 'Finn en støttekontakt utenfor familien, eller rett opp relasjonen hvis den er feil.',
      nn: 'Finn ein støttekontakt utanfor familien, eller rett relasjonen om han er feil.',
      en: 'Find a contact outside the family, or correct the relation if it is wrong.',
    },
    neutral: {
      nb: 'Koblingen er ikke mulig etter kommunens regler.',
      nn: 'Koplinga er ikkje mogleg etter reglane i kommunen.',
      en: "The pairing is not possible under the municipality's rules.",
    },
  },
  checks: {
    pair(world, { recipient }, contact) {
      const close = world.relationsOf(recipient.id, contact.id).find((r) => world.policy.closeFamily.includes(r));
      return close === undefined ? MET : broken({ relation: close });
    },
  },
  examples: [
    { title: 'no relation', outcome: 'met', edit: () => {} },
    {
      title: 'the contact is a cousin, which the default list does not hold',
      outcome: 'met',
      bound: 'on',
      edit: ({ caseload }) => {
        caseload.relations = [{ recipientId: 'r1', contactId: 'c1', relation: 'cousin' }];
      },
    },
    {
      title: 'the contact is a sibling',
      outcome: 'broken',
      bound: 'over',
      edit: ({ caseload }) => {
        caseload.relations = [{ recipientId: 'r1', contactId: 'c1', relation: 'sibling' }];
      },
    },
    {
      title: 'a municipality that adds cousins to its list',
      outcome: 'broken',
      edit: ({ caseload }) => {
        caseload.policy = { closeFamily: ['sibling', 'cousin'] };
        caseload.relations = [{ recipientId: 'r1', contactId: 'c1', relation: 'cousin' }];
      },
    },
  ],
};
