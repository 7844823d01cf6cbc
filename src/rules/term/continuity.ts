// A proposed pairing that people are already considering is preferred: `weight` points an hour. An active one is a pin.
import { isWith } from '../../domain/counterpart.ts';
import { fortnightMinutes } from '../../domain/items.ts';
import { joinGroup } from '../example-edits.ts';
import { addContact } from '../example-plans.ts';
import { pointsForMinutes, type TermRule } from '../rule.ts';

export const continuity: TermRule = {
  kind: 'term',
  id: 'continuity',
  sources: [{ name: 'PUB', reference: 'a proposed pairing that is being considered stays in view' }],
  inForce: { from: '2016-01-01' },
  settings: ['weights.continuity'],
  texts: {
    title: { nb: 'Kontinuitet', nn: 'Kontinuitet', en: 'Continuity' },
    demand: {
      nb: 'En kobling som allerede er foreslått og er til vurdering, blir foretrukket.',
      nn: 'Ei kopling som alt er foreslått og er til vurdering, blir føretrekt.',
      en: 'A pairing that is already proposed and being considered is preferred.',
    },
    broken: {
      nb: 'Koblinger som er til vurdering, gir {points} poeng.',
      nn: 'Koplingar som er til vurdering, gir {points} poeng.',
      en: 'Pairings being considered give {points} points.',
    },
    advice: {
      nb: 'Avklar forslag som er til vurdering, eller avvis dem med en grunn.',
      nn: 'Avklar forslag som er til vurdering, eller avvis dei med ein grunn.',
      en: 'Settle the proposals being considered, or reject them with a reason.',
    },
    neutral: {
      nb: 'Det som allerede er foreslått, blir helst stående.',
      nn: 'Det som alt er foreslått, blir helst ståande.',
      en: 'What is already proposed tends to stay.',
    },
  },
  engagement(world, engagement) {
    const isConsidered = world.proposedPairings(engagement.portion.key).some((pairing) => isWith(engagement, pairing));
    return isConsidered ? pointsForMinutes(world.policy.weights.continuity, fortnightMinutes(engagement)) : 0;
  },
  examples: [
    { title: 'nothing was proposed', outcome: { points: 0 }, edit: () => {} },
    {
      title: 'the proposed contact, 2 hours: 30 · 2',
      outcome: { points: 60 },
      bound: 'on',
      edit: ({ caseload }) => {
        caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c1', status: 'proposed' }];
      },
    },
    {
      title: 'another contact than the proposed one',
      outcome: { points: 0 },
      bound: 'over',
      edit: (draft) => {
        addContact(draft);
        draft.caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c2', status: 'proposed' }];
      },
    },
    {
      title: 'the proposed group: 30 · 2',
      outcome: { points: 60 },
      edit: (draft) => {
        joinGroup(draft);
        draft.caseload.pairings = [{ id: 'k1', partId: 'p1', groupId: 'g1', status: 'proposed' }];
      },
    },
  ],
};
