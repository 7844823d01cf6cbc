// A part, or a half of a shared part, is served at most once.
import { addContact, halve, inGroup } from '../example-plans.ts';
import type { LimitRule } from '../rule.ts';

export const servedOnce: LimitRule = {
  kind: 'limit',
  id: 'served-once',
  unit: 'times',
  sources: [
    { name: 'MOL', reference: 'a recipient gets at most the granted hours; a part may be met in fewer whole sessions' },
    { name: 'HAM', reference: 'a decision may combine arrangements, each part with its own' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Levert én gang', nn: 'Levert éin gong', en: 'Served once' },
    demand: {
      nb: 'Hver del av et vedtak, eller hver halvdel av en delt del, blir levert høyst én gang.',
      nn: 'Kvar del av eit vedtak, eller kvar halvdel av ein delt del, blir levert høgst éin gong.',
      en: 'Each part of a decision, or each half of a shared part, is served at most once.',
    },
    broken: {
      nb: 'Delen av vedtaket er planlagt {amount} ganger; da får brukeren mer enn det som er innvilget.',
      nn: 'Delen av vedtaket er planlagd {amount} gonger; då får brukaren meir enn det som er innvilga.',
      en: 'The part of the decision is planned {amount} times, so the recipient gets more than was granted.',
    },
    advice: {
      nb: 'Behold ett av tilbudene, eller del opp vedtaket i flere deler.',
      nn: 'Hald på eitt av tilboda, eller del vedtaket i fleire delar.',
      en: 'Keep one of them, or split the decision into more parts.',
    },
    neutral: {
      nb: 'Timene er allerede dekket av et annet tilbud.',
      nn: 'Timane er alt dekte av eit anna tilbod.',
      en: 'The hours are already covered by another arrangement.',
    },
  },
  uses(_world, item) {
    if (item.kind !== 'engagement') return [];
    const { key, part } = item.engagement.portion;
    return [{ bucket: key, ownerId: part.id, amount: 1, most: 1 }];
  },
  examples: [
    { title: 'the part is served once', outcome: 'met', bound: 'on', edit: () => {} },
    {
      title: 'nothing is served',
      outcome: 'met',
      edit: ({ plan }) => {
        plan.assignments = [];
      },
    },
    {
      title: 'two halves of a shared part, by two contacts',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => {
        addContact(draft);
        halve(draft, { weekday: 1, start: '17:00' }, { weekday: 3, start: '17:00' });
        for (const assignment of draft.plan.assignments) if (assignment.share === 2) assignment.contactIds = ['c2'];
      },
    },
    {
      title: 'one part both one to one and in a group',
      outcome: 'broken',
      bound: 'over',
      edit: ({ plan }) => {
        plan.assignments.push({ ...inGroup(1), id: 'p1-again' });
        plan.leads = [{ groupId: 'g1', contactId: 'c1' }];
      },
    },
  ],
};
