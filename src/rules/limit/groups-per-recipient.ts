// One recipient joins only so many groups.
import { joinGroup } from '../example-edits.ts';
import { inGroup } from '../example-plans.ts';
import type { ExampleDraft, LimitRule } from '../rule.ts';

/** A second part, of two hours a week, in a second group on Fridays. */
function joinTwoGroups(draft: ExampleDraft): void {
  const { caseload, plan } = draft;
  joinGroup(draft);
  for (const { parts } of caseload.decisions)
    parts.push({ id: 'p2', minutes: 120, per: 'week', arrangements: ['group'] });
  const friday = { weekday: 5, start: '17:00', minutes: 120 };
  for (const group of caseload.groups ?? []) caseload.groups = [group, { ...group, id: 'g2', slot: friday }];
  const pattern = [{ ...friday, cycleWeek: 1 as const, placeId: 'g2' }];
  plan.assignments.push({ ...inGroup(1), id: 'p2', partId: 'p2', groupId: 'g2', pattern });
  plan.leads.push({ groupId: 'g2', contactId: 'c1' });
}

export const groupsPerRecipient: LimitRule = {
  kind: 'limit',
  id: 'groups-per-recipient',
  unit: 'times',
  sources: [
    { name: 'HAM', reference: 'activity groups at a fixed weekly time and place' },
    { name: 'PUB', reference: 'a recipient joins at most two groups' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['groupsPerRecipient'],
  texts: {
    title: { nb: 'Grupper per bruker', nn: 'Grupper per brukar', en: 'Groups per recipient' },
    demand: {
      nb: 'En bruker er ikke med i flere grupper enn kommunen tillater.',
      nn: 'Ein brukar er ikkje med i fleire grupper enn kommunen tillèt.',
      en: 'A recipient joins no more groups than the municipality allows.',
    },
    broken: {
      nb: 'Brukeren er med i {amount} grupper, men høyst {most} er tillatt.',
      nn: 'Brukaren er med i {amount} grupper, men høgst {most} er tillate.',
      en: 'The recipient is in {amount} groups, but at most {most} are allowed.',
    },
    advice: {
      nb: 'Velg hvilke grupper brukeren skal være med i, eller gi timene én til én.',
      nn: 'Vel kva grupper brukaren skal vere med i, eller gi timane éin til éin.',
      en: 'Choose which groups the recipient joins, or give the hours one to one.',
    },
    neutral: {
      nb: 'Det er ikke mulig å være med i flere grupper nå.',
      nn: 'Det er ikkje mogleg å vere med i fleire grupper no.',
      en: 'It is not possible to join more groups at present.',
    },
  },
  uses({ policy }, item) {
    if (item.kind !== 'engagement' || item.engagement.arrangement !== 'group') return [];
    const { portion, gathering } = item.engagement;
    const { id } = portion.recipient;
    return [{ bucket: id, ownerId: id, amount: 1, distinct: gathering.id, most: policy.groupsPerRecipient }];
  },
  examples: [
    { title: 'in no group', outcome: 'met', edit: () => {} },
    { title: 'in one group', outcome: 'met', edit: joinGroup },
    { title: 'in two groups, the most by default', outcome: 'met', bound: 'on', edit: joinTwoGroups },
    {
      title: 'in two groups where the municipality allows one',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => {
        joinTwoGroups(draft);
        draft.caseload.policy = { groupsPerRecipient: 1 };
      },
    },
  ],
};
