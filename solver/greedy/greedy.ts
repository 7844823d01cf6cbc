// A first plan in milliseconds: around the pins, groups that can run, then everybody else, most valuable first.
// It is the start of the exact search and what is left when time runs out; nothing about it is proven.
import { type Engagement, type Lead, occurrencesOf, type PatternTime } from '../../src/domain/items.ts';
import { groupBy } from '../../src/domain/grouping.ts';
import type { World } from '../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Block, Candidates, LeadOption, Option } from '../candidates/candidates.ts';
import { type Choice, type Chosen, itemsOfChoice } from '../choice.ts';
import { isSeat, leadItems } from '../timed/columns.ts';
import { createLedger, type Ledger } from './ledger.ts';

type State = {
  readonly pointsAt: (engagement: Engagement, time: PatternTime) => number;
  readonly ledger: Ledger;
  readonly served: Map<string, Chosen>;
  readonly leads: Lead[];
};

/** Times in order of their points, those worth alike in their own order. */
function bestFirst(times: readonly PatternTime[], points: (time: PatternTime) => number): PatternTime[] {
  return times
    .map((time) => ({ time, points: points(time) }))
    .sort((a, b) => b.points - a.points)
    .map(({ time }) => time);
}

/** Books an option with the best starts that fit; undefined where it does not fit. */
function bookOption(
  { ledger, pointsAt }: State,
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
  for (const time of bestFirst(block.times, (start) => pointsAt(engagement, start))) {
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

/** Tries to run every gathering with those who can take part; takes it back where it stays below its least. */
function runGatherings(world: World, candidates: Candidates, state: State): void {
  const seatsAt = groupBy(
    candidates.blocks.filter(isSeat),
    (block) => block.options[0]?.engagement.gathering?.key ?? '',
  );
  const unfit = new Map<Block, Set<LeadOption>>();
  for (const { block, lead } of candidates.incompatible)
    unfit.set(block, (unfit.get(block) ?? new Set<LeadOption>()).add(lead));
  for (const [key, seats] of seatsAt) {
    const gathering = world.gatherings.get(key);
    if (gathering === undefined) continue;
    const undos: (() => void)[] = [];
    const leaders = candidates.leads.filter(({ lead }) => lead.gathering.key === key);
    const leading = leaders.filter(({ lead }) => state.leads.includes(lead));
    const wanted =
      gathering.kind === 'group' ? gathering.group.minLeaders : gathering.accompaniedBy === undefined ? 0 : 1;
    for (const leader of leaders) {
      if (leading.length >= wanted) break;
      if (leading.includes(leader)) continue;
      const undo = state.ledger.book(leadItems(leader));
      if (undo === undefined) continue;
      undos.push(undo);
      leading.push(leader);
    }
    const already = [...state.served.values()].filter(({ engagement }) => engagement.gathering === gathering).length;
    const joined: Chosen[] = [];
    for (const block of leading.length < wanted ? [] : seats) {
      if (state.served.has(block.portion.key) || joined.some(({ engagement }) => engagement.portion === block.portion))
        continue;
      if (leading.some((lead) => unfit.get(block)?.has(lead))) continue;
      const booked = bookOption(state, block, block.options[0] as Option);
      if (booked === undefined) continue;
      undos.push(booked.undo);
      joined.push(booked.chosen);
    }
    const least = gathering.kind === 'group' ? gathering.group.minParticipants : 1;
    if (leading.length < wanted || already + joined.length < least) {
      for (const undo of undos.reverse()) undo();
      continue;
    }
    for (const { lead } of leading) if (!state.leads.includes(lead)) state.leads.push(lead);
    for (const chosen of joined) state.served.set(chosen.engagement.portion.key, chosen);
  }
}

function serveOthers(candidates: Candidates, state: State, isLate: () => boolean): void {
  const individual = candidates.blocks.filter((block) => !isSeat(block));
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

/** A plan around `pins`, a sound choice that it keeps, without any search; stops serving others when it is late. */
export function greedyChoice(
  world: World,
  rules: Ruleset,
  candidates: Candidates,
  pins: Choice,
  isLate: () => boolean = () => false,
): Choice {
  const slotTerms = ofKind(rules, 'term').flatMap(({ slot }) => (slot === undefined ? [] : [slot]));
  const pointsAt = (engagement: Engagement, time: PatternTime): number =>
    slotTerms.reduce((sum, term) => sum + term(world, engagement, time), 0);
  const state: State = { pointsAt, ledger: createLedger(world, rules), served: new Map(), leads: [] };
  take(state, pins);
  runGatherings(world, candidates, state);
  serveOthers(candidates, state, isLate);
  return { served: [...state.served.values()], leads: state.leads };
}
