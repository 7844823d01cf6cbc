// A contact whom the recipient suggested is preferred where eligible: `weight` points an hour.
import { fortnightMinutes } from '../../domain/items.ts';
import { joinGroup } from '../example-edits.ts';
import { type ExampleDraft, pointsForMinutes, type TermRule } from '../rule.ts';

const suggest = ({ caseload }: ExampleDraft): void => {
  caseload.suggestions = [{ recipientId: 'r1', contactId: 'c1' }];
};

export const suggestedContact: TermRule = {
  kind: 'term',
  id: 'suggested-contact',
  sources: [{ name: 'NN', reference: 'the recipient may propose persons as contact' }],
  inForce: { from: '2016-01-01' },
  settings: ['weights.suggestedContact'],
  texts: {
    title: { nb: 'Foreslått støttekontakt', nn: 'Foreslått støttekontakt', en: 'Suggested contact' },
    demand: {
      nb: 'Den brukeren selv foreslår som støttekontakt, blir foretrukket.',
      nn: 'Den brukaren sjølv foreslår som støttekontakt, blir føretrekt.',
      en: 'A contact whom the recipient suggested is preferred.',
    },
    broken: {
      nb: 'Brukerens eget forslag gir {points} poeng.',
      nn: 'Forslaget frå brukaren gir {points} poeng.',
      en: "The recipient's own suggestion gives {points} points.",
    },
    advice: {
      nb: 'Spør brukeren om det er noen han eller hun vil foreslå.',
      nn: 'Spør brukaren om det er nokon ho eller han vil foreslå.',
      en: 'Ask the recipient whether there is somebody to suggest.',
    },
    neutral: {
      nb: 'Brukerens eget forslag er tatt med i vurderingen.',
      nn: 'Forslaget frå brukaren er teke med i vurderinga.',
      en: "The recipient's own suggestion has been considered.",
    },
  },
  engagement(world, engagement) {
    if (engagement.arrangement !== 'individual') return 0;
    const isSuggested = world.isSuggested(engagement.portion.recipient.id, engagement.contact.id);
    return isSuggested ? pointsForMinutes(world.policy.weights.suggestedContact, fortnightMinutes(engagement)) : 0;
  },
  examples: [
    { title: 'a contact whom nobody suggested', outcome: { points: 0 }, edit: () => {} },
    { title: 'the suggested contact, 2 hours: 50 · 2', outcome: { points: 100 }, bound: 'on', edit: suggest },
    {
      title: 'the suggested contact leads the group instead',
      outcome: { points: 0 },
      bound: 'over',
      edit: (draft) => {
        suggest(draft);
        joinGroup(draft);
      },
    },
    {
      title: 'the suggested contact, with a weight of 25: 25 · 2',
      outcome: { points: 50 },
      edit: (draft) => {
        suggest(draft);
        draft.caseload.policy = { weights: { suggestedContact: 25 } };
      },
    },
  ],
};
