// Pins in a change report: which are not held, since when, and whether a hard rule says why.
import { isDormant } from '../domain/pins.ts';
import type { Pinned, World } from '../domain/world.ts';
import type { Assignment, BrokenPin, Plan } from '../schema/plan.ts';
import type { PinFacts } from './change-facts.ts';
import type { Side } from './change-sides.ts';
import { pairFailures } from './pair.ts';
import { isHiddenPin, type Scene } from './scene.ts';

type ServePin = Extract<Pinned, { kind: 'serve' }>;

/** Whether an assignment is with a pin's contact, group or offer; at its slot is for `holds` to say. */
export function isPartner({ contactId, groupId, offerId }: ServePin, assignment: Assignment): boolean {
  const { arrangement, contactIds } = assignment;
  if (contactId !== undefined && (arrangement !== 'individual' || contactIds[0] !== contactId)) return false;
  if (groupId !== undefined && (arrangement !== 'group' || assignment.groupId !== groupId)) return false;
  return offerId === undefined || (arrangement === 'voluntary' && assignment.offerId === offerId);
}

/** Whether an assignment holds a pin of its portion. */
export function holds(pin: ServePin, assignment: Assignment): boolean {
  if (!isPartner(pin, assignment)) return false;
  const { slot } = pin;
  if (slot === undefined) return true;
  const isEveryWeek = assignment.cycleWeeks === 1;
  return assignment.pattern.some(
    (time) =>
      time.weekday === slot.weekday &&
      time.start === slot.start &&
      (slot.cycleWeek === undefined || isEveryWeek || time.cycleWeek === slot.cycleWeek),
  );
}

export type Pins = {
  /** Pins of today that are about a portion, asleep ones too; of people who may be shown. */
  of(portionKey: string): readonly ServePin[];
  /** Ids of the leadership pins of a group and contact. */
  ofLead(groupId: string, contactId: string): readonly string[];
  /** Pins that the plan names as broken, with facts, by id. */
  readonly broken: ReadonlyMap<string, PinFacts>;
  readonly stillBroken: readonly PinFacts[];
  readonly mended: readonly string[];
  readonly unexplained: readonly PinFacts[];
};

function factsOf(scene: Scene, pinned: Pinned, { rules, conflict }: Pick<BrokenPin, 'rules' | 'conflict'>): PinFacts {
  const { pinId, kind: pin, contactId, groupId } = pinned;
  const portion = pinned.kind === 'serve' ? scene.world.portions.get(pinned.portionKey) : undefined;
  const contact = contactId === undefined ? undefined : scene.world.contacts.get(contactId);
  const found = portion === undefined || contact === undefined ? [] : pairFailures(scene, portion, contact);
  return {
    pinId,
    pin,
    ...(pinned.kind === 'serve' ? { portionKey: pinned.portionKey } : {}),
    ...(contactId === undefined ? {} : { contactId }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(pinned.kind === 'serve' && pinned.offerId !== undefined ? { offerId: pinned.offerId } : {}),
    rules,
    conflict,
    failures: found.filter(({ rule }) => rules.includes(rule)),
  };
}

/** Whether the plan holds a pin. */
function isHeldBy({ served, leads }: Pick<Side, 'served' | 'leads'>, { portions }: World, pin: Pinned): boolean {
  if (pin.kind === 'lead')
    return leads.some(({ groupId, contactId }) => groupId === pin.groupId && contactId === pin.contactId);
  const portion = portions.get(pin.portionKey);
  const held = portion && served.get(`${portion.recipient.id} ${portion.key}`);
  return held !== undefined && holds(pin, held.raw);
}

export function pinsIn(scene: Scene, before: Plan | undefined, after: Plan, side: Side): Pins {
  const { world, rules } = scene;
  const shown = world.pins.filter((pin) => !isHiddenPin(world, pin, rules));
  const byId = new Map(shown.map((pin) => [pin.pinId, pin]));
  const broken = new Map<string, PinFacts>();
  for (const entry of after.brokenPins) {
    const pinned = byId.get(entry.pinId);
    const conflict = entry.conflict.filter((id) => byId.has(id));
    if (pinned !== undefined) broken.set(entry.pinId, factsOf(scene, pinned, { ...entry, conflict }));
  }
  const wasBroken = new Set(before?.brokenPins.map(({ pinId }) => pinId));
  const isNamed = ({ pinId }: Pinned): boolean => (broken.get(pinId)?.rules.length ?? 0) > 0;
  const loose = shown.filter((pin) => !isDormant(world, pin) && !isHeldBy(side, world, pin));
  const serve = shown.filter((pin): pin is ServePin => pin.kind === 'serve');
  return {
    of: (key) => serve.filter((pin) => pin.portionKey === key),
    ofLead: (groupId, contactId) =>
      shown
        .filter((pin) => pin.kind === 'lead' && pin.groupId === groupId && pin.contactId === contactId)
        .map(({ pinId }) => pinId),
    broken,
    stillBroken: [...broken.values()].filter(({ pinId }) => wasBroken.has(pinId)),
    mended: shown
      .filter((pin) => wasBroken.has(pin.pinId) && !broken.has(pin.pinId) && isHeldBy(side, world, pin))
      .map(({ pinId }) => pinId),
    unexplained: loose.filter((pin) => !isNamed(pin)).map((pin) => factsOf(scene, pin, { rules: [], conflict: [] })),
  };
}
