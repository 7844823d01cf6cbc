// "Why nobody?": how many contacts each hard rule removed, what stands against each gathering, who could be asked, and
// what fills those who would do.
import type { Weekly } from '../domain/plan-items.ts';
import { portionKey as keyOf, type Portion, type World } from '../domain/world.ts';
import type { Facts, Ruleset } from '../rules/rule.ts';
import type { UnservedClass } from '../schema/plan.ts';
import { classifierOf, gatheringsOf, pinsOf } from './classify.ts';
import { allowedForms, contactFailures, type Failure, gatheringFailures, portionFailures } from './failures.ts';
import { createOccupancy, type Occupancy } from './occupancy.ts';
import { type Room, roomIn, roomWith } from './room.ts';
import { createScene, type Scene } from './scene.ts';

/** How often a rule was the first in catalogue order that was not met, or that left no room. */
export type RuleCount = { readonly rule: string; readonly count: number };

/** Something not known that alone stands between the portion and a contact or a gathering. */
export type Askable = {
  readonly contactId?: string;
  readonly gatheringKey?: string;
  readonly unknowns: readonly Failure[];
};

export type UnservedExplanation = {
  readonly portionKey: string;
  readonly class: UnservedClass;
  /** Checks that the portion itself fails, whoever would serve it. */
  readonly portion: readonly Failure[];
  /** Contacts looked at: all that may be shown. */
  readonly contacts: number;
  /** Contacts that each hard rule removed, in catalogue order; with `candidates.contacts` they add up to `contacts`. */
  readonly removed: readonly RuleCount[];
  /** Every gathering that may be shown, with what stands against it; nothing where it would do. */
  readonly gatherings: readonly { readonly key: string; readonly failures: readonly Failure[] }[];
  readonly askable: readonly Askable[];
  /** Contacts and gatherings that meet every check and have a start inside all windows. */
  readonly candidates: { readonly contacts: number; readonly gatherings: number };
  /** Candidates that each limit or conflict leaves no room beside the pins alone. */
  readonly full: readonly RuleCount[];
  /** Candidates with room beside the pins, and those with room even beside the whole plan. */
  readonly room: { readonly besidePins: number; readonly besidePlan: number };
};

type Option = { readonly contactId?: string; readonly gatheringKey?: string; readonly failures: readonly Failure[] } & {
  /** Whether it has room beside what an occupancy holds. */
  readonly room: (occupancy: Occupancy) => Room;
};

function optionsFor(scene: Scene, portion: Portion): Option[] {
  const { world, rules } = scene;
  const contacts = scene.contacts.map((contact): Option => {
    const failures = [...contactFailures(world, rules, portion, contact)];
    const room = (occupancy: Occupancy): Room => {
      const { forms } = allowedForms(world, rules, portion, contact);
      return roomWith(scene, occupancy, { portion, contact, forms });
    };
    return { contactId: contact.id, failures, room };
  });
  const gatherings = gatheringsOf(scene).map(
    (gathering): Option => ({
      gatheringKey: gathering.key,
      failures: [...gatheringFailures(scene, portion, gathering)],
      room: (occupancy) => roomIn(scene, occupancy, portion, gathering),
    }),
  );
  return [...contacts, ...gatherings];
}

/** Counts rule ids, in catalogue order; ids of no rule in the catalogue go last. */
function countRules(rules: Ruleset, ids: readonly string[]): RuleCount[] {
  const order = [...rules.map(({ id }) => id), ...ids];
  return [...new Set(order)]
    .map((rule) => ({ rule, count: ids.filter((id) => id === rule).length }))
    .filter(({ count }) => count > 0);
}

const firstRule = (found: readonly { readonly rule: string; readonly facts: Facts }[]): string[] =>
  found.slice(0, 1).map(({ rule }) => rule);

const isAskable = ({ failures }: Option): boolean =>
  failures.length > 0 && failures.every(({ status }) => status === 'unknown');

/** What a plan and its pins take, and who is there to ask: the same for every portion that is explained. */
type Setting = { readonly scene: Scene; readonly besidePins: Occupancy; readonly besidePlan: Occupancy };

function explain(setting: Setting, portion: Portion, found: UnservedClass): UnservedExplanation {
  const { scene, besidePins, besidePlan } = setting;
  const { world, rules } = scene;
  const options = optionsFor(scene, portion);
  const candidates = options.filter(({ failures }) => failures.length === 0);
  const rooms = candidates.map((option) => option.room(besidePins));
  const withContact = (option: Option): boolean => option.contactId !== undefined;
  return {
    portionKey: portion.key,
    class: found,
    portion: [...portionFailures(world, rules, portion)],
    contacts: scene.contacts.length,
    removed: countRules(
      rules,
      options.filter(withContact).flatMap(({ failures }) => firstRule(failures)),
    ),
    gatherings: options.flatMap(({ gatheringKey, failures }) =>
      gatheringKey === undefined ? [] : [{ key: gatheringKey, failures }],
    ),
    askable: options.filter(isAskable).map(({ contactId, gatheringKey, failures }) => ({
      ...(contactId === undefined ? {} : { contactId }),
      ...(gatheringKey === undefined ? {} : { gatheringKey }),
      unknowns: failures,
    })),
    candidates: {
      contacts: candidates.filter(withContact).length,
      gatherings: candidates.filter((option) => !withContact(option)).length,
    },
    full: countRules(
      rules,
      rooms.flatMap((room) => (room.fits ? [] : firstRule(room.blockers))),
    ),
    room: {
      besidePins: rooms.filter(({ fits }) => fits).length,
      besidePlan: candidates.filter((option) => option.room(besidePlan).fits).length,
    },
  };
}

/** An explainer of many portions beside one plan; see `explainUnserved`. */
export function createExplainer(
  world: World,
  plan: Weekly,
  rules: Ruleset,
): (portionKey: string) => UnservedExplanation | undefined {
  const served = new Set(plan.assignments.map(({ partId, share }) => keyOf(partId, share)));
  const base = pinsOf(world, plan);
  const scene = createScene(world, rules);
  const besidePins = createOccupancy(world, rules, base);
  const setting: Setting = { scene, besidePins, besidePlan: createOccupancy(world, rules, plan) };
  const classOf = classifierOf(scene, besidePins);
  return (portionKey) => {
    const portion = world.portions.get(portionKey);
    if (portion === undefined || served.has(portionKey)) return undefined;
    const found = classOf(portion);
    return found === undefined ? undefined : explain(setting, portion, found);
  };
}

/**
 * Explains why a plan does not serve a portion.
 *
 * Undefined where the portion is unknown, served by the plan, or its recipient may not be shown.
 */
export const explainUnserved = (
  world: World,
  plan: Weekly,
  portionKey: string,
  rules: Ruleset,
): UnservedExplanation | undefined => createExplainer(world, plan, rules)(portionKey);
