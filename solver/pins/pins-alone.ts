// The plan that holds the pins alone: how many must be broken, what is not at stake, and where a greedy plan starts.
import type { Pinned, World } from '../../src/domain/world.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { restrict } from '../candidates/restrict.ts';
import { EMPTY } from '../choice.ts';
import { servesPin } from '../timed/pins.ts';
import { type Search, type SearchOptions, search } from '../timed/search.ts';

/** Ids of the groups and offers that pins speak of. */
const gatheringsOf = (pins: readonly Pinned[]): Set<string> =>
  new Set(
    pins
      .flatMap((pin) => (pin.kind === 'lead' ? [pin.groupId] : [pin.groupId, pin.offerId]))
      .filter((id) => id !== undefined),
  );

/** The candidates that pins speak of: their own options, and everybody who could fill their gatherings. */
export function aroundPins(candidates: Candidates, pins: readonly Pinned[]): Candidates {
  const gatherings = gatheringsOf(pins);
  return restrict(
    candidates,
    (block) =>
      gatherings.has(block.options[0]?.engagement.gathering?.id ?? '') || pins.some((pin) => servesPin(pin, block))
        ? block
        : undefined,
    ({ lead }) => gatherings.has(lead.gathering.id),
  );
}

/**
 * Serves pinned portions only. Where a pinned gathering needs others to run, they are let in: then the value at stake
 * is counted from that plan.
 */
export async function searchPinsAlone(
  world: World,
  candidates: Candidates,
  options: Omit<SearchOptions, 'start'>,
): Promise<Search> {
  const { pins } = world;
  const gatherings = gatheringsOf(pins);
  const alone = restrict(
    candidates,
    (block) => (pins.some((pin) => servesPin(pin, block)) ? block : undefined),
    ({ lead }) => gatherings.has(lead.gathering.id),
  );
  const narrow = await search(world, alone, { ...options, start: EMPTY });
  const hopeless = narrow.pins.filter((pin) => pin.hopeless).length;
  if (narrow.brokenCount === hopeless) return narrow;
  const wide = await search(world, aroundPins(candidates, pins), { ...options, start: EMPTY });
  return wide.choice !== undefined && wide.brokenCount < narrow.brokenCount ? wide : narrow;
}
