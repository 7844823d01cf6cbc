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
import { slotPointsOf } from '../slot-points.ts';
import { type Eligibility, eligibilityOf } from './eligibility.ts';
import { findNearby, type Nearby } from './nearby.ts';
import { createStarts, type Starts } from './starts.ts';

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
  readonly starts: Starts;
  readonly blockOf: (options: readonly Option[], times: readonly PatternTime[]) => Block;
};

const optionOf = ({ world, terms }: Making, engagement: Engagement): Option => {
  let points = 0;
  for (const term of terms) if (term.engagement !== undefined) points += term.engagement(world, engagement);
  return { engagement, points };
};

type LazyBlock = Omit<Block, 'slots'> & { made: readonly SlotOption[] | undefined; best: number | undefined };

/**
 * Makes blocks whose slots are made when somebody looks: a city has millions, most of which nobody does. All blocks
 * share their functions, which ask `this`: with functions of its own each of 200 000 blocks takes three times the memory.
 */
function createBlocks(world: World, rules: Ruleset): Making['blockOf'] {
  const pointsOf = slotPointsOf(world, rules);
  const engagementOf = ({ options }: Pick<Block, 'options'>): Engagement => (options[0] as Option).engagement;
  const slots = {
    enumerable: true,
    get(this: LazyBlock): readonly SlotOption[] {
      if (this.made !== undefined) return this.made;
      const engagement = engagementOf(this);
      const pointsAt = pointsOf(engagement);
      this.made = this.times.map((time) => ({
        time,
        points: pointsAt(time),
        occurrences: occurrencesOf(engagement, time),
      }));
      return this.made;
    },
  };
  function bestSlotPoints(this: LazyBlock): number {
    if (this.best !== undefined) return this.best;
    const pointsAt = pointsOf(engagementOf(this));
    let best = -Infinity;
    for (const time of this.times) best = Math.max(best, pointsAt(time));
    this.best = best;
    return best;
  }
  return (options, times) => {
    const { portion } = engagementOf({ options });
    const lazy: LazyBlock = { portion, options, times, bestSlotPoints, made: undefined, best: undefined };
    return Object.defineProperty(lazy, 'slots', slots) as LazyBlock & Block;
  };
}

/** A part's forms by length and cycle: those of one kind share their starts. */
const kindsOfForm = ({ part }: Portion): readonly (readonly Form[])[] => [
  ...groupBy(part.modes, (form) => `${form.minutes}/${form.cycleWeeks}`).values(),
];

function blocksWithContact(
  making: Making,
  portion: Portion,
  contact: Contact,
  kinds: readonly (readonly Form[])[],
): Block[] {
  const blocks: Block[] = [];
  const startsOf = making.starts.withContact(portion, contact);
  for (const forms of kinds) {
    let times: readonly PatternTime[] | undefined;
    const options: Option[] = [];
    for (const form of forms) {
      const engagement: Engagement = { portion, form, arrangement: 'individual', contact };
      if (!making.eligible.engagement(engagement)) continue;
      times ??= startsOf(form);
      if (form.sessions <= times.length) options.push(optionOf(making, engagement));
    }
    if (times !== undefined && options.length > 0) blocks.push(making.blockOf(options, times));
  }
  return blocks;
}

function seatIn(making: Making, portion: Portion, gathering: Gathering): Block | undefined {
  const form = formOfGathering(gathering);
  const engagement: Engagement = { portion, form, arrangement: gathering.kind, gathering };
  if (!making.eligible.engagement(engagement)) return undefined;
  const times = making.starts.atGathering(portion, gathering);
  return times.length === 0 ? undefined : making.blockOf([optionOf(making, engagement)], times);
}

/** Contacts who may lead a group, and the accompanying contacts of offers who may do so. */
function leadsOf({ world, eligible, starts }: Making, { contactsNear }: Nearby): LeadOption[] {
  const leads: LeadOption[] = [];
  for (const gathering of world.gatherings.values()) {
    const role = gathering.kind === 'group' ? 'lead' : 'accompany';
    const contacts =
      gathering.kind === 'group'
        ? contactsNear(gathering.id)
        : gathering.accompaniedBy === undefined
          ? []
          : [gathering.accompaniedBy];
    for (const contact of contacts) {
      if (!eligible.contact(contact, role, gathering)) continue;
      const lead: Lead = { contact, gathering };
      if (starts.atGathering(contact, gathering).length === 0) continue;
      leads.push({ lead, role, occurrences: occurrencesOf(lead, timeOfGathering(gathering)) });
    }
  }
  return leads;
}

/** Everything a plan could be made of. Order follows the caseload, so equal input gives equal candidates. */
export function findCandidates(world: World, rules: Ruleset): Candidates {
  const eligible = eligibilityOf(world, rules);
  const making: Making = {
    world,
    terms: ofKind(rules, 'term'),
    eligible,
    starts: createStarts(world, rules),
    blockOf: createBlocks(world, rules),
  };
  const nearby = findNearby(world, rules);
  const leads = leadsOf(making, nearby);
  const leadsAt = groupBy(leads, (option) => option.lead.gathering.key);
  const supports = new Set(world.caseload.contacts.filter((contact) => eligible.contact(contact, 'support')));
  const blocks: Block[] = [];
  const incompatible: { block: Block; lead: LeadOption }[] = [];

  for (const portion of world.portions.values()) {
    if (!eligible.portion(portion)) continue;
    const kinds = kindsOfForm(portion);
    if (kinds.length > 0)
      for (const contact of nearby.contactsNear(portion.recipient.id))
        if (supports.has(contact) && eligible.pair(portion, contact, 'support'))
          for (const block of blocksWithContact(making, portion, contact, kinds)) blocks.push(block);
    for (const gathering of nearby.gatheringsNear(portion.recipient.id)) {
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
