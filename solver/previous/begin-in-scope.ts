// The beginning of a solve within a scope: candidates that hold as many pins as those of the whole caseload, and what of the
// plan to keep must stay. First the pins, then what stays, then points.
import type { Pinned } from '../../src/domain/world.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { type Choice, EMPTY, valueOf } from '../choice.ts';
import { greedyChoice } from '../greedy/greedy.ts';
import { componentsOf, pinsByPart } from '../pins/components.ts';
import { aroundPins } from '../pins/around.ts';
import { searchPinsAlone } from '../pins/pins-alone.ts';
import type { Search } from '../timed/search.ts';
import { hold, type Scoped, scopedCandidates, stayingIn, forTheRest } from './scope.ts';

type PinsOptions = Parameters<typeof searchPinsAlone>[2];

/** Pins of the parts in which candidates hold fewer of them than could be held. */
function tooFewHeld({ world, rules, whole }: Scoped, alone: Search, best: Search): Set<Pinned> {
  const brokenIn = ({ pins }: Search): ReadonlySet<Pinned> =>
    new Set(pins.flatMap(({ pin, broken }) => (broken ? [pin] : [])));
  const [now, fewest] = [brokenIn(alone), brokenIn(best)];
  const count = (pins: readonly Pinned[], broken: ReadonlySet<Pinned>): number =>
    pins.filter((pin) => broken.has(pin)).length;
  return new Set(
    componentsOf(world, rules, aroundPins(whole, world.pins))
      .map(pinsByPart(world.pins))
      .filter((pins) => count(pins, now) > count(pins, fewest))
      .flat(),
  );
}

/** The scope's candidates and the plan of the pins alone; where they clash with how the plan has them, pins are loosened. */
export async function searchPinsInScope(
  scoped: Scoped,
  options: PinsOptions,
): Promise<{ readonly candidates: Candidates; readonly alone: Search }> {
  const { world, whole } = scoped;
  const candidates = scopedCandidates(scoped);
  const alone = await searchPinsAlone(world, candidates, options);
  if (alone.brokenCount === 0) return { candidates, alone };
  const best = await searchPinsAlone(world, whole, options);
  if (best.brokenCount >= alone.brokenCount) return { candidates, alone };
  const loosened = scopedCandidates(scoped, tooFewHeld(scoped, alone, best));
  return { candidates: loosened, alone: await searchPinsAlone(world, loosened, options) };
}

/** A choice with what pins hold beside it. */
function withPins({ served, leads }: Choice, pins: Choice): Choice {
  const keys = new Set(served.map(({ engagement }) => engagement.portion.key));
  return {
    served: [...served, ...pins.served.filter(({ engagement }) => !keys.has(engagement.portion.key))],
    leads: [...new Set([...leads, ...pins.leads])],
  };
}

const sizeOf = ({ served, leads }: Choice): number => served.length + leads.length;

/** The candidates of a scope, and the plan of the pins alone. */
type Open = { readonly candidates: Candidates; readonly alone: Search };

/** What stays, a choice in which it does, and how pins are held then. */
type Staying = { readonly stays: Choice; readonly choice: Choice; readonly alone: Search };

type Searching = {
  readonly pinsOptions: PinsOptions;
  /** Searches candidates from the plan of the pins alone. */
  readonly searchRest: (candidates: Candidates) => Promise<Search>;
  readonly isLate: () => boolean;
};

/** All of the rest, where as many pins hold beside it; undefined where they do not. */
async function stayingWhole(
  scoped: Scoped,
  { candidates, alone }: Open,
  { pinsOptions, isLate }: Searching,
): Promise<Staying | undefined> {
  const { rules, before } = scoped;
  const stays = stayingIn(scoped, before);
  const held = hold(scoped, candidates, stays);
  const found = await searchPinsAlone(held.world, held.candidates, { ...pinsOptions, before });
  const { choice } = found;
  if (choice === undefined || found.brokenCount > alone.brokenCount) return undefined;
  const own = new Set(held.pins);
  return {
    stays,
    choice: greedyChoice(held.world, rules, held.candidates, choice, isLate, before),
    alone: { ...found, pins: found.pins.filter(({ pin }) => !own.has(pin)) },
  };
}

/** What the best plan of the rest has of it, where that is more than what stays in the start. */
async function stayingInPart(
  scoped: Scoped,
  { candidates, alone }: Open,
  start: Choice,
  { searchRest, isLate }: Searching,
): Promise<Staying> {
  const { world, rules, before } = scoped;
  const inStart = stayingIn(scoped, start);
  const { choice: rest = EMPTY } = await searchRest(forTheRest(scoped, candidates));
  const stays = stayingIn(scoped, rest);
  if (sizeOf(stays) < sizeOf(inStart)) return { stays: inStart, choice: start, alone };
  return { stays, choice: greedyChoice(world, rules, candidates, rest, isLate, before), alone };
}

/**
 * Decides what of the rest stays, and holds it: all of it, where as many pins hold beside it; else what the best plan of the
 * rest has of it.
 */
export async function holdWhatStays(scoped: Scoped, open: Open, start: Choice, searching: Searching) {
  const { world, rules, before } = scoped;
  const inStart = stayingIn(scoped, start);
  const { stays, choice, alone }: Staying =
    sizeOf(inStart) === sizeOf(stayingIn(scoped, before))
      ? { stays: inStart, choice: start, alone: open.alone }
      : ((await stayingWhole(scoped, open, searching)) ?? (await stayingInPart(scoped, open, start, searching)));
  const held = hold(scoped, open.candidates, stays);
  const states = held.pins.map((pin) => ({ pin, broken: false, hopeless: false, mayBreak: false }));
  return {
    candidates: held.candidates,
    world: held.world,
    alone: { ...alone, pins: [...alone.pins, ...states] },
    start: choice,
    /** Value of what stays, the pins among it: the rest is at stake. */
    base: valueOf(world, rules, withPins(stays, alone.choice ?? EMPTY)),
  };
}
