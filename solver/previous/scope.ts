// A scope: one recipient or contact who is asked about, with everything else staying as a plan has it. What may be at all is
// said here by fewer candidates, so that all that follows (pins, bound, `optimal`) speaks of that problem.
//
//   recipient  all portions of the recipient are open to all their candidates
//   contact    portions that the contact serves in the plan, or that nobody serves there or could any more, are open with that
//              contact: one to one, at an offer that they accompany, or in a group that they lead in the plan or that lacks
//              leaders without them
//   otherwise  a portion may only be as the plan has it, and a group be led by whom the plan has
//   nobody     nothing is open
//   pins       one that the plan does not hold keeps all its candidates
//
// What stays is then demanded (`hold`): fewer candidates alone would let whoever is asked about push others out.
import { groupBy } from '../../src/domain/grouping.ts';
import { isDormant } from '../../src/domain/pins.ts';
import { leadsOf, type Weekly } from '../../src/domain/plan-items.ts';
import type { Gathering, Pinned, Portion, World } from '../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Block, Candidates, LeadOption } from '../candidates/candidates.ts';
import { leastOf } from '../candidates/gatherings.ts';
import { asChosen, isChosen, restrict } from '../candidates/restrict.ts';
import type { Choice, Chosen } from '../choice.ts';
import { isHeld } from '../pins/held.ts';
import { leadsPin, servesPin } from '../timed/pins.ts';
import { sameness } from './start-from-plan.ts';

/** One whom a solve is about; an id of the caseload. */
export type PersonScope = { readonly kind: 'recipient' | 'contact'; readonly id: string };

/** Whom a solve is about: one person, or nobody, so that all there is stays and nothing comes to it. */
export type Scope = PersonScope | { readonly kind: 'nobody' };

/** A scope in a caseload, and the plan around it. */
export type Scoped = {
  readonly scope: Scope;
  readonly world: World;
  readonly rules: Ruleset;
  /** Everything that could be without a scope. */
  readonly whole: Candidates;
  /** What of the plan to keep could still be. */
  readonly before: Choice;
  /** Whether a portion is asked about, so that it need not stay as it was. */
  readonly isOpen: (portion: Portion) => boolean;
  /** Keys of the gatherings in which the contact asked about may take somebody on; none for a recipient. */
  readonly places: ReadonlySet<string>;
};

/** Whether a caseload has whom a scope is about. */
export function isKnown(world: World, scope: Scope): boolean {
  if (scope.kind === 'nobody') return true;
  return scope.kind === 'recipient' ? world.recipients.has(scope.id) : world.contacts.has(scope.id);
}

/** Keys of the gatherings that a contact leads or accompanies in a plan. */
const ledBy = (world: World, plan: Weekly | undefined, id: string): Set<string> =>
  new Set(
    plan === undefined
      ? []
      : leadsOf(world, plan).flatMap(({ contact, gathering }) => (contact.id === id ? [gathering.key] : [])),
  );

/** Gatherings that a contact leads already, accompanies, or that lack a leader without them. */
function placesOf({ leads }: Candidates, before: Choice, led: ReadonlySet<string>, id: string): Set<string> {
  const lacksLeader = ({ lead: { gathering } }: LeadOption): boolean =>
    before.leads.filter((lead) => lead.gathering === gathering && lead.contact.id !== id).length <
    leastOf(gathering).leaders;
  const able = leads.filter((option) => option.lead.contact.id === id && lacksLeader(option));
  return new Set([...led, ...able.map(({ lead }) => lead.gathering.key)]);
}

/** Looks at a scope in a caseload; `plan` is the plan to keep, `before` what of it could still be. */
export function openScope(
  scope: Scope,
  { world, rules }: { readonly world: World; readonly rules: Ruleset },
  whole: Candidates,
  { plan, before }: { readonly plan: Weekly | undefined; readonly before: Choice },
): Scoped {
  const common = { scope, world, rules, whole, before };
  if (scope.kind === 'nobody') return { ...common, isOpen: () => false, places: new Set() };
  const { kind, id } = scope;
  if (kind === 'recipient') return { ...common, isOpen: ({ recipient }) => recipient.id === id, places: new Set() };
  const led = ledBy(world, plan, id);
  const others = new Set(
    before.served.flatMap(({ engagement: { portion, contact, gathering } }) =>
      contact?.id === id || led.has(gathering?.key ?? '') ? [] : [portion.key],
    ),
  );
  return { ...common, isOpen: ({ key }) => !others.has(key), places: placesOf(whole, before, led, id) };
}

/** Pins that are asked for and that the plan to keep does not hold. */
export function newPins({ world, rules, before }: Scoped): Pinned[] {
  if (ofKind(rules, 'pin').length === 0) return [];
  return world.pins.filter((pin) => !isDormant(world, pin) && !isHeld(pin, before));
}

const byPortion = ({ served }: Choice): ReadonlyMap<string, Chosen> =>
  new Map(served.map((chosen) => [chosen.engagement.portion.key, chosen]));

/** Makes of a block what a choice has of it; nothing where it is not where the choice serves the portion. */
function cutTo(choice: Choice): (block: Block) => Block | undefined {
  const chosenOf = byPortion(choice);
  return (block) => {
    const own = chosenOf.get(block.portion.key);
    return own !== undefined && isChosen(block, { served: [own], leads: [] }) ? asChosen(block, own) : undefined;
  };
}

/** What pins ask for: blocks of portions, leads, and the gatherings they are about. */
function askedBy(pins: Iterable<Pinned>) {
  const all = [...pins];
  const ofPortion = groupBy(all, (pin) => (pin.kind === 'serve' ? pin.portionKey : ''));
  const gatherings = new Set(all.flatMap((pin) => [pin.groupId, pin.kind === 'serve' ? pin.offerId : undefined]));
  return {
    serves: (block: Block): boolean => ofPortion.get(block.portion.key)?.some((pin) => servesPin(pin, block)) === true,
    leads: (option: LeadOption): boolean => all.some((pin) => leadsPin(pin, option)),
    isAbout: (gathering: Gathering | undefined): boolean => gathering !== undefined && gatherings.has(gathering.id),
  };
}

const gatheringOf = ({ options }: Block): Gathering | undefined => options[0]?.engagement.gathering;

/**
 * The candidates that a scope leaves. `loose` are pins that may be held in any way, by whoever could fill and lead their
 * gatherings, since they cannot be held beside the rest as the plan to keep has them.
 */
export function scopedCandidates(scoped: Scoped, loose: ReadonlySet<Pinned> = new Set()): Candidates {
  const { scope, whole, before, isOpen, places } = scoped;
  const asBefore = cutTo(before);
  const asked = askedBy(new Set([...newPins(scoped), ...loose]));
  const loosened = askedBy(loose);
  const leading = new Set(before.leads);
  const isWanted = (block: Block): boolean => {
    if (!isOpen(block.portion)) return false;
    if (scope.kind !== 'contact') return true;
    const engagement = block.options[0]?.engagement;
    return engagement?.contact?.id === scope.id || places.has(engagement?.gathering?.key ?? '');
  };
  return restrict(
    whole,
    (block) =>
      isWanted(block) || asked.serves(block) || loosened.isAbout(gatheringOf(block)) ? block : asBefore(block),
    (option) => {
      const { contact, gathering } = option.lead;
      // Who accompanies an offer does so wherever somebody takes part.
      if (option.role === 'accompany' || leading.has(option.lead)) return true;
      if (scope.kind === 'contact' && contact.id === scope.id && places.has(gathering.key)) return true;
      return asked.leads(option) || loosened.isAbout(gathering);
    },
  );
}

/**
 * A scope's candidates without any for whom it is about, but for what others need of them: what pins ask for, and their own
 * places in gatherings of the plan to keep.
 */
export function forTheRest({ world, before, isOpen }: Scoped, candidates: Candidates): Candidates {
  const asBefore = cutTo(before);
  const asked = askedBy(world.pins);
  return restrict(
    candidates,
    (block) => {
      if (!isOpen(block.portion) || asked.serves(block) || asked.isAbout(gatheringOf(block))) return block;
      return gatheringOf(block) === undefined ? undefined : asBefore(block);
    },
    () => true,
  );
}

/**
 * What of a sound choice is as in the plan to keep, and not asked about: it must stay. Leaders stay for those who do: a
 * group that only the recipient asked about was in may come to an end.
 */
export function stayingIn({ scope, before, isOpen }: Scoped, choice: Choice): Choice {
  const known = new Set(choice.served.map(sameness));
  const served = before.served.filter((chosen) => !isOpen(chosen.engagement.portion) && known.has(sameness(chosen)));
  const attended = new Set(served.map(({ engagement }) => engagement.gathering?.key));
  const isAsked = (contactId: string): boolean => scope.kind === 'contact' && scope.id === contactId;
  return {
    served,
    leads: before.leads.filter(
      (lead) => attended.has(lead.gathering.key) && !isAsked(lead.contact.id) && choice.leads.includes(lead),
    ),
  };
}

/** A problem in which something stays: its portions may be nothing else, and pins that nobody sees demand them and their leaders. */
export type Held = { readonly world: World; readonly candidates: Candidates; readonly pins: readonly Pinned[] };

export function hold({ world, rules }: Scoped, candidates: Candidates, stays: Choice): Held {
  const keys = new Set(stays.served.map(({ engagement }) => engagement.portion.key));
  const asBefore = cutTo(stays);
  const pins = ofKind(rules, 'pin').length === 0 ? [] : pinsOf(stays);
  const isFree = (block: Block): boolean => !keys.has(block.portion.key);
  return {
    world: { ...world, pins: [...world.pins, ...pins] },
    candidates: restrict(
      candidates,
      (block) => (isFree(block) ? block : asBefore(block)),
      () => true,
    ),
    pins,
  };
}

const pinsOf = ({ served, leads }: Choice): Pinned[] => [
  ...served.map(({ engagement: { portion, contact, gathering } }): Pinned => {
    const place = gathering?.kind === 'group' ? { groupId: gathering.id } : { offerId: gathering?.id };
    const partner = contact === undefined ? place : { contactId: contact.id };
    return { kind: 'serve', pinId: `stays ${portion.key}`, portionKey: portion.key, ...partner };
  }),
  // Whoever accompanies an offer is held by those who take part in it.
  ...leads
    .filter(({ gathering }) => gathering.kind === 'group')
    .map(({ gathering: { id: groupId }, contact: { id: contactId } }): Pinned => {
      return { kind: 'lead', pinId: `stays ${groupId} ${contactId}`, groupId, contactId };
    }),
];
