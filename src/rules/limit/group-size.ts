// A group that runs has a least and a most of participants and of leaders.
import { changeGroup, joinGroup } from '../example-edits.ts';
import { addRecipient, inGroup } from '../example-plans.ts';
import type { LimitRule, Use } from '../rule.ts';

export const groupSize: LimitRule = {
  kind: 'limit',
  id: 'group-size',
  unit: 'people',
  sources: [
    { name: 'HAM', reference: 'activity groups with one or two leaders' },
    { name: 'PUB', reference: 'groups of 2 to 10 participants seen' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Gruppestørrelse', nn: 'Gruppestorleik', en: 'Group size' },
    demand: {
      nb: 'En gruppe har deltakere og ledere innenfor minste og største antall.',
      nn: 'Ei gruppe har deltakarar og leiarar innanfor minste og største tal.',
      en: "A group's participants and leaders lie within its least and most.",
    },
    broken: {
      nb: 'Antall {counted} i gruppa blir {amount}; tillatt er {least} til {most}.',
      nn: 'Talet på {counted} i gruppa blir {amount}; tillate er {least} til {most}.',
      en: 'The number of {counted} in the group would be {amount}; allowed are {least} to {most}.',
    },
    advice: {
      nb: 'Finn flere deltakere eller ledere, eller flytt noen til en annen gruppe.',
      nn: 'Finn fleire deltakarar eller leiarar, eller flytt nokon til ei anna gruppe.',
      en: 'Find more participants or leaders, or move somebody to another group.',
    },
    neutral: {
      nb: 'Gruppa kan ikke settes opp slik nå.',
      nn: 'Gruppa kan ikkje setjast opp slik no.',
      en: 'The group cannot run like this at present.',
    },
  },
  uses(_world, item) {
    const gathering =
      item.kind === 'engagement' ? item.engagement.gathering : item.kind === 'lead' ? item.lead.gathering : undefined;
    if (gathering?.kind !== 'group') return [];
    const { group } = gathering;
    const size = { ownerId: group.id, least: group.minParticipants, most: group.maxParticipants };
    const lead = { ownerId: group.id, least: group.minLeaders, most: group.maxLeaders };
    const isSeat = item.kind === 'engagement';
    // A group with anybody in it is bound on both counts.
    return [
      { ...size, bucket: `${group.id}:participants`, amount: isSeat ? 1 : 0, facts: { counted: 'participants' } },
      { ...lead, bucket: `${group.id}:leaders`, amount: isSeat ? 0 : 1, facts: { counted: 'leaders' } },
    ] satisfies Use[];
  },
  examples: [
    { title: 'nobody in the group, so it does not run', outcome: 'met', edit: () => {} },
    { title: 'one participant and one leader, the least', outcome: 'met', bound: 'on', edit: joinGroup },
    {
      title: 'one participant fewer than the least',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => {
        joinGroup(draft);
        changeGroup(draft, { minParticipants: 2 });
      },
    },
    {
      title: 'one participant more than the most',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => {
        addRecipient(draft);
        joinGroup(draft);
        draft.plan.assignments.push(inGroup(2));
        changeGroup(draft, { maxParticipants: 1 });
      },
    },
    {
      title: 'a group without a leader',
      outcome: 'broken',
      bound: 'over',
      edit: ({ plan }) => {
        plan.assignments = [inGroup(1, [])];
      },
    },
  ],
};
