// The page that `propose` prints: how good the plan is, what it holds, who is left out and why, and what to do next.
import { type Pinned, portionKey, type World } from '../src/domain/world.ts';
import { explainPair } from '../src/explain/pair.ts';
import { failureText } from '../src/explain/text.ts';
import { type Expiring, expiringDecisions } from '../src/explain/expiring.ts';
import { toDo } from '../src/explain/to-do.ts';
import { createExplainer, type UnservedExplanation } from '../src/explain/unserved.ts';
import { isScreened } from '../src/rules/eligibility/protected-address.ts';
import { RULES } from '../src/rules/index.ts';
import type { Locale } from '../src/schema/locale.ts';
import { addDays } from '../src/domain/time.ts';
import type { Assignment, Plan } from '../src/schema/plan.ts';
import type { PreviousKept } from '../solver/solve.ts';
import { columns, dateText, hoursText, numberText, patternText, percentText, WIDTH, wrapped } from './format.ts';
import type { Io } from './io.ts';
import { say } from './phrases.ts';
import { type Composed, restingPortions } from './plan-file.ts';
import { totalsOf } from './totals.ts';

export type SummaryInput = {
  readonly io: Pick<Io, 'style'>;
  readonly world: World;
  readonly composed: Composed;
  readonly locale: Locale;
  readonly caseloadPath: string;
  /** Where the plan was written; undefined: nowhere. */
  readonly out: string | undefined;
  /** What became of the plan to start from; undefined where none was given. */
  readonly start: PreviousKept | undefined;
};

/** Rows of a list before it is cut. */
const MOST_ROWS = 12;
/** Pairs of portion and contact up to which it is looked up at once whom to ask. */
const MOST_PAIRS = 100_000;

const titleOf = (id: string, locale: Locale): string => RULES.find((rule) => rule.id === id)?.texts.title[locale] ?? id;

/** A title begins a line with a capital; in the middle of one it does not. */
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** How much better than this plan another could be, counted from what the pins alone give. */
function qualityLines({ status, absGap, objective, base }: Plan, locale: Locale): string {
  if (status === 'optimal') return say('status-optimal', locale);
  const gained = objective - base;
  const isKnown = gained > 0 && absGap <= gained;
  const share = isKnown ? percentText(absGap / gained, locale, { decimals: 2, up: true }) : '';
  return `${say(`status-${status}`, locale)} ${isKnown ? say('better', locale, { share }) : say('betterUnknown', locale)}`;
}

/** Which rules leave dated sessions out, the most frequent first: ` (fravær 9, helligdag 8)`. */
function skippedText({ skipped }: Composed['rollOut'], locale: Locale): string {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason.rule, (counts.get(reason.rule) ?? 0) + 1);
  const texts = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([rule, count]) =>
      lower(`${rule === 'clock-change' ? say('clockChange', locale) : titleOf(rule, locale)} ${count}`),
    );
  return texts.length === 0 ? '' : ` (${texts.join(', ')})`;
}

/** Driving over the budget: how many contacts, how much a month. */
function overBudget({ report }: Composed, locale: Locale): string[][] {
  const over = report.findings.filter(({ facts }) => typeof facts['oere'] === 'number');
  if (over.length === 0) return [];
  const kroner = numberText(over.reduce((sum, { facts }) => sum + Number(facts['oere']), 0) / 100, locale);
  const contacts = numberText(over.length, locale);
  return [[say('drivingRow', locale), say('drivingValue', locale, { contacts, kroner })]];
}

/** How much of the plan to start from could stay, and how much of it is in the proposal. */
const startText = ({ given, kept, unchanged }: PreviousKept, locale: Locale): string =>
  say('startValue', locale, {
    given: numberText(given, locale),
    kept: numberText(kept, locale),
    unchanged: numberText(unchanged, locale),
  });

function figures({ world, composed, locale, start }: SummaryInput): string[] {
  const { plan, rollOut } = composed;
  const { grantedMinutes, servedMinutes, parts } = totalsOf(world, plan);
  const kept = plan.assignments.filter(({ pinned }) => pinned).length;
  const share = grantedMinutes === 0 ? '–' : percentText(servedMinutes / grantedMinutes, locale);
  const text = (value: number): string => numberText(value, locale);
  const sessions = say('sessionsValue', locale, {
    count: text(plan.sessions.length),
    skipped: text(rollOut.skipped.length),
  });
  const ask = rollOut.ask.length === 0 ? '' : say('sessionsAsk', locale, { ask: text(rollOut.ask.length) });
  const resting = new Set(restingPortions(world).map(({ decision }) => decision.id)).size;
  return columns([
    [
      say('hoursRow', locale),
      say('hoursValue', locale, {
        served: hoursText(servedMinutes, locale),
        granted: hoursText(grantedMinutes, locale),
        share,
      }),
    ],
    [
      say('partsRow', locale),
      say('partsValue', locale, {
        total: text(parts.total),
        fully: text(parts.fully),
        partly: text(parts.partly),
        unserved: text(parts.unserved),
      }),
    ],
    [
      say('pairingsRow', locale),
      say('pairingsValue', locale, {
        kept: text(kept),
        fresh: text(plan.assignments.length - kept),
        broken: text(plan.brokenPins.length),
      }),
    ],
    ...(start === undefined ? [] : [[say('startRow', locale), startText(start, locale)]]),
    [say('sessionsRow', locale), sessions + skippedText(rollOut, locale) + ask],
    ...overBudget(composed, locale),
    ...(resting === 0 ? [] : [[say('restingRow', locale), text(resting)]]),
  ]);
}

/** The first rows of a list, and how many more there are. */
function listed<T>(entries: readonly T[], locale: Locale, row: (entry: T) => readonly string[]): string[] {
  const left = entries.length - MOST_ROWS;
  return [
    ...columns(entries.slice(0, MOST_ROWS).map(row)),
    ...(left > 0 ? [`  ${say('more', locale, { count: numberText(left, locale) })}`] : []),
  ];
}

function partnerText({ arrangement, contactIds, groupId, offerId }: Assignment, locale: Locale): string {
  if (arrangement === 'individual') return contactIds.join(', ');
  return arrangement === 'group' ? `${say('groupWord', locale)} ${groupId}` : `${say('offerWord', locale)} ${offerId}`;
}

const freshPairings = ({ composed: { plan }, locale }: SummaryInput): string[] =>
  listed(
    plan.assignments.filter(({ pinned }) => !pinned),
    locale,
    (assignment) => [
      assignment.recipientId,
      assignment.id,
      partnerText(assignment, locale),
      patternText(assignment, locale),
    ],
  );

/** What a rule has found against a pin, in a sentence; the rule's title where it takes the whole plan to see it. */
function ruleText(world: World, pinned: Pinned | undefined, id: string, locale: Locale): string {
  const isPair = pinned?.kind === 'serve' && pinned.contactId !== undefined;
  const explained = isPair ? explainPair(world, pinned.portionKey, pinned.contactId ?? '', RULES) : undefined;
  const failure = explained?.failures.find(({ rule }) => rule === id);
  return failure === undefined ? titleOf(id, locale) : failureText(failure, { rules: RULES, locale });
}

/** Broken pins: whom they are about, the rules that forbid them, and the pins they cannot stand beside. */
const brokenPins = ({ world, composed: { plan }, locale }: SummaryInput): string[] =>
  listed(plan.brokenPins, locale, ({ pinId, rules, conflict }) => {
    const pinned = world.pins.find((pin) => pin.pinId === pinId);
    const whose = pinned?.kind === 'serve' ? pinned.portionKey : (pinned?.groupId ?? '');
    const partner =
      pinned?.kind === 'serve' ? (pinned.contactId ?? pinned.groupId ?? pinned.offerId) : pinned?.contactId;
    const others = conflict.filter((other) => other !== pinId);
    const reasons = rules.map((id) => ruleText(world, pinned, id, locale));
    const against = others.length === 0 ? [] : [say('brokenConflict', locale, { others: others.join(', ') })];
    return [pinId, whose, partner ?? '', [...reasons, ...against].join('; ')];
  });

/** Why a portion is not served, in a few words: its own failure, or what ruled most contacts out. */
function reasonText(explained: UnservedExplanation | undefined, locale: Locale): string {
  if (explained === undefined) return '';
  const [own] = explained.portion;
  if (own !== undefined) return failureText(own, { rules: RULES, locale });
  const counts = explained.class === 'no-eligible-contact' ? explained.removed : explained.full;
  const most = [...counts].sort((a, b) => b.count - a.count).slice(0, 3);
  const texts = most.map(({ rule, count }) => lower(`${titleOf(rule, locale)} ${count}`));
  return texts.join(', ');
}

function unserved(input: SummaryInput): string[] {
  const { world, composed, locale } = input;
  const explain = createExplainer(world, composed.plan, RULES);
  return listed(composed.plan.unserved, locale, ({ partId, share, minutes, class: found }) => {
    const key = portionKey(partId, share);
    // Who lost the competition is told no more than that, so nobody is asked why.
    const reason = found === 'lost-the-competition' ? '' : reasonText(explain(key), locale);
    const words = say(`class-${found}`, locale);
    return [
      world.portions.get(key)?.recipient.id ?? '',
      key,
      say('aWeek', locale, { hours: hoursText(minutes, locale) }),
      reason === '' ? words : `${words}: ${reason}`,
    ];
  });
}

/** The reminder of a decision that expires soon. */
export const expiringText = ({ recipientId, decisionId, to }: Expiring, locale: Locale): string =>
  `– ${say('expires', locale, { recipient: recipientId, decision: decisionId, date: dateText(to, locale) })}`;

/** Whom to ask, what unlocks most first; of a large caseload, how to find out. */
function askLines({ world, caseloadPath, out, locale }: SummaryInput): string[] {
  if (world.portions.size * world.contacts.size > MOST_PAIRS) {
    const command = say('askElsewhere', locale, { caseload: caseloadPath, plan: out ?? 'plan.json' });
    return wrapped(command, { indent: 2 });
  }
  const speech = { rules: RULES, locale };
  return toDo(world, RULES)
    .slice(0, 5)
    .flatMap(({ rule, facts, contactIds, unlocks, together }) => {
      const shown = contactIds.slice(0, 6).join(', ') + (contactIds.length > 6 ? ' …' : '');
      const details = [
        ...(contactIds.length === 0 ? [] : [say('askWhom', locale, { contacts: shown })]),
        say('askUnlocks', locale, { unlocks: numberText(unlocks + together, locale) }),
      ];
      const text = failureText({ rule, status: 'unknown', facts }, speech);
      return wrapped(`– ${text} (${details.join('; ')})`, { indent: 2, hang: 4 });
    });
}

function expiring({ world, locale }: SummaryInput): string[] {
  const entries = expiringDecisions(world, RULES);
  const lines = entries.slice(0, MOST_ROWS).map((entry) => `  ${expiringText(entry, locale)}`);
  const left = entries.length - lines.length;
  return left > 0 ? [...lines, `  ${say('more', locale, { count: numberText(left, locale) })}`] : lines;
}

/** Without a valid screening nobody is planned for, and the page must not look as if all were well. */
function screeningLine({ caseload, horizon, policy }: World, locale: Locale): string {
  const stated = caseload.screening?.statedOn;
  const facts = { today: dateText(horizon.today, locale), days: numberText(policy.screeningValidDays, locale) };
  return stated === undefined
    ? say('screeningAbsent', locale)
    : say('screeningStale', locale, { ...facts, stated: dateText(stated, locale) });
}

/** The whole page, every line within its width. */
export function summary(input: SummaryInput): string {
  const { io, world, composed, locale, caseloadPath, out } = input;
  const { from, to, weeks } = world.horizon;
  const { plan } = composed;
  const period = say(weeks === 1 ? 'periodOfOne' : 'period', locale, {
    from: dateText(from, locale),
    to: dateText(addDays(to, -1), locale),
    weeks: numberText(weeks, locale),
  });
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', io.style('bold', title), ...lines];
  const [first] = plan.unserved;
  const why =
    first === undefined || out === undefined
      ? []
      : [`  ${say('seeExplain', locale, { caseload: caseloadPath, plan: out, part: first.partId })}`];
  const count = plan.unserved.length;
  const lines = [
    io.style('bold', `${say('title', locale)}, ${period}`),
    '',
    ...(isScreened(world)
      ? [...wrapped(qualityLines(plan, locale)), ...wrapped(say('audited', locale))]
      : wrapped(screeningLine(world, locale))),
    '',
    ...figures(input),
    ...section(say('freshTitle', locale), freshPairings(input)),
    ...section(say('brokenTitle', locale), brokenPins(input)),
    ...section(
      `${say('unservedTitle', locale)} (${numberText(count, locale)})`,
      count === 0 ? [] : [...unserved(input), ...why],
    ),
    ...section(say('askTitle', locale), askLines(input)),
    ...section(say('expiresTitle', locale), expiring(input)),
    '',
    ...wrapped(say('manualLine', locale)),
    ...wrapped(say('decides', locale)),
    ...wrapped(out === undefined ? say('notWritten', locale) : say('writtenTo', locale, { out }), { width: WIDTH }),
  ];
  return `${lines.join('\n')}\n`;
}
