// A part of a decision is delivered only by an arrangement, a form, a group or an offer that it allows, and a group
// is led only by a contact who is willing to.
import type { Engagement } from '../../domain/items.ts';
import { changeContact, changePart, joinAccompaniedOffer, joinGroup, joinOffer } from '../example-edits.ts';
import { broken, type EligibilityRule, MET } from '../rule.ts';

/** What of the part the engagement does not fit; undefined where it fits. */
function misfit(engagement: Engagement): 'arrangement' | 'form' | 'group' | 'offer' | undefined {
  const { portion, form, arrangement, gathering } = engagement;
  const { arrangements, modes, groupIds, offerIds } = portion.part;
  if (!arrangements.includes(arrangement)) return 'arrangement';
  if (gathering === undefined) {
    const isAllowed = modes.some(
      (mode) => mode.sessions === form.sessions && mode.minutes === form.minutes && mode.cycleWeeks === form.cycleWeeks,
    );
    return isAllowed ? undefined : 'form';
  }
  if (gathering.kind === 'group') return (groupIds?.includes(gathering.id) ?? true) ? undefined : 'group';
  return (offerIds?.includes(gathering.id) ?? true) ? undefined : 'offer';
}

export const arrangement: EligibilityRule = {
  kind: 'eligibility',
  id: 'arrangement',
  sources: [
    { name: 'HAM', reference: 'individual contact, activity group, or an offer with a voluntary organisation' },
    { name: 'MOL', reference: 'the decision says which; it may combine them' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Tilbudsform', nn: 'Tilbodsform', en: 'Arrangement' },
    demand: {
      nb: 'En del av et vedtak gis bare på en måte som vedtaket tillater, og en gruppe ledes bare av en som vil lede grupper.',
      nn: 'Ein del av eit vedtak blir berre gitt på ein måte som vedtaket tillèt, og ei gruppe blir berre leidd av ein som vil leie grupper.',
      en: 'A part of a decision is delivered only in a way that the decision allows, and a group is led only by somebody willing to lead groups.',
    },
    broken: {
      nb: 'Tilbudet passer ikke med det vedtaket eller støttekontakten åpner for ({reason}).',
      nn: 'Tilbodet passar ikkje med det vedtaket eller støttekontakten opnar for ({reason}).',
      en: 'The delivery does not fit what the decision or the contact allows ({reason}).',
    },
    advice: {
      nb: 'Velg en tilbudsform, en lengde eller en gruppe som vedtaket åpner for, eller ta saken opp med tildelingskontoret.',
      nn: 'Vel ei tilbodsform, ei lengd eller ei gruppe som vedtaket opnar for, eller ta saka opp med tildelingskontoret.',
      en: 'Choose an arrangement, a length or a group that the decision allows, or take the case up with the allocation office.',
    },
    neutral: {
      nb: 'Tilbudet kan ikke gis på denne måten.',
      nn: 'Tilbodet kan ikkje givast på denne måten.',
      en: 'The service cannot be given in this way.',
    },
  },
  checks: {
    contact: (_world, contact, role) =>
      role === 'lead' && !contact.leadsGroups ? broken({ reason: 'not-a-group-leader' }) : MET,
    engagement(_world, engagement) {
      const reason = misfit(engagement);
      return reason === undefined ? MET : broken({ reason, arrangement: engagement.arrangement });
    },
  },
  examples: [
    { title: 'one to one, where the decision allows it', outcome: 'met', edit: () => {} },
    {
      title: 'one to one, where the decision grants a group only',
      outcome: 'broken',
      edit: (draft) => changePart(draft, { arrangements: ['group'] }),
    },
    {
      title: 'a group, where the decision grants one to one only',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        changePart(draft, { arrangements: ['individual'] });
      },
    },
    {
      title: 'a voluntary offer, where the decision grants one to one or a group',
      outcome: 'broken',
      edit(draft) {
        joinOffer(draft);
        changePart(draft, { arrangements: ['individual', 'group'] });
      },
    },
    {
      title: 'exactly the sessions and the length of a mode',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => changePart(draft, { modes: [{ sessions: 1, minutes: 120 }] }),
    },
    {
      title: 'a quarter of an hour shorter than the only mode',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => changePart(draft, { modes: [{ sessions: 1, minutes: 135 }] }),
    },
    {
      title: 'one session, where the only mode has two',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => changePart(draft, { modes: [{ sessions: 2, minutes: 120 }] }),
    },
    {
      title: 'every week, where the only mode is every other week',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => changePart(draft, { modes: [{ sessions: 1, minutes: 120, cycleWeeks: 2 }] }),
    },
    {
      title: 'every other week, as the mode says',
      outcome: 'met',
      edit(draft) {
        changePart(draft, { modes: [{ sessions: 1, minutes: 120, cycleWeeks: 2 }] });
        for (const assignment of draft.plan.assignments) assignment.cycleWeeks = 2;
      },
    },
    { title: 'any group, where the part does not say which', outcome: 'met', edit: joinGroup },
    {
      title: 'a group among those the part names',
      outcome: 'met',
      edit(draft) {
        joinGroup(draft);
        changePart(draft, { groupIds: ['g1'] });
      },
    },
    {
      title: 'a group, where the part names none',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        changePart(draft, { groupIds: [] });
      },
    },
    {
      title: 'a voluntary offer among those the part names',
      outcome: 'met',
      edit(draft) {
        joinOffer(draft);
        changePart(draft, { offerIds: ['o1'] });
      },
    },
    {
      title: 'a voluntary offer, where the part names none',
      outcome: 'broken',
      edit(draft) {
        joinOffer(draft);
        changePart(draft, { offerIds: [] });
      },
    },
    {
      title: 'a group led by a contact who is not willing to lead',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        changeContact(draft, { leadsGroups: false });
      },
    },
    {
      title: 'an offer accompanied by a contact who is not willing to lead groups',
      outcome: 'met',
      edit(draft) {
        joinAccompaniedOffer(draft);
        changeContact(draft, { leadsGroups: false });
      },
    },
  ],
};
