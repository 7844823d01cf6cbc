// What must hold of recipients' rows and of branching, told as in `checks.ts`: asked of whole solutions drawn from all plans.
import type { PatternTime } from '../../src/domain/items.ts';
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Block } from '../../solver/candidates/candidates.ts';
import { type Choice, type Chosen, itemsOfChoice } from '../../solver/choice.ts';
import { branchOn, createFilter, type Decision, limitsOf, wholeColumns } from '../../solver/plans/branches.ts';
import { agentOf, choiceOf, type Column, createWriter, portionsOf, sidesOf } from '../../solver/plans/columns.ts';
import { residualRows } from '../../solver/plans/features.ts';
import { createSeparation, type Row } from '../../solver/plans/rows.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { columnOf } from './master-checks.ts';
import { drawDecisions, open, type Opened } from './opened.ts';
import { coefficientIn, type PlainColumn, plainColumns, takenBy } from './plain-master.ts';
import { isFreeOfClashes, keepsLimits } from './plain-rules.ts';

/** Whole solutions drawn of each caseload. */
const DRAWN = 60;

/** Plans followed together but for what recipients' rows say: each portion once, and leads closed. */
export function drawWhole(opened: Opened, all: readonly PlainColumn[], draw: Draw): PlainColumn[] {
  const { contactCount, gatheringCount, linkContact } = opened.compiled.instance;
  const taken = new Set<number>();
  const led = new Set<number>();
  let whole: PlainColumn[] = [];
  const join = (fits: (column: PlainColumn, links: readonly number[]) => boolean): void => {
    const fitting = all.filter((column) => {
      const { portions, links } = takenBy(opened, column);
      return portions.every((p) => !taken.has(p)) && fits(column, links);
    });
    if (fitting.length === 0) return;
    const column = draw.pick(fitting);
    const { portions, links } = takenBy(opened, column);
    for (const p of portions) taken.add(p);
    for (const l of links) led.add(l);
    whole.push(column);
  };
  for (let g = 0; g < gatheringCount; g++)
    if (draw.chance(0.7)) join((column) => column.kind === 'gathering' && column.gathering === g);
  for (let c = 0; c < contactCount; c++) {
    const wanted = [...led].filter((l) => linkContact[l] === c);
    join(
      (column, links) =>
        column.kind === 'contact' &&
        column.contact === c &&
        links.length === wanted.length &&
        wanted.every((l) => links.includes(l)),
    );
  }
  // A gathering whose leader has no such plan does not run, and nor does what counts on it.
  for (;;) {
    const sides = new Map<number, number>();
    for (const column of whole)
      for (const link of takenBy(opened, column).links) sides.set(link, (sides.get(link) ?? 0) + 1);
    const closed = whole.filter((column) => takenBy(opened, column).links.every((link) => sides.get(link) === 2));
    if (closed.length === whole.length) return whole;
    whole = closed;
  }
}

/** Whether what plans do together keeps the rules about recipients. */
function isSound({ world, compiled }: Opened, columns: readonly Column[]): boolean {
  const choice = choiceOf(compiled, columns);
  const recipients = new Set(compiled.recipientIds);
  return (
    keepsLimits(world, itemsOfChoice(choice), (ownerId) => recipients.has(ownerId)) && isFreeOfClashes(world, choice)
  );
}

const isKept = (opened: Opened, row: Row, whole: readonly PlainColumn[]): boolean =>
  whole.reduce((sum, column) => sum + coefficientIn(opened, row, column), 0) <= row.most;

/** How much of each session time and seat some plans take together, each by a share. */
function activityOf(opened: Opened, parts: readonly (readonly [readonly PlainColumn[], number])[]) {
  const taus = new Map<number, number>();
  const seats = new Map<number, number>();
  for (const [whole, share] of parts)
    for (const column of whole) {
      const taken = takenBy(opened, column);
      for (const tau of taken.taus) if (tau >= 0) taus.set(tau, (taus.get(tau) ?? 0) + share);
      for (const seat of taken.seats) seats.set(seat, (seats.get(seat) ?? 0) + share);
    }
  return { taus, seats };
}

/** What a session time or a seat is in the caseload's words, as a choice of it alone. */
function choicesOf({ compiled }: Opened): { taus: ReadonlyMap<number, Chosen>; seats: readonly Chosen[] } {
  const { instance, blocks, seats } = compiled;
  const taus = new Map<number, Chosen>();
  blocks.forEach((block, b) => {
    const from = instance.cellFrom[instance.blockCells[b] as number] as number;
    const to = instance.cellFrom[instance.blockCells[b + 1] as number] as number;
    for (let slot = from; slot < to; slot++) {
      const time = block.times[instance.slotTime[slot] as number] as PatternTime;
      const { engagement } = block.options[0] as Block['options'][number];
      taus.set(instance.slotTau[slot] as number, { engagement, times: [time] });
    }
  });
  const seated = seats.map(({ options, times }) => ({
    engagement: (options[0] as Block['options'][number]).engagement,
    times: times.slice(0, 1),
  }));
  return { taus, seats: seated };
}

/** Whether two sessions of one recipient can be in one plan of the municipality, whoever serves them. */
function canMeet(world: World, a: Chosen, b: Chosen): boolean {
  if (a.engagement.portion === b.engagement.portion) {
    if (a.engagement.gathering !== undefined || b.engagement.gathering !== undefined) return false;
    const [one, other] = [a.engagement.form, b.engagement.form];
    if (one.minutes !== other.minutes || one.cycleWeeks !== other.cycleWeeks) return false;
  }
  // Contacts are told apart by their own plans: only what they share is asked.
  const choice: Choice = { served: [a, b], leads: [] };
  return isFreeOfClashes(world, choice);
}

/** A clash row to which a further session of its recipient could be added. */
function looseProblem(opened: Opened, row: Row): object | undefined {
  if (row.meaning.kind !== 'clash') return undefined;
  const { taus, seats } = choicesOf(opened);
  const { recipientId } = row.meaning;
  const members = [
    ...row.taus.map(([tau]) => taus.get(tau) as Chosen),
    ...row.seats.map(([seat]) => seats[seat] as Chosen),
  ];
  const isIn = new Set(members);
  const others = [...[...taus].flatMap(([tau, own]) => (tau < 0 ? [] : [own])), ...seats].filter(
    (own) => own.engagement.portion.recipient.id === recipientId && !isIn.has(own),
  );
  const further = others.find((own) => members.every((member) => !canMeet(opened.world, own, member)));
  return further === undefined
    ? undefined
    : { loose: row.key, further: further.engagement.portion.key, times: further.times };
}

/** Rows less what some plans of a whole solution take of them: the others keep those where all keep the rows. */
function residualProblem(
  opened: Opened,
  rows: readonly Row[],
  drawn: readonly PlainColumn[][],
  draw: Draw,
): object | undefined {
  for (const whole of drawn) {
    const fixed = draw.some(whole, draw.int(0, whole.length));
    const rest = whole.filter((column) => !fixed.includes(column));
    const residual = residualRows(opened.compiled.instance, rows, fixed.map(columnOf));
    const wrong = residual.find((row, r) => isKept(opened, row, rest) !== isKept(opened, rows[r] as Row, whole));
    if (wrong !== undefined) return { residual: wrong, fixed, rest };
  }
  return undefined;
}

/**
 * Rows against whole solutions: one that breaks a rule of its recipients violates a row, one that breaks none violates none;
 * rows found for a mixture of two are violated by it, and
 * cannot say more, nor can those that some plans that stay leave of them.
 */
export async function rowsProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_006);
  const opened = await open(world, draw.chance(0.3));
  if (opened.compiled.several.size === 0) return undefined;
  const all = plainColumns(opened);
  const separation = createSeparation(opened.compiled, RULES);
  const drawn = Array.from({ length: DRAWN }, () => drawWhole(opened, all, draw));
  const sound: PlainColumn[][] = [];
  for (const whole of drawn) {
    const columns = whole.map(columnOf);
    const wanted = isSound(opened, columns);
    if (wanted) sound.push(whole);
    const violated = separation.violatedBy(columns);
    if ((violated.length === 0) !== wanted) return { whole, wanted, violated };
  }
  const rows: Row[] = [];
  for (let k = 0; k < DRAWN; k++) {
    const [one, other] = [draw.pick(drawn), draw.pick(drawn)];
    const { taus, seats } = activityOf(opened, [
      [one, 0.5],
      [other, 0.5],
    ]);
    for (const row of separation.violated(taus, seats)) {
      const sum =
        row.taus.reduce((total, [tau, value]) => total + value * (taus.get(tau) ?? 0), 0) +
        row.seats.reduce((total, [seat, value]) => total + value * (seats.get(seat) ?? 0), 0);
      if (!(sum > row.most)) return { idle: row, sum };
      const against = sound.find((whole) => !isKept(opened, row, whole));
      if (against !== undefined) return { row, against };
      const loose = looseProblem(opened, row);
      if (loose !== undefined) return loose;
      rows.push(row);
    }
  }
  return residualProblem(opened, rows, drawn, drawFrom(seed, 7_014));
}

/** Whether a whole solution does what decisions ask. */
function follows(opened: Opened, whole: readonly PlainColumn[], decisions: readonly Decision[]): boolean {
  const { compiled } = opened;
  const filter = createFilter(compiled, limitsOf(compiled, decisions));
  const columns = whole.map(columnOf);
  const agents = new Set(columns.map(agentOf));
  const { contactCount, gatheringCount } = compiled.instance;
  for (let c = 0; c < contactCount; c++) if (filter.isContactDemanded(c) && !agents.has(c)) return false;
  for (let g = 0; g < gatheringCount; g++) if (filter.isGatheringDemanded(g) && !agents.has(-1 - g)) return false;
  return columns.every((column) => filter.isAllowed(column));
}

/** Whether plain columns do what a decision says, in its own words. */
function does(opened: Opened, whole: readonly PlainColumn[], decision: Decision): boolean {
  const { instance, tauPortion } = opened.compiled;
  const taken = whole.map((column) => takenBy(opened, column));
  switch (decision.kind) {
    case 'gathering':
      return whole.some((column) => column.kind === 'gathering' && column.gathering === decision.gathering);
    case 'lead':
      return taken.some(({ leads }) => leads.includes(decision.lead));
    case 'contact':
      return whole.some(
        (column, j) =>
          column.kind === 'contact' &&
          column.contact === decision.contact &&
          taken[j]?.portions.includes(decision.portion) === true,
      );
    case 'seat':
      return taken.some(({ seats }) => seats.includes(decision.seat));
    case 'option':
      return taken.some(({ options }) => options.includes(decision.option));
    case 'time': {
      // Served one to one, at this time or not at all.
      const portion = tauPortion[decision.tau] as number;
      const isServed = taken.some(({ options }) => options.some((o) => instance.optionPortion[o] === portion));
      return !isServed || taken.some(({ taus }) => taus.includes(decision.tau));
    }
    default:
      return decision satisfies never;
  }
}

/** A decision that does not split whole solutions as it says. */
function decisionProblem(opened: Opened, whole: readonly PlainColumn[], decision: Decision): object | undefined {
  const yes = follows(opened, whole, [{ ...decision, yes: true }]);
  const no = follows(opened, whole, [{ ...decision, yes: false }]);
  if (decision.kind === 'time') {
    // A portion that is not served at all does both.
    const isAt = whole.some((column) => takenBy(opened, column).taus.includes(decision.tau));
    return yes === does(opened, whole, decision) && no === !isAt ? undefined : { decision, whole, yes, no };
  }
  const wanted = does(opened, whole, decision);
  return yes === wanted && no === !wanted ? undefined : { decision, whole, yes, no };
}

/** Branching on a mixture of two whole solutions: each child forbids something of it; without any, they are one solution. */
function mixtureProblem(
  opened: Opened,
  one: readonly PlainColumn[],
  other: readonly PlainColumn[],
): object | undefined {
  const { compiled } = opened;
  const columns = [...one, ...other].map(columnOf);
  const values = columns.map(() => 0.5);
  const pair = branchOn(compiled, columns, values);
  if (pair === undefined) {
    const whole = wholeColumns(columns, values);
    const best = [one, other].map((own) => own.reduce((sum, { plan }) => sum + plan.points, 0));
    const found = whole.reduce((sum, { plan }) => sum + plan.points, 0);
    const isClosed = [...sidesOf(compiled, whole).values()].every((count) => count === 2);
    const portions = whole.flatMap((column) => portionsOf(compiled, column));
    const isOnce = new Set(portions).size === portions.length;
    return isClosed && isOnce && isSound(opened, whole) && found >= Math.max(...best)
      ? undefined
      : { one, other, whole };
  }
  for (const decision of pair) {
    const filter = createFilter(compiled, limitsOf(compiled, [decision]));
    const isForbidden = columns.some((column) => !filter.isAllowed(column));
    const shareOf = (agent: number): number => columns.filter((column) => agentOf(column) === agent).length / 2;
    const isMissing =
      decision.yes &&
      ((decision.kind === 'gathering' && shareOf(-1 - decision.gathering) < 1) ||
        (decision.kind === 'contact' && shareOf(decision.contact) < 1));
    if (!isForbidden && !isMissing) return { decision, one, other };
  }
  return undefined;
}

const told = (column: Column): string =>
  JSON.stringify([
    agentOf(column),
    column.plan.points,
    ...(column.kind === 'contact'
      ? [column.plan.options, column.plan.slots, column.plan.leads]
      : [column.plan.seats, column.plan.links]
    ).map((own) => own.toSorted((a, b) => a - b)),
  ]);

/** A whole solution that does not come back as it is, points and all, from the choice that it makes. */
function writtenProblem({ compiled }: Opened, columns: readonly Column[]): object | undefined {
  const isIdle = ({ kind, plan }: Column): boolean =>
    kind === 'contact' && plan.options.length + plan.leads.length === 0;
  const wanted = columns.filter((column) => !isIdle(column)).map(told);
  const written = (createWriter(compiled)(choiceOf(compiled, columns)) ?? []).map(told);
  return wanted.toSorted().join() === written.toSorted().join() ? undefined : { wanted, written };
}

/** Whose plans a neighbour changes, and of how many. */
type Changed = readonly ['contact' | 'gathering', 1 | 2];
const CHANGED: readonly Changed[] = [
  ['contact', 1],
  ['gathering', 2],
];

/** A whole solution of the same contacts, portions and leads that follows some other plans of one or two of its own. */
function neighbourOf(
  opened: Opened,
  all: readonly PlainColumn[],
  whole: readonly PlainColumn[],
  draw: Draw,
  [kind, count]: Changed = draw.pick(CHANGED),
): PlainColumn[] | undefined {
  const tasksOf = (columns: readonly PlainColumn[]): string => {
    const taken = columns.map((column) => takenBy(opened, column));
    const sorted = (of: readonly number[]): string => of.toSorted((a, b) => a - b).join();
    return `${sorted(taken.flatMap(({ portions }) => portions))}|${sorted(taken.flatMap(({ links }) => links))}`;
  };
  const isOfSame = (a: PlainColumn, b: PlainColumn): boolean => agentOf(columnOf(a)) === agentOf(columnOf(b));
  const changed = draw.some(
    whole.filter((column) => column.kind === kind),
    count,
  );
  const ways = changed.map((column) => all.filter((other) => isOfSame(column, other)));
  const [first = [], second] = ways;
  const choices = first.flatMap((one) => (second === undefined ? [[one]] : second.map((other) => [one, other])));
  const fitting = choices.filter(
    (own) => tasksOf(own) === tasksOf(changed) && own.some((column) => !changed.includes(column)),
  );
  if (fitting.length === 0) return undefined;
  const neighbour = [...whole.filter((column) => !changed.includes(column)), ...draw.pick(fitting)];
  return isSound(opened, neighbour.map(columnOf)) ? neighbour : undefined;
}

/** Branching: decisions split whole solutions as they say, and cut off every mixture of two that is no solution. */
export async function branchingProblem(world: World, seed: number): Promise<object | undefined> {
  const draw = drawFrom(seed, 7_007);
  const opened = await open(world, true);
  const all = plainColumns(opened);
  const drawn = Array.from({ length: DRAWN }, () => drawWhole(opened, all, draw)).filter((whole) =>
    isSound(opened, whole.map(columnOf)),
  );
  for (const whole of drawn) {
    const written = writtenProblem(opened, whole.map(columnOf));
    if (written !== undefined) return written;
    for (const decision of drawDecisions(opened, draw)) {
      const problem = decisionProblem(opened, whole, decision);
      if (problem !== undefined) return problem;
    }
  }
  for (let k = 0; k < DRAWN && drawn.length > 0; k++) {
    const problem = mixtureProblem(opened, draw.pick(drawn), draw.pick(drawn));
    if (problem !== undefined) return problem;
  }
  for (const whole of drawn) {
    const neighbour = neighbourOf(opened, all, whole, draw);
    const problem = neighbour && mixtureProblem(opened, whole, neighbour);
    if (problem !== undefined) return problem;
  }
  for (const whole of drawn) {
    const neighbour = neighbourOf(opened, all, whole, draw, ['contact', 2]);
    const problem = neighbour && mixtureProblem(opened, whole, neighbour);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
