// A pair that one side has declined, or that the coordinator has barred, is not proposed again unless reopened.
import { joinAccompaniedOffer, joinGroup } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, type ExampleDraft, MET } from '../rule.ts';

type By = 'recipient' | 'contact' | 'coordinator';

function decline({ caseload }: ExampleDraft, by: By, reopenedOn?: string): void {
  caseload.declined = [{ recipientId: 'r1', contactId: 'c1', by, on: '2025-12-01', reopenedOn }];
}

export const declined: EligibilityRule = {
  kind: 'eligibility',
  id: 'declined',
  sources: [{ name: 'PUB', reference: 'both sides may say no to a pairing; user participation' }],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Ikke avslått kobling', nn: 'Ikkje avslått kopling', en: 'Not a declined pair' },
    demand: {
      nb: 'En kobling som noen har sagt nei til, foreslås ikke igjen før den er åpnet på nytt.',
      nn: 'Ei kopling som nokon har sagt nei til, blir ikkje foreslått igjen før ho er opna på nytt.',
      en: 'A pair that somebody declined is not proposed again until it is reopened.',
    },
    broken: {
      nb: 'Koblingen er avslått tidligere ({by}).',
      nn: 'Koplinga er avslått tidlegare ({by}).',
      en: 'The pair was declined before ({by}).',
    },
    advice: {
      nb: 'Velg en annen, eller åpne koblingen på nytt når begge ønsker det.',
      nn: 'Vel ein annan, eller opne koplinga på nytt når begge ønskjer det.',
      en: 'Choose somebody else, or reopen the pair when both want it.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    pair(world, { recipient }, contact) {
      const by = world.declinedBy(recipient.id, contact.id);
      return by === undefined ? MET : broken({ by });
    },
  },
  examples: [
    { title: 'nobody has declined', outcome: 'met', edit: () => {} },
    { title: 'the recipient has declined', outcome: 'broken', edit: (draft) => decline(draft, 'recipient') },
    { title: 'the contact has declined', outcome: 'broken', edit: (draft) => decline(draft, 'contact') },
    { title: 'the coordinator has barred the pair', outcome: 'broken', edit: (draft) => decline(draft, 'coordinator') },
    {
      title: 'declined and reopened today',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => decline(draft, 'recipient', '2026-01-05'),
    },
    {
      title: 'declined and to be reopened tomorrow',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => decline(draft, 'recipient', '2026-01-06'),
    },
    {
      title: 'the declined contact leads the group that the recipient would join',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        decline(draft, 'recipient');
      },
    },
    {
      title: 'the declined contact accompanies the offer that the recipient would join',
      outcome: 'broken',
      edit(draft) {
        joinAccompaniedOffer(draft);
        decline(draft, 'contact');
      },
    },
  ],
};
