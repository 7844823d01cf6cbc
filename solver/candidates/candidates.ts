// Who may meet whom, and when: everything a plan could be made of, before any choice between them.
// Derived from the rules alone: a rule that is not in the ruleset removes nobody.
import { groupBy } from '../../src/domain/grouping.ts';
import {
  type Engagement,
  type Form,
  formOfGathering,
  type Lead,
  type Occurrence,
  occurrencesOf,
  type PatternTime,
  timeOfGathering,
} from '../../src/domain/items.ts';
import type { Gathering, Portion, World } from '../../src/domain/world.ts';
import { ofKind, type Role, type Ruleset, type TermRule } from '../../src/rules/rule.ts';
import type { Contact } from '../../src/schema/caseload.ts';
import { eligibilityOf } from './eligibility.ts';
import { contactsNear } from './nearby.ts';
import { startsOf } from './starts.ts';

/** One start that a block's session may have. */
export type SlotOption = {
  readonly time: PatternTime;
  /** Points of the slot terms, a week on average. */
  readonly points: number;
  /** The slot's sessions in the fortnight: two where it recurs weekly. */
  readonly occurrences: readonly Occurrence[];
};

/** An engagement that could be: an alternative of its portion. */
export type Option = {
  readonly engagement: Engagement;
  /** Points of the engagement terms. */
  readonly points: number;
};

/**
 * Options of one portion with one partner whose sessions have equal length and cycle, so that they share their starts.
 * A place in a gathering is a block of one option and one slot.
 */
export type Block = {
  readonly portion: Portion;
  readonly options: readonly Option[];
  readonly slots: readonly SlotOption[];
};

/** A contact who could lead a group, or who accompanies an offer once anybody takes part in it. */
export type LeadOption = {
  readonly lead: Lead;
  readonly role: Extract<Role, 'lead' | 'accompany'>;
  readonly occurrences: readonly Occurrence[];
};

export type Candidates = {
  readonly blocks: readonly Block[];
  readonly leads: readonly LeadOption[];
  /** A seat's portion and a leader who must not meet in a gathering. */
  readonly incompatible: readonly { readonly block: Block; readonly lead: LeadOption }[];
};

const slotPoints = (world: World, terms: readonly TermRule[], engagement: Engagement, time: PatternTime): number =>
  terms.reduce((sum, term) => sum + (term.slot?.(world, engagement, time) ?? 0), 0);

const optionOf = (world: World, terms: readonly TermRule[], engagement: Engagement): Option => ({
  engagement,
  points: terms.reduce((sum, term) => sum + (term.engagement?.(world, engagement) ?? 0), 0),
});

function blocksWithContact(
  world: World,
  rules: Ruleset,
  portion: Portion,
  contact: Contact,
  allows: (engagement: Engagement) => boolean,
): Block[] {
  const terms = ofKind(rules, 'term');
  const byLength = new Map<string, Form[]>();
  for (const form of portion.part.modes) {
    const key = `${form.minutes}/${form.cycleWeeks}`;
    byLength.set(key, [...(byLength.get(key) ?? []), form]);
  }
  const blocks: Block[] = [];
  for (const forms of byLength.values()) {
    const engagements = forms
      .map((form): Engagement => ({ portion, form, arrangement: 'individual', contact }))
      .filter(allows);
    const first = engagements[0];
    if (first === undefined) continue;
    const slots = startsOf(world, rules, first).map((time) => ({
      time,
      points: slotPoints(world, terms, first, time),
      occurrences: occurrencesOf(first, time),
    }));
    const options = engagements
      .filter((engagement) => engagement.form.sessions <= slots.length)
      .map((engagement) => optionOf(world, terms, engagement));
    if (options.length > 0) blocks.push({ portion, options, slots });
  }
  return blocks;
}

function seatIn(
  world: World,
  rules: Ruleset,
  portion: Portion,
  gathering: Gathering,
  allows: (engagement: Engagement) => boolean,
): Block | undefined {
  const engagement: Engagement = {
    portion,
    form: formOfGathering(gathering),
    arrangement: gathering.kind,
    gathering,
  };
  const time = timeOfGathering(gathering);
  if (!allows(engagement) || startsOf(world, rules, engagement).length === 0) return undefined;
  const terms = ofKind(rules, 'term');
  return {
    portion,
    options: [optionOf(world, terms, engagement)],
    slots: [{ time, points: slotPoints(world, terms, engagement, time), occurrences: occurrencesOf(engagement, time) }],
  };
}

/** Contacts who may lead a group, and the accompanying contacts of offers who may do so. */
function leadsOf(world: World, rules: Ruleset, eligible: ReturnType<typeof eligibilityOf>): LeadOption[] {
  const leads: LeadOption[] = [];
  for (const gathering of world.gatherings.values()) {
    const role = gathering.kind === 'group' ? 'lead' : 'accompany';
    const contacts =
      gathering.kind === 'group'
        ? world.caseload.contacts
        : gathering.accompaniedBy === undefined
          ? []
          : [gathering.accompaniedBy];
    for (const contact of contacts) {
      if (!eligible.contact(contact, role, gathering)) continue;
      const lead: Lead = { contact, gathering };
      if (startsOf(world, rules, lead).length === 0) continue;
      leads.push({ lead, role, occurrences: occurrencesOf(lead, timeOfGathering(gathering)) });
    }
  }
  return leads;
}

/** Everything a plan could be made of. Order follows the caseload, so equal input gives equal candidates. */
export function findCandidates(world: World, rules: Ruleset): Candidates {
  const eligible = eligibilityOf(world, rules);
  const near = contactsNear(world, rules);
  const leads = leadsOf(world, rules, eligible);
  const leadsAt = groupBy(leads, (option) => option.lead.gathering.key);
  const supports = new Set(world.caseload.contacts.filter((contact) => eligible.contact(contact, 'support')));
  const blocks: Block[] = [];
  const incompatible: { block: Block; lead: LeadOption }[] = [];

  for (const portion of world.portions.values()) {
    if (!eligible.portion(portion)) continue;
    if (portion.part.modes.length > 0)
      for (const contact of near(portion.recipient.id))
        if (supports.has(contact) && eligible.pair(portion, contact, 'support'))
          blocks.push(...blocksWithContact(world, rules, portion, contact, eligible.engagement));
    for (const gathering of world.gatherings.values()) {
      const block = seatIn(world, rules, portion, gathering, eligible.engagement);
      if (block === undefined) continue;
      const unfit = (leadsAt.get(gathering.key) ?? []).filter(
        (option) => !eligible.pair(portion, option.lead.contact, option.role),
      );
      // An offer's accompanying contact is always there: an unfit or missing one closes the offer to this portion.
      if (gathering.kind === 'voluntary' && gathering.accompaniedBy !== undefined)
        if (unfit.length > 0 || !leadsAt.has(gathering.key)) continue;
      blocks.push(block);
      for (const lead of unfit) incompatible.push({ block, lead });
    }
  }
  return { blocks, leads, incompatible };
}
