// Why a portion is not served, in one of four classes. Decided beside the plan's pins alone, at the times the plan gives
// them: who else was chosen does not count.
//
//   manual-handling       the portion fails a check of its own, whoever would serve it
//   no-eligible-contact   nobody, and no gathering, meets all checks with a start on the grid inside all windows
//   eligible-but-full     somebody does, but beside the pins alone every form and start breaks a limit or a conflict
//   lost-the-competition  somebody had room beside the pins
//
// So the class is the same whatever was asked of the solver. In a plan of a scope, what kept somebody with room away may be
// that the rest had to stay, or that nobody was asked: words for that class claim no more than that the room is not used here.
//
// A least is no obstacle: that a group still lacks other participants is a question of who else is planned.
import type { Weekly } from '../domain/plan-items.ts';
import { type Gathering, isInForce, portionKey as keyOf, type Portion, type World } from '../domain/world.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { Plan, UnservedClass } from '../schema/plan.ts';
import { createEligible, type Eligible } from './eligible.ts';
import { allowedForms } from './failures.ts';
import { createOccupancy, type Occupancy } from './occupancy.ts';
import { roomIn, roomWith } from './room.ts';
import { createScene, isHidden, isHiddenContact, type Scene } from './scene.ts';

/** The part of a plan that its pins hold: pinned assignments, and the leads of active leaderships. */
export function pinsOf(world: World, plan: Weekly): Weekly {
  const isPinned = (lead: Plan['leads'][number]): boolean =>
    world.pins.some((pin) => pin.kind === 'lead' && pin.groupId === lead.groupId && pin.contactId === lead.contactId);
  const assignments = plan.assignments.filter((assignment) => assignment.pinned);
  const led = new Set(assignments.map((assignment) => assignment.groupId));
  // A pinned place needs its group's leaders, pinned or not.
  return { assignments, leads: plan.leads.filter((lead) => isPinned(lead) || led.has(lead.groupId)) };
}

/** Gatherings that may be spoken of: not those that somebody hidden accompanies. */
export const gatheringsOf = ({ world, rules }: Scene) =>
  [...world.gatherings.values()].filter(
    (gathering) =>
      gathering.kind === 'group' ||
      gathering.accompaniedBy === undefined ||
      !isHiddenContact(world, gathering.accompaniedBy, rules),
  );

/** What every portion is classified by: who may be asked, and what the pins hold. */
type Setting = {
  readonly scene: Scene;
  readonly eligible: Eligible;
  readonly occupancy: Occupancy;
  readonly gatherings: readonly Gathering[];
};

function classify({ scene, eligible, occupancy, gatherings }: Setting, portion: Portion): UnservedClass {
  const { world, rules } = scene;
  if (!eligible.portion(portion)) return 'manual-handling';
  let isAnyEligible = false;
  for (const contact of scene.near(portion.recipient.id)) {
    if (!eligible.contact(portion, contact)) continue;
    isAnyEligible = true;
    const { forms } = allowedForms(world, rules, portion, contact);
    if (roomWith(scene, occupancy, { portion, contact, forms }).fits) return 'lost-the-competition';
  }
  for (const gathering of gatherings) {
    if (!eligible.gathering(portion, gathering)) continue;
    isAnyEligible = true;
    if (roomIn(scene, occupancy, portion, gathering).fits) return 'lost-the-competition';
  }
  return isAnyEligible ? 'eligible-but-full' : 'no-eligible-contact';
}

/** A classifier beside what an occupancy holds: the pins alone. */
export function classifierOf(scene: Scene, besidePins: Occupancy): (portion: Portion) => UnservedClass | undefined {
  const { world, rules } = scene;
  const setting = {
    scene,
    eligible: createEligible(scene),
    occupancy: besidePins,
    gatherings: gatheringsOf(scene),
  };
  return (portion) => (isHidden(world, portion, rules) ? undefined : classify(setting, portion));
}

/** A classifier for many unserved portions beside the same pins; undefined for one that may not be listed. */
export function createClassifier(
  world: World,
  base: Weekly,
  rules: Ruleset,
): (portion: Portion) => UnservedClass | undefined {
  return classifierOf(createScene(world, rules), createOccupancy(world, rules, base));
}

/**
 * Why a portion is not served; undefined for a protected recipient, who is listed nowhere.
 *
 * `served` is the plan that leaves it out, `base` what its pins alone hold (see `pinsOf`).
 * Throws where the portion is unknown or `served` holds it: that is a bug of the caller.
 */
export function classifyUnserved(
  world: World,
  served: Weekly,
  base: Weekly,
  portionKey: string,
  rules: Ruleset,
): UnservedClass | undefined {
  const portion = world.portions.get(portionKey);
  if (portion === undefined) throw new Error('The portion to classify must be one of the caseload.');
  if (served.assignments.some(({ partId, share }) => keyOf(partId, share) === portionKey))
    throw new Error('The portion to classify must not be served by the plan.');
  return createClassifier(world, base, rules)(portion);
}

/** The plan's list of unserved portions, in caseload order, with the minutes a week that are missing. */
export function listUnserved(world: World, plan: Weekly, rules: Ruleset): Plan['unserved'] {
  const served = new Set(plan.assignments.map(({ partId, share }) => keyOf(partId, share)));
  const classOf = createClassifier(world, pinsOf(world, plan), rules);
  return [...world.portions.values()].flatMap((portion) => {
    // A decision that is not in force grants nothing, so nothing of it is missing.
    if (served.has(portion.key) || !isInForce(portion.decision, world.horizon)) return [];
    const found = classOf(portion);
    if (found === undefined) return [];
    const share = portion.share === undefined ? {} : { share: portion.share };
    const minutes = Math.max(1, Math.floor(portion.grantedMinutes / 2));
    return [{ partId: portion.part.id, ...share, minutes, class: found }];
  });
}
