// What lies around pins: the candidates that they speak of, everybody who could fill their gatherings, and the pins that those hold.
import type { Pinned, World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Block, Candidates } from '../candidates/candidates.ts';
import { restrict } from '../candidates/restrict.ts';
import { servesPin } from '../timed/pins.ts';
import { byPortion, componentsOf, gatheringOf, type PinsByPortion, pinsByPart } from './components.ts';

/** Ids of the groups and offers that pins speak of. */
export const gatheringsOf = (pins: readonly Pinned[]): Set<string> =>
  new Set(
    pins
      .flatMap((pin) => (pin.kind === 'lead' ? [pin.groupId] : [pin.groupId, pin.offerId]))
      .filter((id) => id !== undefined),
  );

const isAsked = (block: Block, pins: PinsByPortion): boolean =>
  pins.get(block.portion.key)?.some((pin) => servesPin(pin, block)) ?? false;

/**
 * The candidates that pins speak of: their own options, and everybody who could fill their gatherings, or only some of
 * them; `settled` are keys of portions that go nowhere else.
 */
export function aroundPins(
  candidates: Candidates,
  pins: readonly Pinned[],
  open: ReadonlySet<string> = gatheringsOf(pins),
  settled: ReadonlySet<string> = new Set(),
): Candidates {
  const gatherings = gatheringsOf(pins);
  const asked = byPortion(pins);
  const isOpen = (block: Block): boolean => open.has(gatheringOf(block) ?? '') && !settled.has(block.portion.key);
  return restrict(
    candidates,
    (block) => (isOpen(block) || isAsked(block, asked) ? block : undefined),
    ({ lead }) => gatherings.has(lead.gathering.id),
  );
}

/** Pins of the recipients who could fill the gatherings of some pins. */
export function pinsOfFillers({ pins, portions }: World, { blocks }: Candidates, some: readonly Pinned[]): Pinned[] {
  const open = gatheringsOf(some);
  const fillers = new Set(
    blocks.flatMap((block) => (open.has(gatheringOf(block) ?? '') ? [block.portion.recipient.id] : [])),
  );
  return pins.filter((pin) => pin.kind === 'serve' && fillers.has(portions.get(pin.portionKey)?.recipient.id ?? ''));
}

/** The pins that have to do with some pins once all who could fill the gatherings of those are let in, for so many steps. */
export function pinsWithin(
  world: World,
  rules: Ruleset,
  candidates: Candidates,
  some: readonly Pinned[],
  steps: number,
): readonly Pinned[] {
  const [own, pinsIn] = [new Set(some), pinsByPart(world.pins)];
  let reached = some;
  for (let step = 0; step < steps; step++) {
    const parts = componentsOf(world, rules, aroundPins(candidates, world.pins, gatheringsOf(reached))).map(pinsIn);
    const next = parts.filter((pins) => pins.some((pin) => own.has(pin))).flat();
    if (next.length <= reached.length) break;
    reached = next;
  }
  return reached;
}
