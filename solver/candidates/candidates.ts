// Who may meet whom, and when: everything a plan could be made of, before any choice between them.
// Derived from the rules alone: a rule that is not in the ruleset removes nobody.
import { groupBy } from '../../src/domain/grouping.ts';
import {
  type Engagement,
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
import { type Eligibility, eligibilityOf } from './eligibility.ts';
import { contactsNear } from './nearby.ts';
import { createStarts } from './starts.ts';

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
  /** The starts, in weekday order. */
  readonly times: readonly PatternTime[];
  /** The starts with their points and sessions, in the order of `times`; made when they are first looked at. */
  readonly slots: readonly SlotOption[];
  /** Points of the best slot, found without making the slots. */
  bestSlotPoints(): number;
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

/** What candidates are made from: the ruleset, asked through what remembers its answers. */
type Making = {
  readonly world: World;
  readonly terms: readonly TermRule[];
  readonly eligible: Eligibility;
  readonly startsOf: (of: Engagement | Lead) => PatternTime[];
};

const optionOf = ({ world, terms }: Making, engagement: Engagement): Option => ({
  engagement,
  points: terms.reduce((sum, term) => sum + (term.engagement?.(world, engagement) ?? 0), 0),
});

/** A block whose slots are made when somebody looks: a city has millions, most of which nobody does. */
function lazyBlock({ world, terms }: Making, options: readonly Option[], times: readonly PatternTime[]): Block {
  const { engagement } = options[0] as Option;
  const pointsAt = (time: PatternTime): number =>
    terms.reduce((sum, term) => sum + (term.slot?.(world, engagement, time) ?? 0), 0);
  let slots: readonly SlotOption[] | undefined;
  return {
    portion: engagement.portion,
    options,
    times,
    get slots() {
      slots ??= times.map((time) => ({
        time,
        points: pointsAt(time),
        occurrences: occurrencesOf(engagement, time),
      }));
      return slots;
    },
    bestSlotPoints: () => times.reduce((best, time) => Math.max(best, pointsAt(time)), -Infinity),
  };
}

function blocksWithContact(making: Making, portion: Portion, contact: Contact): Block[] {
  const blocks: Block[] = [];
  for (const forms of groupBy(portion.part.modes, (form) => `${form.minutes}/${form.cycleWeeks}`).values()) {
    const engagements = forms
      .map((form): Engagement => ({ portion, form, arrangement: 'individual', contact }))
      .filter(making.eligible.engagement);
    if (engagements[0] === undefined) continue;
    const times = making.startsOf(engagements[0]);
    const options = engagements
      .filter((engagement) => engagement.form.sessions <= times.length)
      .map((engagement) => optionOf(making, engagement));
    if (options.length > 0) blocks.push(lazyBlock(making, options, times));
  }
  return blocks;
}

function seatIn(making: Making, portion: Portion, gathering: Gathering): Block | undefined {
  const form = formOfGathering(gathering);
  const engagement: Engagement = { portion, form, arrangement: gathering.kind, gathering };
  if (!making.eligible.engagement(engagement)) return undefined;
  const times = making.startsOf(engagement);
  return times.length === 0 ? undefined : lazyBlock(making, [optionOf(making, engagement)], times);
}

/** Contacts who may lead a group, and the accompanying contacts of offers who may do so. */
function leadsOf({ world, eligible, startsOf }: Making): LeadOption[] {
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
      if (startsOf(lead).length === 0) continue;
      leads.push({ lead, role, occurrences: occurrencesOf(lead, timeOfGathering(gathering)) });
    }
  }
  return leads;
}

/** Everything a plan could be made of. Order follows the caseload, so equal input gives equal candidates. */
export function findCandidates(world: World, rules: Ruleset): Candidates {
  const eligible = eligibilityOf(world, rules);
  const making: Making = { world, terms: ofKind(rules, 'term'), eligible, startsOf: createStarts(world, rules) };
  const near = contactsNear(world, rules);
  const leads = leadsOf(making);
  const leadsAt = groupBy(leads, (option) => option.lead.gathering.key);
  const supports = new Set(world.caseload.contacts.filter((contact) => eligible.contact(contact, 'support')));
  const blocks: Block[] = [];
  const incompatible: { block: Block; lead: LeadOption }[] = [];

  for (const portion of world.portions.values()) {
    if (!eligible.portion(portion)) continue;
    if (portion.part.modes.length > 0)
      for (const contact of near(portion.recipient.id))
        if (supports.has(contact) && eligible.pair(portion, contact, 'support'))
          blocks.push(...blocksWithContact(making, portion, contact));
    for (const gathering of world.gatherings.values()) {
      const block = seatIn(making, portion, gathering);
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

/** How many starts there are to choose between: what the size of the `timed` model grows with. */
export const startCount = ({ blocks }: Candidates): number => blocks.reduce((sum, { times }) => sum + times.length, 0);
