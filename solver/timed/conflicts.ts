// Rows of the conflict rules: cliques of columns of which at most one may stand at 1.
//
// Exclusive keys give one row a block and day. Overlapping sessions of one person give interval cliques, stretched by
// the shortest way to any other place. What is left (two sessions further apart than they touch, but nearer than the way
// between them) is written out where few sessions meet, and added when violated elsewhere (`violatedCliques`).
import type { Engagement, Lead, Occurrence } from '../../src/domain/items.ts';
import { peopleOf } from '../../src/domain/items.ts';
import { merge } from '../../src/domain/time.ts';
import type { World } from '../../src/domain/world.ts';
import { type ConflictRule, ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Candidates } from '../candidates/candidates.ts';
import type { ModelBuilder } from '../model/linear-model.ts';
import { type Columns, isSeat } from './columns.ts';
import type { Exclusivity, Rows } from './exclusivity.ts';

/** Days with at most so many sessions have all their clashes written out. */
const WRITTEN_OUT = 70;

/** Stands for a part where keys name a person; no id begins like this. */
const PART = '#part';

/** A session that a column may put on a person's day. */
export type DayEntry = {
  readonly column: number;
  readonly occurrence: Occurrence;
  /** Key of the portion where its sessions exclude each other on a day; undefined otherwise. */
  readonly portion: string | undefined;
};

export type Days = ReadonlyMap<string, readonly DayEntry[]>;

/** Everybody's possible sessions by person and day of the fortnight, and by part and day where a part is shared. */
export function collectDays({ blocks, leads }: Candidates, columns: Columns, exclusivity: Exclusivity): Days {
  const days = new Map<string, DayEntry[]>();
  const put = (key: string, entry: DayEntry): void => {
    const found = days.get(key);
    if (found === undefined) days.set(key, [entry]);
    else found.push(entry);
  };
  const place = (of: Engagement | Lead, entry: DayEntry): void => {
    for (const person of peopleOf(of)) put(`${person} ${entry.occurrence.dayKey}`, entry);
    if ('portion' in of && of.portion.share !== undefined)
      put(`${PART} ${of.portion.part.id} ${entry.occurrence.dayKey}`, entry);
  };
  blocks.forEach((block, b) => {
    const once = exclusivity.portion(block.portion.key);
    block.slots.forEach((slot, s) => {
      for (const occurrence of slot.occurrences) {
        const portion = once && exclusivity.day(occurrence) ? block.portion.key : undefined;
        place(occurrence.of, { column: columns.y[b]?.[s] as number, occurrence, portion });
      }
    });
  });
  leads.forEach((option, i) => {
    for (const occurrence of option.occurrences)
      place(option.lead, { column: columns.leads[i] as number, occurrence, portion: undefined });
  });
  return days;
}

const clash = (world: World, rules: readonly ConflictRule[], a: DayEntry, b: DayEntry): boolean =>
  rules.some((rule) => rule.occurrences?.(world, a.occurrence, b.occurrence) !== undefined);

const excluded = (a: DayEntry, b: DayEntry): boolean =>
  a.column === b.column || (a.portion !== undefined && a.portion === b.portion);

/** One row for the sessions of a block on a day: at most as many as options chosen, where days exclude. */
function addBlockDays(builder: ModelBuilder, { blocks }: Candidates, columns: Columns, exclusivity: Exclusivity): void {
  blocks.forEach((block, b) => {
    if (isSeat(block) || block.options.every(({ engagement }) => engagement.form.sessions === 1)) return;
    const byDay = new Map<string, number[]>();
    block.slots.forEach(({ time, occurrences }, s) => {
      if (occurrences[0] === undefined || !exclusivity.day(occurrences[0])) return;
      const key = `${time.cycleWeek ?? 0}-${time.weekday}`;
      byDay.set(key, [...(byDay.get(key) ?? []), columns.y[b]?.[s] as number]);
    });
    for (const day of byDay.values())
      builder.addRow({
        upper: 0,
        entries: [
          ...[...new Set(day)].map((y) => [y, 1] as const),
          ...(columns.x[b] ?? []).map((x) => [x, -1] as const),
        ],
      });
  });
}

/** Cliques of a small graph that cover every edge, greedily. */
function coverEdges(count: number, adjacent: (a: number, b: number) => boolean): number[][] {
  const covered = new Set<number>();
  const cliques: number[][] = [];
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      if (!adjacent(a, b) || covered.has(a * count + b)) continue;
      const clique = [a, b];
      for (let c = 0; c < count; c++)
        if (c !== a && c !== b && clique.every((member) => adjacent(Math.min(member, c), Math.max(member, c))))
          clique.push(c);
      clique.sort((p, q) => p - q);
      for (let i = 0; i < clique.length; i++)
        for (let j = i + 1; j < clique.length; j++) covered.add((clique[i] as number) * count + (clique[j] as number));
      cliques.push(clique);
    }
  return cliques;
}

function addPairs(world: World, rules: readonly ConflictRule[], builder: ModelBuilder, day: readonly DayEntry[]): void {
  const edges = new Set<number>();
  const count = day.length;
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      const [one, other] = [day[a] as DayEntry, day[b] as DayEntry];
      if (excluded(one, other) || clash(world, rules, one, other)) edges.add(a * count + b);
    }
  for (const clique of coverEdges(count, (a, b) => edges.has(a * count + b))) {
    const members = new Set(clique.map((index) => (day[index] as DayEntry).column));
    if (members.size > 1) builder.addRow({ upper: 1, entries: [...members].map((column) => [column, 1] as const) });
  }
}

/** Least minutes to keep between a session here and the person's next one elsewhere, by place. */
function stretch(world: World, rule: ConflictRule, person: string, day: readonly DayEntry[]): Map<string, number> {
  const portionsAt = new Map<string, Set<string | undefined>>();
  for (const { occurrence, portion } of day)
    portionsAt.set(occurrence.placeId, (portionsAt.get(occurrence.placeId) ?? new Set()).add(portion));
  const least = new Map<string, number>();
  for (const [from, portions] of portionsAt) {
    // Where several portions are met at one place, the next session may follow at once.
    const alone = portions.size === 1 && !portions.has(undefined);
    const others = [...portionsAt.keys()].filter((to) => to !== from || !alone);
    const gaps = others.map((to) => rule.apart?.(world, person, from, to) ?? 0);
    least.set(from, gaps.length === 0 ? 0 : Math.min(...gaps));
  }
  return least;
}

/** Maximal cliques of intervals: at each start after which something ends. */
function addIntervalCliques(
  world: World,
  rule: ConflictRule,
  builder: ModelBuilder,
  person: string,
  day: readonly DayEntry[],
): void {
  const gap = stretch(world, rule, person, day);
  const sorted = day
    .map((entry) => ({
      column: entry.column,
      from: entry.occurrence.axisFrom,
      to: entry.occurrence.axisTo + (gap.get(entry.occurrence.placeId) ?? 0),
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  let open: typeof sorted = [];
  let grown = false;
  const emit = (): void => {
    if (grown && open.length > 1)
      builder.addRow({ upper: 1, entries: [...new Set(open.map((i) => i.column))].map((c) => [c, 1] as const) });
    grown = false;
  };
  for (const interval of sorted) {
    if (open.some(({ to }) => to <= interval.from)) {
      emit();
      open = open.filter(({ to }) => to > interval.from);
    }
    open.push(interval);
    grown = true;
  }
  emit();
}

/** Adds the rows that are written out; returns the days that need watching for violated pairs. */
export function addConflictRows({ world, rules, builder, candidates, columns, exclusivity }: Rows): Days {
  const conflicts = ofKind(rules, 'conflict');
  addBlockDays(builder, candidates, columns, exclusivity);
  addEngagementConflicts(world, conflicts, builder, candidates, columns);
  const watched = new Map<string, readonly DayEntry[]>();
  for (const [key, day] of collectDays(candidates, columns, exclusivity)) {
    const [person = ''] = key.split(' ');
    if (day.every((entry) => entry.portion !== undefined && entry.portion === day[0]?.portion)) continue;
    if (day.length <= WRITTEN_OUT) {
      addPairs(world, conflicts, builder, day);
      continue;
    }
    watched.set(key, day);
    if (person === PART) {
      if (conflicts.some((rule) => rule.exclusive !== undefined))
        builder.addRow({ upper: 1, entries: [...new Set(day.map((e) => e.column))].map((c) => [c, 1] as const) });
    } else
      for (const rule of conflicts) if (rule.apart !== undefined) addIntervalCliques(world, rule, builder, person, day);
  }
  return watched;
}

/**
 * Rows of a coarse model: what fits into the hours in which a person can have sessions on a day, by total length and,
 * for each length, by how many so long fit side by side.
 */
export function addDayCapacities({ world, rules, builder, candidates, columns, exclusivity }: Rows): Days {
  const conflicts = ofKind(rules, 'conflict');
  addBlockDays(builder, candidates, columns, exclusivity);
  addEngagementConflicts(world, conflicts, builder, candidates, columns);
  if (!conflicts.some((rule) => rule.apart !== undefined)) return new Map();
  for (const [key, day] of collectDays(candidates, columns, exclusivity)) {
    if (key.startsWith(PART) || day.every(({ portion }) => portion !== undefined && portion === day[0]?.portion))
      continue;
    const open = merge(day.map(({ occurrence }) => ({ from: occurrence.axisFrom, to: occurrence.axisTo })));
    const minutes = new Map(day.map(({ column, occurrence }) => [column, occurrence.minutes]));
    const total = open.reduce((sum, { from, to }) => sum + to - from, 0);
    builder.addRow({ upper: total, entries: [...minutes] });
    for (const length of new Set(minutes.values())) {
      const fit = open.reduce((sum, { from, to }) => sum + Math.floor((to - from) / length), 0);
      const long = [...minutes].filter(([, m]) => m >= length);
      if (long.length > fit) builder.addRow({ upper: fit, entries: long.map(([column]) => [column, 1] as const) });
    }
  }
  return new Map();
}

/** Engagements that clash as such: seats of one gathering, halves of one part. */
function addEngagementConflicts(
  world: World,
  rules: readonly ConflictRule[],
  builder: ModelBuilder,
  { blocks }: Candidates,
  columns: Columns,
): void {
  const asking = rules.filter((rule) => rule.engagements !== undefined);
  if (asking.length === 0) return;
  const groups = new Map<string, { engagement: Engagement; column: number }[]>();
  const put = (key: string, engagement: Engagement, column: number): void => {
    groups.set(key, [...(groups.get(key) ?? []), { engagement, column }]);
  };
  blocks.forEach((block, b) => {
    block.options.forEach(({ engagement }, o) => {
      const column = columns.x[b]?.[o] as number;
      if (engagement.gathering !== undefined) put(`gathering ${engagement.gathering.key}`, engagement, column);
      if (block.portion.share !== undefined) put(`part ${block.portion.part.id}`, engagement, column);
    });
  });
  for (const members of groups.values())
    for (let a = 0; a < members.length; a++)
      for (let b = a + 1; b < members.length; b++) {
        const [one, other] = [members[a], members[b]];
        if (one === undefined || other === undefined || one.engagement.portion === other.engagement.portion) continue;
        if (asking.some((rule) => rule.engagements?.(world, one.engagement, other.engagement) !== undefined))
          builder.addRow({
            upper: 1,
            entries: [
              [one.column, 1],
              [other.column, 1],
            ],
          });
      }
}

/** Pairs of sessions that a point chooses on one watched day although they clash. */
function violatedPairs(world: World, conflicts: readonly ConflictRule[], watched: Days, values: ArrayLike<number>) {
  const pairs: { day: readonly DayEntry[]; one: DayEntry; other: DayEntry }[] = [];
  for (const day of watched.values()) {
    const chosen = day.filter((entry) => (values[entry.column] ?? 0) > 0.5);
    for (let a = 0; a < chosen.length; a++)
      for (let b = a + 1; b < chosen.length; b++) {
        const [one, other] = [chosen[a] as DayEntry, chosen[b] as DayEntry];
        if (one.column !== other.column && clash(world, conflicts, one, other)) pairs.push({ day, one, other });
      }
  }
  return pairs;
}

/** Whether a point of the model is a plan: no clash is left that the model does not know yet. */
export const isClashFree = (world: World, rules: Ruleset, watched: Days, values: ArrayLike<number>): boolean =>
  violatedPairs(world, ofKind(rules, 'conflict'), watched, values).length === 0;

/** Adds a clique row for every clash between sessions that a point chooses; returns how many were violated. */
export function addViolatedCliques(
  world: World,
  rules: Ruleset,
  { builder, watched }: { readonly builder: ModelBuilder; readonly watched: Days },
  values: Float64Array,
): number {
  const conflicts = ofKind(rules, 'conflict');
  const pairs = violatedPairs(world, conflicts, watched, values);
  for (const { day, one, other } of pairs) {
    const clique = [one, other];
    for (const entry of day)
      if (clique.every((member) => excluded(member, entry) || clash(world, conflicts, member, entry)))
        clique.push(entry);
    const members = new Set(clique.map((entry) => entry.column));
    builder.addRow({ upper: 1, entries: [...members].map((column) => [column, 1] as const) });
  }
  return pairs.length;
}
