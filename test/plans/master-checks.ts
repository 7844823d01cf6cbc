// What must hold of master, rows and branching, told as in `checks.ts`: they agree with the plain master over every plan.
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { openHighsLp } from '../../solver/backends/highs-lp.ts';
import { createFilter, type Limits, limitsOf } from '../../solver/plans/branches.ts';
import { type Column, columnKey } from '../../solver/plans/columns.ts';
import { indexRows, reducedValue } from '../../solver/plans/features.ts';
import { createMaster, type Master } from '../../solver/plans/master.ts';
import type { Prices } from '../../solver/plans/prices.ts';
import { createPricing } from '../../solver/plans/pricing.ts';
import { relax } from '../../solver/plans/relaxation.ts';
import { createSeparation, type Row, type Separation } from '../../solver/plans/rows.ts';
import { pinRow } from '../../solver/plans/search-plans.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import {
  drawDecisions,
  drawDuals,
  drawSubsetRows,
  open,
  type Opened,
  type OpenedMaster,
  openMaster,
  SUBSETS,
} from './opened.ts';
import { coefficientIn, type PlainColumn, plainColumns, plainRelaxation, takenBy } from './plain-master.ts';
import { contactWorth, gatheringWorth, keepsContactLimits } from './plain-plans.ts';

const NEAR = 1e-6;
/** How near relaxation and bound must come to the plain relaxation, in points. */
const CLOSE = 0.01;

/** Rows are given, not found. */
export const SILENT: Separation = { violated: () => [], violatedBy: () => [] };

/** A plain column as the master's own. */
export const columnOf = (column: PlainColumn): Column =>
  column.kind === 'contact'
    ? { kind: 'contact', plan: { contact: column.contact, ...column.plan } }
    : { kind: 'gathering', plan: { gathering: column.gathering, ...column.plan } };

/** All rows that all sessions at once would violate. */
function allRows({ compiled }: Opened, separation: Separation): Row[] {
  const all = (count: number) => new Map(Array.from({ length: count }, (_, i) => [i, 1] as const));
  return separation.violated(all(compiled.instance.tauCount), all(compiled.instance.seatPortion.length));
}

/** Opened with pins held or, in some caseloads, all of them such as may break, so many of them. */
async function openDrawn(world: World, draw: Draw): Promise<Opened> {
  const isFree = draw.chance(0.5);
  const opened = await open(world, isFree);
  return isFree ? { ...opened, mostBroken: draw.int(0, opened.soft.length) } : opened;
}

/** Column generation under some decisions against the plain relaxation. */
async function relaxedProblem(
  { compiled, ...opened }: Opened,
  all: readonly PlainColumn[],
  { master, pricing }: Pick<OpenedMaster, 'master' | 'pricing'>,
  limits: Limits,
): Promise<object | undefined> {
  const { mostBroken } = opened;
  const wanted = await plainRelaxation({ compiled, ...opened }, all, { rows: master.rows, mostBroken, limits });
  const { status, objective, bound } = await relax(compiled, master, pricing, SILENT, {
    limits,
    cutoff: -Infinity,
    tolerance: CLOSE / 2,
    relativeTolerance: 0,
    isLate: () => false,
  });
  const isRight =
    wanted === undefined
      ? status === 'cut-off'
      : status === 'converged' &&
        bound >= wanted - NEAR * Math.max(1, Math.abs(wanted)) &&
        Math.max(Math.abs(objective - wanted), bound - wanted) <= CLOSE;
  return isRight ? undefined : { rows: master.rows.length, wanted, status, objective, bound };
}

/**
 * The relaxation without and with recipients' rows, without and with decisions of branching: of one master, which knows
 * plans that the next decisions forbid.
 */
export async function relaxationProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_004);
  const opened = await openDrawn(world, draw);
  const { compiled, gaps, mostBroken } = opened;
  const all = plainColumns(opened);
  const master = createMaster(compiled, await openHighsLp(), { mostBroken });
  const pricing = createPricing(compiled, gaps);
  try {
    master.addRows(opened.soft.map((_, k) => pinRow(compiled, k)));
    for (let round = 0; round < 8; round++) {
      if (round === 2) master.addRows(allRows(opened, createSeparation(compiled, RULES)));
      if (round === 6) master.addRows(drawSubsetRows(opened, drawFrom(seed, SUBSETS)));
      const limits = limitsOf(compiled, round === 0 || round === 2 || round === 6 ? [] : drawDecisions(opened, draw));
      const problem = await relaxedProblem(opened, all, { master, pricing }, limits);
      if (problem !== undefined) return { round, ...problem };
    }
    return undefined;
  } finally {
    await master.close();
  }
}

/** Whether every price is a multiple of 2^-20, as sums without rounding need. */
const isExact = ({ portion, link, tau, seat, lead, option, lock, subsets }: Prices): boolean =>
  [portion, link, tau, seat, lead, option, lock, subsets.map(({ price }) => price)].every((prices) =>
    prices.every((price) => Number.isSafeInteger(price * 2 ** 20)),
  );

/**
 * The Lagrangian of the master at random duals, row by row: a plan's points less its coefficients times the rows' prices is
 * its reduced value, with the prices as pricing is told them and with the master's own look-up; and what the rows' own
 * sides come to is the bound's constant.
 */
export async function lagrangeProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_005);
  const opened = await openDrawn(world, draw);
  const { compiled, mostBroken } = opened;
  const { instance } = compiled;
  const { portionCount: P, contactCount: C, gatheringCount: G } = instance;
  const all = plainColumns(opened);
  const { master } = await openMaster(opened);
  try {
    master.addRows(drawSubsetRows(opened, drawFrom(seed, SUBSETS)));
    const coefficientsOf = indexRows(instance, master.rows);
    const first = P + C + G + instance.leadLink.length + (compiled.softPins.length > 0 ? 1 : 0);
    for (let round = 0; round < 3; round++) {
      const duals = drawDuals(opened, master, draw).map((dual) => (draw.chance(0.1) ? -dual : dual));
      const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-3;
      const { prices, constant } = master.pricesOf(duals);
      if (!isExact(prices)) return { round, prices };
      const isHeld = (p: number): boolean =>
        opened.held.some((pin) => pin.kind === 'serve' && pin.portionKey === compiled.portions[p]?.key);
      const priceOfPart = (p: number): number => (isHeld(p) ? (duals[p] as number) : Math.max(0, duals[p] as number));
      const priceOfRow = (r: number): number => Math.max(0, duals[first + r] as number);
      const pins = master.rows.flatMap(({ meaning }, r) => (meaning.kind === 'pin' ? [priceOfRow(r)] : []));
      const dearest = [...pins].sort((a, b) => b - a).slice(0, mostBroken);
      const wanted =
        Array.from({ length: P }, (_, p) => priceOfPart(p)).reduce((sum, price) => sum + price, 0) +
        master.rows.reduce((sum, { most }, r) => sum + most * priceOfRow(r), 0) +
        dearest.reduce((sum, price) => sum + price, 0);
      if (!near(constant, wanted)) return { round, constant, wanted };
      for (const column of all) {
        const own = columnOf(column);
        const { portions, links } = takenBy(opened, column);
        const side = column.kind === 'contact' ? 1 : -1;
        let value = column.plan.points;
        for (const p of portions) value -= priceOfPart(p);
        for (const l of links) value -= side * (duals[P + C + G + l] as number);
        for (const [r, row] of master.rows.entries()) {
          const coefficient = coefficientIn(opened, row, column);
          value -= coefficient * priceOfRow(r);
          const known = coefficientsOf(own).get(r) ?? 0;
          if (known !== coefficient) return { round, row, column, wanted: coefficient, known };
        }
        const told =
          column.kind === 'contact'
            ? contactWorth(opened, column.contact, column.plan, prices)
            : gatheringWorth(opened, column.gathering, column.plan, prices);
        const reduced = reducedValue(instance, own, prices);
        if (!near(told, value) || !near(reduced, value)) return { round, column, wanted: value, told, reduced };
      }
      const attained = attainedProblem(opened, master, all, prices, draw);
      if (attained !== undefined) return { round, ...attained };
    }
    return undefined;
  } finally {
    await master.close();
  }
}

/** What the master says that each contact's best plan known is worth, under some decisions. */
function attainedProblem(
  opened: Opened,
  master: Master,
  all: readonly PlainColumn[],
  prices: Prices,
  draw: Draw,
): object | undefined {
  const known = all.filter(() => draw.chance(0.5));
  master.add(known.map(columnOf));
  const ids = new Set(master.columns.map(columnKey));
  const limits = limitsOf(opened.compiled, drawDecisions(opened, draw));
  const { isAllowed, isContactDemanded } = createFilter(opened.compiled, limits);
  const attained = master.attainedAt(prices, isAllowed, isContactDemanded);
  for (const [c, own] of attained.entries()) {
    const worths = all.flatMap((column) =>
      column.kind === 'contact' &&
      column.contact === c &&
      ids.has(columnKey(columnOf(column))) &&
      keepsContactLimits(opened, c, column.plan, limits)
        ? [contactWorth(opened, c, column.plan, prices)]
        : [],
    );
    const idle = all.some(
      (column) =>
        column.kind === 'contact' &&
        column.contact === c &&
        column.plan.options.length + column.plan.leads.length === 0 &&
        keepsContactLimits(opened, c, column.plan, limits),
    );
    const wanted = Math.max(idle ? 0 : -Infinity, ...worths);
    if (wanted !== own && !(Math.abs(wanted - own) <= 1e-3)) return { contact: c, wanted, attained: own };
  }
  return undefined;
}
