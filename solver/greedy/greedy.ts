// A first plan in milliseconds: around the pins, and what of an earlier plan fits beside them, groups that can run, then
// everybody else, most valuable first.
// It is the start of the exact search and what is left when time runs out; nothing about it is proven.
import { type Engagement, type Lead, occurrencesOf, type PatternTime } from '../../src/domain/items.ts';
import { groupBy } from '../../src/domain/grouping.ts';
import type { Gathering, World } from '../../src/domain/world.ts';
import type { Ruleset, SlotPoints } from '../../src/rules/rule.ts';
import type { Block, Candidates, Option } from '../candidates/candidates.ts';
import { leastOf, type Unfit, unfitOf } from '../candidates/gatherings.ts';
import { type Choice, type Chosen, EMPTY, itemsOfChoice } from '../choice.ts';
import { slotPointsOf } from '../slot-points.ts';
import { isSeat, leadItems } from '../timed/columns.ts';
import { createLedger, type Ledger } from './ledger.ts';

type State = {
  readonly pointsOf: (engagement: Engagement) => SlotPoints;
  readonly ledger: Ledger;
  readonly served: Map<string, Chosen>;
  readonly leads: Lead[];
  readonly unfit: Unfit;
  /** How to take back what was kept of each gathering, by its key. */
  readonly kept: Map<string, (() => void)[]>;
};

/** Times in order of their points, those worth alike in their own order. */
function bestFirst(times: readonly PatternTime[], points: SlotPoints): PatternTime[] {
  return times
    .map((time) => ({ time, points: points(time) }))
    .sort((a, b) => b.points - a.points)
    .map(({ time }) => time);
}

/** Books an option with the best starts that fit; undefined where it does not fit. */
function bookOption(
  { ledger, pointsOf }: State,
  block: Block,
  option: Option,
): { chosen: Chosen; undo: () => void } | undefined {
  const { engagement } = option;
  const undos: (() => void)[] = [];
  const undo = (): void => {
    for (const back of undos.splice(0).reverse()) back();
  };
  const begun = ledger.book([{ kind: 'engagement', engagement }]);
  if (begun === undefined) return undefined;
  undos.push(begun);
  const times: PatternTime[] = [];
  for (const time of bestFirst(block.times, pointsOf(engagement))) {
    if (times.length === engagement.form.sessions) break;
    const booked = ledger.book(
      occurrencesOf(engagement, time).map((occurrence) => ({ kind: 'occurrence', occurrence })),
    );
    if (booked === undefined) continue;
    undos.push(booked);
    times.push(time);
  }
  if (times.length < engagement.form.sessions) {
    undo();
    return undefined;
  }
  const axis = (time: PatternTime): number => ((time.cycleWeek ?? 1) * 7 + time.weekday) * 1440 + time.start;
  times.sort((a, b) => axis(a) - axis(b));
  return { chosen: { engagement, times }, undo };
}

/** Books a choice that is known to be sound: the pins. */
function take(state: State, choice: Choice): void {
  state.ledger.book(itemsOfChoice(choice));
  for (const chosen of choice.served) state.served.set(chosen.engagement.portion.key, chosen);
  state.leads.push(...choice.leads);
}

/** Books a whole engagement of an earlier plan where it fits and its portion is open. */
function keepChosen({ ledger, served }: State, chosen: Chosen): (() => void) | undefined {
  const { key } = chosen.engagement.portion;
  if (served.has(key)) return undefined;
  const undo = ledger.book(itemsOfChoice({ served: [chosen], leads: [] }));
  if (undo === undefined) return undefined;
  served.set(key, chosen);
  return () => {
    undo();
    served.delete(key);
  };
}

/**
 * Books what of an earlier plan fits: gatherings' leaders, their seats, then those served one to one. A gathering may be
 * left with too few; how to take what was kept of it back is noted until all gatherings have been tried.
 */
function keep(state: State, { served, leads }: Choice): void {
  const note = (key: string, undo: () => void): void => {
    const undos = state.kept.get(key) ?? [];
    state.kept.set(key, undos);
    undos.push(undo);
  };
  for (const lead of leads) {
    const { key } = lead.gathering;
    if (state.leads.includes(lead) || !fitsSeated(state, lead, seatedAt(state, key))) continue;
    const undo = state.ledger.book(itemsOfChoice({ served: [], leads: [lead] }));
    if (undo === undefined) continue;
    state.leads.push(lead);
    note(key, () => {
      undo();
      state.leads.splice(state.leads.indexOf(lead), 1);
    });
  }
  for (const chosen of served) {
    const { portion, gathering } = chosen.engagement;
    if (gathering === undefined) continue;
    const leading = state.leads.filter((lead) => lead.gathering.key === gathering.key);
    if (leading.some((lead) => state.unfit.get(lead)?.has(portion.key))) continue;
    const undo = keepChosen(state, chosen);
    if (undo !== undefined) note(gathering.key, undo);
  }
  for (const chosen of served) if (chosen.engagement.gathering === undefined) keepChosen(state, chosen);
}

const seatedAt = ({ served }: State, key: string): Chosen[] =>
  [...served.values()].filter(({ engagement }) => engagement.gathering?.key === key);

/** Whether a leader may meet everybody who has a seat already. */
const fitsSeated = ({ unfit }: State, lead: Lead, seated: readonly Chosen[]): boolean =>
  seated.every(({ engagement }) => !unfit.get(lead)?.has(engagement.portion.key));

/** Tries to run every gathering with those who can take part; takes it back where it stays below its least. */
function runGatherings(world: World, candidates: Candidates, state: State): void {
  const seatsAt = groupBy(
    candidates.blocks.filter(isSeat),
    (block) => block.options[0]?.engagement.gathering?.key ?? '',
  );
  // Running one gathering leaves who is seated at the others as it is.
  const seatedIn = groupBy(state.served.values(), ({ engagement }) => engagement.gathering?.key);
  for (const key of new Set([...seatsAt.keys(), ...state.kept.keys()])) {
    const gathering = world.gatherings.get(key);
    if (gathering === undefined) continue;
    runGathering(candidates, state, gathering, { seated: seatedIn.get(key) ?? [], seats: seatsAt.get(key) ?? [] });
  }
}

function runGathering(
  candidates: Candidates,
  state: State,
  gathering: Gathering,
  { seated, seats }: { readonly seated: readonly Chosen[]; readonly seats: readonly Block[] },
): void {
  const undos = [...(state.kept.get(gathering.key) ?? [])];
  const least = leastOf(gathering);
  const leaders = candidates.leads.filter(({ lead }) => lead.gathering.key === gathering.key);
  const leading = leaders.filter(({ lead }) => state.leads.includes(lead));
  for (const leader of leaders) {
    if (leading.length >= least.leaders) break;
    if (leading.includes(leader) || !fitsSeated(state, leader.lead, seated)) continue;
    const undo = state.ledger.book(leadItems(leader));
    if (undo === undefined) continue;
    undos.push(undo);
    leading.push(leader);
  }
  const joined: Chosen[] = [];
  for (const block of leading.length < least.leaders ? [] : seats) {
    if (state.served.has(block.portion.key) || joined.some(({ engagement }) => engagement.portion === block.portion))
      continue;
    if (leading.some(({ lead }) => state.unfit.get(lead)?.has(block.portion.key))) continue;
    const booked = bookOption(state, block, block.options[0] as Option);
    if (booked === undefined) continue;
    undos.push(booked.undo);
    joined.push(booked.chosen);
  }
  if (leading.length < least.leaders || seated.length + joined.length < least.participants) {
    for (const undo of undos.reverse()) undo();
    return;
  }
  for (const { lead } of leading) if (!state.leads.includes(lead)) state.leads.push(lead);
  for (const chosen of joined) state.served.set(chosen.engagement.portion.key, chosen);
}

function serveOthers(candidates: Candidates, state: State, isLate: () => boolean): void {
  if (isLate()) return;
  const individual = candidates.blocks.filter((block) => !isSeat(block) && !state.served.has(block.portion.key));
  const portions = [...groupBy(individual, (block) => block.portion.key).values()].map((blocks) => {
    const options = blocks.flatMap((block) => {
      const slot = Math.max(0, block.bestSlotPoints());
      return block.options.map((option) => ({
        block,
        option,
        points: option.points + slot * option.engagement.form.sessions,
      }));
    });
    return options.sort((a, b) => b.points - a.points);
  });
  portions.sort((a, b) => (b[0]?.points ?? 0) - (a[0]?.points ?? 0));
  for (const options of portions) {
    if (isLate()) return;
    for (const { block, option } of options) {
      if (state.served.has(block.portion.key)) break;
      const booked = bookOption(state, block, option);
      if (booked !== undefined) state.served.set(block.portion.key, booked.chosen);
    }
  }
}

/**
 * A plan around `pins`, a sound choice that it keeps, and around what of `before` still fits beside it, without any
 * search; stops serving others when it is late. `before` is made of candidates, each possible by itself.
 */
export function greedyChoice(
  world: World,
  rules: Ruleset,
  candidates: Candidates,
  pins: Choice,
  isLate: () => boolean = () => false,
  before: Choice = EMPTY,
): Choice {
  const state: State = {
    pointsOf: slotPointsOf(world, rules),
    ledger: createLedger(world, rules),
    served: new Map(),
    leads: [],
    unfit: unfitOf(candidates),
    kept: new Map(),
  };
  take(state, pins);
  keep(state, before);
  // What an earlier plan left of a gathering must be filled up or taken back, however late it is.
  if (state.kept.size > 0 || !isLate()) runGatherings(world, candidates, state);
  serveOthers(candidates, state, isLate);
  return { served: [...state.served.values()], leads: state.leads };
}
