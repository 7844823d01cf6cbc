// Two recipients whom the group keeps apart do not both take part in it.
import { changeGroup, joinGroup } from '../example-edits.ts';
import { addRecipient, inGroup } from '../example-plans.ts';
import type { ConflictRule, ExampleDraft } from '../rule.ts';

function joinTogether(draft: ExampleDraft, keepApart: [string, string][]): void {
  addRecipient(draft);
  joinGroup(draft);
  draft.plan.assignments.push(inGroup(2));
  changeGroup(draft, { keepApart });
}

export const keepApart: ConflictRule = {
  kind: 'conflict',
  id: 'keep-apart',
  sources: [
    { name: 'HAM', reference: 'activity groups of recipients' },
    { name: 'practice', reference: 'a group names pairs of recipients who do not go together' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Ikke i samme gruppe', nn: 'Ikkje i same gruppe', en: 'Not in the same group' },
    demand: {
      nb: 'Brukere som ikke skal være i gruppe sammen, er ikke med i samme gruppe.',
      nn: 'Brukarar som ikkje skal vere i gruppe saman, er ikkje med i same gruppe.',
      en: 'Recipients who are to be kept apart do not take part in the same group.',
    },
    broken: {
      nb: 'To brukere som ikke skal være sammen, er satt opp i samme gruppe.',
      nn: 'To brukarar som ikkje skal vere saman, er sette opp i same gruppe.',
      en: 'Two recipients who are to be kept apart are planned in the same group.',
    },
    advice: {
      nb: 'Flytt en av dem til en annen gruppe, eller vurder på nytt om de må holdes fra hverandre.',
      nn: 'Flytt ein av dei til ei anna gruppe, eller vurder på nytt om dei må haldast frå kvarandre.',
      en: 'Move one of them to another group, or consider again whether they must be kept apart.',
    },
    neutral: {
      nb: 'Det er ikke plass i denne gruppa.',
      nn: 'Det er ikkje plass i denne gruppa.',
      en: 'There is no place in this group.',
    },
  },
  engagements(_world, a, b) {
    if (a.gathering?.kind !== 'group' || a.gathering.key !== b.gathering?.key) return undefined;
    const first = a.portion.recipient.id;
    const second = b.portion.recipient.id;
    const isApart = a.gathering.group.keepApart.some(
      ([one, other]) => (one === first && other === second) || (one === second && other === first),
    );
    return isApart ? {} : undefined;
  },
  examples: [
    { title: 'two recipients in a group that keeps nobody apart', outcome: 'met', edit: (d) => joinTogether(d, []) },
    {
      title: 'one of two who are kept apart',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => {
        joinTogether(draft, [['r1', 'r2']]);
        draft.plan.assignments.pop();
      },
    },
    {
      title: 'two who are kept apart',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => joinTogether(draft, [['r1', 'r2']]),
    },
    {
      title: 'two who are kept apart, named the other way round',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => joinTogether(draft, [['r2', 'r1']]),
    },
  ],
};
