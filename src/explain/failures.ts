// Every reason why somebody may not serve a portion, one rule at a time in catalogue order. Generators, so that whoever
// needs the first reason alone pays for no more.
import { type Engagement, type Form, formOfGathering, occurrencesOf, timeOfGathering } from '../domain/items.ts';
import { contains } from '../domain/time.ts';
import type { Gathering, Portion, World } from '../domain/world.ts';
import { type Facts, ofKind, type Outcome, type Rule, type Ruleset } from '../rules/rule.ts';
import type { Contact } from '../schema/caseload.ts';
import type { Scene } from './scene.ts';
import { common, hasStart, type RuleWindows, windowsOf } from './starts.ts';

/** A hard rule that is not met; `unknown` where somebody can be asked. */
export type Failure = { readonly rule: string; readonly status: 'broken' | 'unknown'; readonly facts: Facts };

/** The outcomes that are not met, as failures of a rule. */
function* failed(rule: Rule, ...outcomes: readonly (Outcome | undefined)[]): Generator<Failure> {
  for (const outcome of outcomes)
    if (outcome !== undefined && outcome.status !== 'met') yield { rule: rule.id, ...outcome };
}

/** Failures of a portion, whoever serves it. */
export function* portionFailures(world: World, rules: Ruleset, portion: Portion): Generator<Failure> {
  for (const rule of ofKind(rules, 'eligibility')) yield* failed(rule, rule.checks.portion?.(world, portion));
}

/** Ways to deliver a part one to one; a part without any is asked about one session of its grant. */
export const formsOf = ({ part, grantedMinutes }: Portion): readonly Form[] =>
  part.modes.length > 0 ? part.modes : [{ sessions: 1, minutes: grantedMinutes, cycleWeeks: 2 }];

/** Failures of an engagement as a whole. */
export function engagementFailures(world: World, rules: Ruleset, engagement: Engagement): Failure[] {
  return ofKind(rules, 'eligibility').flatMap((rule) => [...failed(rule, rule.checks.engagement?.(world, engagement))]);
}

/** The forms that the engagement checks allow, or why not even the best of them. */
export function allowedForms(
  world: World,
  rules: Ruleset,
  portion: Portion,
  contact: Contact,
): { readonly forms: readonly Form[]; readonly failures: readonly Failure[] } {
  const tried = formsOf(portion).map((form) => ({
    form,
    failures: engagementFailures(world, rules, { portion, form, arrangement: 'individual', contact }),
  }));
  const forms = tried.filter(({ failures }) => failures.length === 0).map(({ form }) => form);
  const fewest = Math.min(...tried.map(({ failures }) => failures.length));
  return { forms, failures: tried.find(({ failures }) => failures.length === fewest)?.failures ?? [] };
}

/** Window rules that leave no start: those that do so alone, else the one at which the last common time is lost. */
function windowFailures(windows: readonly RuleWindows[], forms: readonly Form[], gridMinutes: number): Failure[] {
  const isLost = (kept: readonly RuleWindows[]): boolean =>
    !hasStart(common(kept.map(({ intervals }) => intervals)), forms, gridMinutes);
  if (!isLost(windows)) return [];
  const alone = windows.filter((window) => isLost([window]));
  const last = windows.find((_, index) => isLost(windows.slice(0, index + 1)));
  const lost = alone.length > 0 ? alone : last === undefined ? [] : [last];
  const minutes = Math.min(...forms.map((form) => form.minutes));
  return lost.map(({ rule }) => ({ rule, status: 'broken', facts: { reason: 'no-common-time', minutes } }));
}

/** Failures of a portion and a contact one to one: every eligibility check, then no common time. */
export function* contactFailures(world: World, rules: Ruleset, portion: Portion, contact: Contact): Generator<Failure> {
  const memo: { allowed?: ReturnType<typeof allowedForms>; windows?: readonly Failure[] } = {};
  const allowed = (): ReturnType<typeof allowedForms> =>
    (memo.allowed ??= allowedForms(world, rules, portion, contact));
  const windowed = (): readonly Failure[] => {
    if (memo.windows !== undefined) return memo.windows;
    const forms = allowed().forms.length > 0 ? allowed().forms : formsOf(portion);
    const windows = windowsOf(world, rules, portion, [portion.recipient, contact]);
    memo.windows = windowFailures(windows, forms, world.policy.startGridMinutes);
    return memo.windows;
  };
  for (const rule of rules) {
    if (rule.kind === 'window') yield* windowed().filter((failure) => failure.rule === rule.id);
    if (rule.kind !== 'eligibility') continue;
    const { checks } = rule;
    yield* failed(rule, checks.portion?.(world, portion), checks.contact?.(world, contact, 'support'));
    yield* failed(rule, checks.pair?.(world, portion, contact, 'support'));
    if (checks.engagement !== undefined) yield* allowed().failures.filter((failure) => failure.rule === rule.id);
  }
}

/** Contacts who may lead a group in which this portion takes part, in caseload order. */
export function leadersFor(scene: Scene, portion: Portion, gathering: Gathering): Contact[] {
  return scene.leaders(gathering).filter((contact) => scene.mayMeet(portion, contact, 'lead'));
}

/** The engagement of a portion that takes a place in a gathering. */
export const placeIn = (portion: Portion, gathering: Gathering): Engagement => ({
  portion,
  form: formOfGathering(gathering),
  arrangement: gathering.kind,
  gathering,
});

/** Failures of a place in a gathering: its checks, its fixed time, the accompanying contact, too few leaders. */
export function* gatheringFailures(scene: Scene, portion: Portion, gathering: Gathering): Generator<Failure> {
  const { world, rules } = scene;
  const engagement = placeIn(portion, gathering);
  const companion = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
  const occurrences = occurrencesOf(engagement, timeOfGathering(gathering));
  const isOutside = ({ intervals }: RuleWindows): boolean =>
    !occurrences.every(({ axisFrom, axisTo }) => contains(intervals, axisFrom, axisTo));
  const people = companion === undefined ? [portion.recipient] : [portion.recipient, companion];
  const outside = windowsOf(world, rules, portion, people).filter(isOutside);
  for (const rule of rules) {
    if (rule.kind === 'window' && outside.some((window) => window.rule === rule.id))
      yield { rule: rule.id, status: 'broken', facts: { reason: 'fixed-time', minutes: engagement.form.minutes } };
    if (rule.kind !== 'eligibility') continue;
    const { checks } = rule;
    yield* failed(rule, checks.portion?.(world, portion), checks.engagement?.(world, engagement));
    if (companion !== undefined) {
      yield* failed(rule, checks.contact?.(world, companion, 'accompany', gathering));
      yield* failed(rule, checks.pair?.(world, portion, companion, 'accompany'));
    }
  }
  if (gathering.kind !== 'group') return;
  const { minLeaders: least, maxLeaders: most } = gathering.group;
  const amount = leadersFor(scene, portion, gathering).length;
  if (amount < least)
    yield { rule: 'group-size', status: 'broken', facts: { counted: 'leaders', amount, least, most } };
}
