// "Why not this contact?": every hard rule that stands between a portion and a contact, not only the first.
import type { Portion, World } from '../domain/world.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { Contact } from '../schema/caseload.ts';
import { allowedForms, contactFailures, type Failure } from './failures.ts';
import { createOccupancy } from './occupancy.ts';
import { roomWith } from './room.ts';
import { createScene, isHidden, isHiddenContact, type Scene } from './scene.ts';

export type PairExplanation = {
  readonly portionKey: string;
  readonly contactId: string;
  /** `eligible`: nothing stands between them; `askable`: only what is not known; `barred`: a rule is broken. */
  readonly verdict: 'eligible' | 'askable' | 'barred';
  /** Every hard rule that is not met, in catalogue order: checks, no common time, and limits that leave no room even alone. */
  readonly failures: readonly Failure[];
};

/** Every hard rule that stands between a portion and a contact, one to one, in catalogue order; see `PairExplanation`. */
export function pairFailures(scene: Scene, portion: Portion, contact: Contact): Failure[] {
  const { world, rules } = scene;
  const failures = [...contactFailures(world, rules, portion, contact)];
  const { forms } = allowedForms(world, rules, portion, contact);
  if (forms.length > 0 && failures.every(({ status }) => status === 'unknown')) {
    const alone = createOccupancy(world, rules, { assignments: [], leads: [] });
    const room = roomWith(scene, alone, { portion, contact, forms });
    if (!room.fits) for (const { rule, facts } of room.blockers) failures.push({ rule, status: 'broken', facts });
  }
  return failures;
}

/** Explains a pair, one to one; undefined for unknown ids and for people who may not be shown, alike. */
export function explainPair(
  world: World,
  portionKey: string,
  contactId: string,
  rules: Ruleset,
): PairExplanation | undefined {
  const portion = world.portions.get(portionKey);
  const contact = world.contacts.get(contactId);
  if (portion === undefined || contact === undefined) return undefined;
  if (isHidden(world, portion, rules) || isHiddenContact(world, contact, rules)) return undefined;
  const failures = pairFailures(createScene(world, rules), portion, contact);
  const isBarred = failures.some(({ status }) => status === 'broken');
  const verdict = isBarred ? 'barred' : failures.length > 0 ? 'askable' : 'eligible';
  return { portionKey, contactId, verdict, failures };
}
