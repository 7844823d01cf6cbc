// The best plan of a contact at a certificate's prices: depth first over pieces, with an optimistic bound on what the
// undecided could add, and the exact times of what is chosen.
//
// Taking a piece out of a plan breaks nothing, so a piece that cannot add anything is left out from the start, and a set
// that cannot be placed is given up with all that contains it.
// Long function bestContactPlan: the search's state is closed over by its steps.
import { isLead } from '../../domain/items.ts';
import type { World } from '../../domain/world.ts';
import type { RulesByKind } from '../rules-by-kind.ts';
import type { ContactProblem, Option, Piece, Slot } from './contact-problem.ts';
import { createKnapsacks, type Knapsacks, type Weights } from './knapsack.ts';
import { createPlacer, type Placer } from './placement.ts';
import type { Amounts } from './tallies.ts';

export type FoundPlan = {
  /** Scaled; −Infinity where no plan holds what it must. */
  readonly value: number;
  /** False where the search gave up: then no plan is worth more than `value`. */
  readonly isExact: boolean;
  /** The pieces of the plan; undefined where nothing better than `floor` was found. */
  readonly chosen: readonly { readonly option: Option; readonly slots: readonly Slot[] }[] | undefined;
};

/** An option with what it can be worth at most, and how much of each tally it takes. */
type Choice = {
  readonly option: Option;
  /** Value and dearest slots, without tallies and halves. */
  readonly base: number;
  readonly least: Amounts;
  readonly most: Amounts;
  /** Most that a second half with the same contact can add. */
  readonly halves: number;
};
type Row = { readonly piece: Piece; readonly choices: readonly Choice[] };

const sumAmounts = (a: Amounts, b: Amounts): number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));

/** Least or most of each tally over an option's times. */
function boundAmounts({ tally, slots, sessions }: Option, pick: (...values: number[]) => number): Amounts {
  const length = Math.max(tally.length, ...slots.map((slot) => slot.tally.length));
  return Array.from({ length }, (_, i) => {
    const each = slots.reduce<number | undefined>(
      (bound, slot) => (bound === undefined ? (slot.tally[i] ?? 0) : pick(bound, slot.tally[i] ?? 0)),
      undefined,
    );
    return (tally[i] ?? 0) + sessions * (each ?? 0);
  });
}

const isFixed = ({ least, most }: Choice): boolean => least.every((amount, i) => amount === (most[i] ?? 0));

/** Every subset of so many entries. */
function subsetsOf<T>(entries: readonly T[], size: number, from = 0): (readonly T[])[] {
  if (size === 0) return [[]];
  return entries.flatMap((entry, index) =>
    index < from ? [] : subsetsOf(entries, size - 1, index + 1).map((rest) => [entry, ...rest]),
  );
}

const portionOf = ({ option: { of } }: Choice): string | undefined => (isLead(of) ? undefined : of.portion.key);

type Context = {
  readonly world: World;
  readonly rules: RulesByKind;
  readonly problem: ContactProblem;
  readonly scale: number;
  readonly placer: Placer;
};

/** Points of two halves that a contact serves both, scaled; 0 for whatever else. */
function halvesOf({ world, rules, scale }: Context, a: Option, b: Option): number {
  if (isLead(a.of) || isLead(b.of) || a.of.portion.part !== b.of.portion.part) return 0;
  const [first, second] = a.of.portion.share === 1 ? [a.of, b.of] : [b.of, a.of];
  if (first.portion.share !== 1 || second.portion.share !== 2) return 0;
  let points = 0;
  for (const { halves } of rules.terms) points += halves?.(world, first, second) ?? 0;
  return points * scale;
}

/** Rows of the pieces that could add something, musts first, then the dearest. */
function rowsOf(context: Context): Row[] {
  const { problem, placer } = context;
  const { pieces, tallies } = problem;
  const rows = pieces.flatMap((piece): Row[] => {
    const partners = pieces.filter(
      (other) => other !== piece && other.portion !== undefined && other.portion.part === piece.portion?.part,
    );
    const choices = piece.options.flatMap((option): Choice[] => {
      const most = boundAmounts(option, Math.max);
      const bonus = Math.max(0, ...partners.flatMap((p) => p.options.map((other) => halvesOf(context, option, other))));
      const dearest = option.slots.slice(0, option.sessions).reduce((sum, slot) => sum + slot.most, 0);
      const added = option.value + bonus + tallies.mostAdded(most);
      if (!piece.isMust && added + dearest <= 0) return [];
      const { most: open } = placer.open(option);
      if (open === -Infinity || (!piece.isMust && added + open <= 0)) return [];
      return [{ option, base: option.value + open, least: boundAmounts(option, Math.min), most, halves: bonus }];
    });
    return choices.length === 0 && !piece.isMust ? [] : [{ piece, choices: choices.sort((a, b) => b.base - a.base) }];
  });
  const worth = ({ choices }: Row): number => choices[0]?.base ?? -Infinity;
  return rows.sort((a, b) => Number(b.piece.isMust) - Number(a.piece.isMust) || worth(b) - worth(a));
}

/** Steps of the undecided for each way the tallies' lines may slope. */
function stepsCache(rows: readonly Row[], knapsacks: Knapsacks) {
  const cache = new Map<string, ReturnType<Knapsacks['stepsOf']>>();
  // A bonus of two halves is counted with the later of them.
  const later = new Set<Row>();
  for (const [i, row] of rows.entries())
    if (rows.slice(0, i).some(({ piece }) => piece.portion?.part === row.piece.portion?.part)) later.add(row);
  return (slopes: Amounts): ReturnType<Knapsacks['stepsOf']> => {
    const key = slopes.join();
    let steps = cache.get(key);
    if (steps === undefined) {
      const values = new Map<Option, number>();
      for (const row of rows)
        for (const { option, base, least, most, halves } of row.choices) {
          let value = base + (later.has(row) ? halves : 0);
          for (const [i, slope] of slopes.entries()) value += slope * ((slope < 0 ? least[i] : most[i]) ?? 0);
          values.set(option, Math.ceil(value));
        }
      steps = knapsacks.stepsOf(values);
      cache.set(key, steps);
    }
    return steps;
  };
}

/** What has been chosen on the way down. */
type Node = {
  readonly choices: readonly Choice[];
  /** Values of options with the halves among them, less what they pay together. */
  readonly value: number;
  readonly paid: number;
  /** No less than what their slots are worth. */
  readonly slots: number;
  readonly least: Amounts;
  readonly most: Amounts;
  readonly taken: Weights;
};

/** Largest sets whose slots are remembered: what two or three cannot do, no set with them can. */
const MOST_REMEMBERED = 3;

/** How much the slots of a small set of choices are worth at most, remembered. */
function smallSets({ problem: { buckets }, placer }: Context) {
  const known = new Map<string, number>();
  const numbers = new Map<Choice, number>();
  const numberOf = (choice: Choice): number => {
    const number = numbers.get(choice) ?? numbers.size;
    numbers.set(choice, number);
    return number;
  };
  /** `others` are choices whose uses are in the buckets as well, and are taken out meanwhile. */
  return (set: readonly Choice[], others: readonly Choice[]): number => {
    const key = set
      .map(numberOf)
      .sort((a, b) => a - b)
      .join();
    let worth = known.get(key);
    if (worth === undefined) {
      for (const { option } of others) buckets.remove(option.uses);
      const placement = placer.place(
        set.map(({ option }) => option),
        -Infinity,
      );
      for (const { option } of others) buckets.add(option.uses);
      worth = placement.value;
      known.set(key, worth);
    }
    return worth;
  };
}

/**
 * The best plan worth more than `floor`. Where a must cannot be held there is none.
 */
export function bestContactPlan(
  world: World,
  rules: RulesByKind,
  problem: ContactProblem,
  { scale, floor, looks }: { readonly scale: number; readonly floor: number; readonly looks?: number | undefined },
): FoundPlan {
  const { buckets, tallies } = problem;
  const placer = createPlacer(world, problem, rules.conflicts, looks);
  const context: Context = { world, rules, problem, scale, placer };
  const rows = rowsOf(context);
  const knapsacks = createKnapsacks(
    rows.map(({ piece, choices }) => ({ ...piece, options: choices.map(({ option }) => option) })),
    problem,
  );
  const stepsFor = stepsCache(rows, knapsacks);
  const musts = rows.filter(({ piece }) => piece.isMust).length;
  let best = floor;
  let chosen: FoundPlan['chosen'];
  // Whether `best` is what a plan is worth, and not only what one might be worth where placing it was given up.
  let isReached = true;

  /** No less than the worth of a node with anything from row `from` on. */
  const boundOf = ({ value, slots, least, most, taken }: Node, from: number): number => {
    const line = tallies.lineFrom(least, most);
    return value + slots + Math.ceil(line.value) + knapsacks.rest(stepsFor(line.slopes), from, taken);
  };

  const clashes = (option: Option, others: readonly Choice[]): boolean => {
    const { of } = option;
    if (isLead(of)) return false;
    return others.some(
      ({ option: { of: other } }) =>
        !isLead(other) &&
        other.portion.part === of.portion.part &&
        rules.conflicts.some((rule) => rule.engagements?.(world, other, of) !== undefined),
    );
  };

  const withChoice = (node: Node, choice: Choice): Node => {
    const { option, base } = choice;
    const weights = knapsacks.weightsOf(option);
    const paid = problem.paidFor([...node.choices.map(portionOf), portionOf(choice)].flatMap((key) => key ?? []));
    return {
      choices: [...node.choices, choice],
      value: node.choices.reduce(
        (sum, other) => sum + halvesOf(context, other.option, option),
        node.value + option.value - (paid - node.paid),
      ),
      paid,
      slots: node.slots + base - option.value,
      least: sumAmounts(node.least, choice.least),
      most: sumAmounts(node.most, choice.most),
      taken: knapsacks.most.map((_, k) => (node.taken[k] ?? 0) + (weights[k] ?? 0)),
    };
  };

  const worthOfSet = smallSets(context);
  const dearestOf = ({ base, option }: Choice): number => base - option.value;

  /** The node with no more for its slots than its last choice can have together with one or two of the others. */
  const narrowed = (node: Node, from: number): Node => {
    const last = node.choices.at(-1);
    const others = node.choices.slice(0, -1);
    if (last === undefined) return node;
    const all = node.choices.reduce((sum, choice) => sum + dearestOf(choice), 0);
    let { slots } = node;
    for (let size = 2; size <= MOST_REMEMBERED && size < node.choices.length; size++)
      for (const set of subsetsOf(others, size - 1)) {
        const rest = others.filter((choice) => !set.includes(choice));
        const own = [...set, last].reduce((sum, choice) => sum + dearestOf(choice), 0);
        slots = Math.min(slots, worthOfSet([...set, last], rest) + all - own);
        if (boundOf({ ...node, slots }, from) <= best) return { ...node, slots: -Infinity };
      }
    return { ...node, slots };
  };

  /** Places a node's sessions; undefined where that is impossible, or cannot lead to anything better. */
  const placed = (node: Node, from: number): Node | undefined => {
    const options = node.choices.map(({ option }) => option);
    const areFixed = node.choices.every(isFixed);
    const fixed = options.reduce<Amounts>((sum, { tally }) => sumAmounts(sum, tally), []);
    const worthOf = (amounts: readonly Amounts[]): number => tallies.valueOf(amounts.reduce(sumAmounts, fixed));
    const threshold = best - (boundOf(node, from) - node.slots);
    const placement = areFixed
      ? placer.place(options, threshold)
      : placer.place(options, -Infinity, { mostWorth: tallies.mostOf(node.least, node.most), worthOf });
    if (placement.value === -Infinity) return undefined;
    const isWhole = from >= musts;
    // A search that gave up knows no more than was known before.
    const slots = areFixed ? Math.min(node.slots, placement.value) : placement.value;
    const whole = node.value + slots + (areFixed ? tallies.valueOf(node.most) : 0);
    if (isWhole && whole > best) {
      best = whole;
      isReached = placement.isExact;
      chosen = node.choices.map(({ option }, i) => ({ option, slots: placement.slots?.[i] ?? [] }));
    }
    return areFixed ? { ...node, slots } : node;
  };

  const extend = (node: Node, from: number): void => {
    for (let row = from; row < rows.length; row++) {
      if (placer.isSpent() || boundOf(node, row) <= best) return;
      const { choices, piece } = rows[row] as Row;
      for (const choice of choices) {
        const { option } = choice;
        if (clashes(option, node.choices) || buckets.wouldPass(option.uses)) continue;
        const larger = withChoice(node, choice);
        if (knapsacks.isOver(larger.taken) || boundOf(larger, row + 1) <= best) continue;
        buckets.add(option.uses);
        const narrow = narrowed(larger, row + 1);
        const sound = narrow.slots === -Infinity ? undefined : placed(narrow, row + 1);
        if (sound !== undefined && boundOf(sound, row + 1) > best) extend(sound, row + 1);
        buckets.remove(option.uses);
      }
      if (piece.isMust) return;
    }
  };
  const nothing: Node = { choices: [], value: 0, paid: 0, slots: 0, least: [], most: [], taken: [] };
  extend(nothing, 0);
  return placer.isSpent()
    ? { value: Math.max(best, boundOf(nothing, 0)), isExact: false, chosen }
    : { value: best, isExact: isReached, chosen: isReached ? chosen : undefined };
}
