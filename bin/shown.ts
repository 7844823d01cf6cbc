// Who may not be shown leaves no trace: their pins are not asked for, and they stand on a list of their own for staff
// who are cleared.
import type { World } from '../src/domain/world.ts';
import { isHidden, isHiddenContact, isHiddenPin, PROTECTION_RULE } from '../src/explain/scene.ts';
import { ofKind, type Ruleset } from '../src/rules/rule.ts';

/** The world without pins of hidden people: a plan can neither hold them nor name them as broken. */
export const withoutHiddenPins = (world: World, rules: Ruleset): World => ({
  ...world,
  pins: world.pins.filter((pinned) => !isHiddenPin(world, pinned, rules)),
});

type ManualEntry = {
  readonly decisionId: string;
  readonly partId: string;
  readonly reason: string;
};

export type ManualList = {
  readonly format: 'kobling/manual-list@1';
  readonly caseloadFingerprint: string;
  /** Parts of decisions that nobody else may see; to be handled by staff who are cleared. */
  readonly parts: readonly ManualEntry[];
  /** Contacts who may not be shown; their pairings are no longer planned. */
  readonly contactIds: readonly string[];
  /** Active pairings, leaderships and locks that are about any of them. */
  readonly pinIds: readonly string[];
};

/** The list for cleared staff. `world` is the whole world, hidden pins included. */
export function manualList(world: World, rules: Ruleset, caseloadFingerprint: string): ManualList {
  const checks = ofKind(rules, 'eligibility').find(({ id }) => id === PROTECTION_RULE)?.checks;
  const parts = new Map<string, ManualEntry>();
  for (const portion of world.portions.values()) {
    if (!isHidden(world, portion, rules)) continue;
    const outcome = checks?.portion?.(world, portion);
    const reason = outcome === undefined || outcome.status === 'met' ? 'protected' : String(outcome.facts['reason']);
    parts.set(portion.part.id, { decisionId: portion.decision.id, partId: portion.part.id, reason });
  }
  return {
    format: 'kobling/manual-list@1',
    caseloadFingerprint,
    parts: [...parts.values()],
    contactIds: world.caseload.contacts.filter((c) => isHiddenContact(world, c, rules)).map(({ id }) => id),
    pinIds: world.pins.filter((pinned) => isHiddenPin(world, pinned, rules)).map(({ pinId }) => pinId),
  };
}
