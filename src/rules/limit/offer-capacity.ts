// Each slot of a voluntary offer has places for so many recipients.
import { changeOffer, joinOffer } from '../example-edits.ts';
import { addRecipient, atOffer } from '../example-plans.ts';
import type { ExampleDraft, LimitRule } from '../rule.ts';

function joinBoth(draft: ExampleDraft, capacity: number): void {
  addRecipient(draft);
  changeOffer(draft, { capacity });
  draft.plan.assignments = [atOffer(1), atOffer(2)];
}

export const offerCapacity: LimitRule = {
  kind: 'limit',
  id: 'offer-capacity',
  unit: 'people',
  sources: [{ name: 'HAM', reference: 'an offer with a voluntary organisation: agreement, places, times' }],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: {
      nb: 'Plasser i frivillig tilbud',
      nn: 'Plassar i frivillig tilbod',
      en: 'Places in a voluntary offer',
    },
    demand: {
      nb: 'Et tilbud fra en frivillig organisasjon har ikke flere deltakere enn avtalen gir plass til.',
      nn: 'Eit tilbod frå ein frivillig organisasjon har ikkje fleire deltakarar enn avtalen gir plass til.',
      en: 'A voluntary offer has no more participants at a time than the agreement has places for.',
    },
    broken: {
      nb: 'Antall deltakere i tilbudet blir {amount}; det er plass til {most}.',
      nn: 'Talet på deltakarar i tilbodet blir {amount}; det er plass til {most}.',
      en: 'The number of participants at the offer would be {amount}; there are places for {most}.',
    },
    advice: {
      nb: 'Finn et annet tidspunkt eller tilbud, eller be organisasjonen om flere plasser.',
      nn: 'Finn eit anna tidspunkt eller tilbod, eller be organisasjonen om fleire plassar.',
      en: 'Find another time or offer, or ask the organisation for more places.',
    },
    neutral: {
      nb: 'Tilbudet er fullt nå.',
      nn: 'Tilbodet er fullt no.',
      en: 'The offer is full at present.',
    },
  },
  uses(_world, item) {
    const gathering = item.kind === 'engagement' ? item.engagement.gathering : undefined;
    if (gathering?.kind !== 'voluntary') return [];
    const { id, capacity } = gathering.offer;
    return [{ bucket: gathering.key, ownerId: id, amount: 1, most: capacity }];
  },
  examples: [
    { title: 'nobody at the offer', outcome: 'met', edit: (draft) => changeOffer(draft, { capacity: 0 }) },
    { title: 'one recipient at an offer for four', outcome: 'met', edit: joinOffer },
    { title: 'two recipients at an offer for two', outcome: 'met', bound: 'on', edit: (draft) => joinBoth(draft, 2) },
    {
      title: 'two recipients at an offer for one',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => joinBoth(draft, 1),
    },
    {
      title: 'two recipients in two slots of an offer for one',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => {
        joinBoth(draft, 1);
        const thursday = { weekday: 4, start: '17:00', minutes: 120 };
        changeOffer(draft, { slots: [thursday, { ...thursday, weekday: 5 }] });
        for (const { id, pattern } of draft.plan.assignments)
          for (const slot of pattern) if (id === 'p2') slot.weekday = 5;
      },
    },
  ],
};
