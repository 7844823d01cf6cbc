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
import type { PersonScope } from '../solver/previous/scope.ts';
import type { PreviousKept } from '../solver/solve.ts';
import { columns, dateText, hoursText, numberText, patternText, percentText, WIDTH, wrapped } from './format.ts';
import type { Io } from './io.ts';
import { say } from './phrases.ts';
import { type Composed, restingPortions } from './plan-file.ts';
import { isAsked, isIn, type Rest, restOf } from './scope.ts';
import { screeningText } from './screening.ts';
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
  /** The one who was asked about, and the plan that was to be kept; undefined where everybody was. */
  readonly asked: { readonly scope: PersonScope; readonly before: Plan | undefined } | undefined;
};

/** Rows of a list before it is cut. */
const MOST_ROWS = 12;
/** Pairs of portion and contact up to which it is looked up at once whom to ask. */
const MOST_PAIRS = 100_000;

const titleOf = (id: string, locale: Locale): string => RULES.find((rule) => rule.id === id)?.texts.title[locale] ?? id;

/** A title begins a line with a capital; in the middle of one it does not. */
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** How much better than this plan another could be, counted from what the pins alone give. */
function qualityLines({ status, absGap, objective, base, scope }: Plan, locale: Locale): string {
  if (status === 'optimal') return say(scope === undefined ? 'status-optimal' : 'status-optimal-in-scope', locale);
  const gained = objective - base;
  const isKnown = gained > 0 && absGap <= gained;
  const share = isKnown ? percentText(absGap / gained, locale, { decimals: 2, up: true }) : '';
  return `${say(`status-${status}`, locale)} ${isKnown ? say(scope === undefined ? 'better' : 'betterInScope', locale, { share }) : say('betterUnknown', locale)}`;
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

/** Pairings that go on and new ones, and what became of the plan to start from. */
function pairingRows({ composed: { plan }, locale, start }: SummaryInput): string[][] {
  const text = (value: number): string => numberText(value, locale);
  const kept = plan.assignments.filter(({ pinned }) => pinned).length;
  const facts = {
    kept: text(kept),
    fresh: text(plan.assignments.length - kept),
    broken: text(plan.brokenPins.length),
  };
  return [
    [say('pairingsRow', locale), say('pairingsValue', locale, facts)],
    ...(start === undefined ? [] : [[say('startRow', locale), startText(start, locale)]]),
  ];
}

/** Figures of the whole plan; of one who is asked about, the page says elsewhere what is new. */
function figures(input: SummaryInput): string[] {
  const { world, composed, locale } = input;
  const { plan, rollOut } = composed;
  const { grantedMinutes, servedMinutes, parts } = totalsOf(world, plan);
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
    ...(plan.scope === undefined ? pairingRows(input) : []),
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

const assignmentRow = (assignment: Assignment, locale: Locale): string[] => [
  assignment.recipientId,
  assignment.id,
  partnerText(assignment, locale),
  patternText(assignment, locale),
];

const freshPairings = ({ composed: { plan }, locale }: SummaryInput): string[] =>
  listed(
    plan.assignments.filter(({ pinned }) => !pinned),
    locale,
    (assignment) => assignmentRow(assignment, locale),
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

function unserved(input: SummaryInput, entries: Plan['unserved']): string[] {
  const { world, composed, locale } = input;
  const explain = createExplainer(world, composed.plan, RULES);
  return listed(entries, locale, ({ partId, share, minutes, class: found }) => {
    const key = portionKey(partId, share);
    // Who lost the competition is told no more than that, so nobody is asked why.
    const reason = found === 'lost-the-competition' ? '' : reasonText(explain(key), locale);
    // Beside a plan that stays it was not others who got the room just now.
    const isBeside = composed.plan.scope !== undefined && found === 'lost-the-competition';
    const words = say(isBeside ? 'class-no-room-beside' : `class-${found}`, locale);
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

type Section = { readonly title: string; readonly lines: readonly string[] };

/** Those who are not served, and how to find out why. */
function unservedSection(input: SummaryInput, entries: Plan['unserved']): Section {
  const { locale, caseloadPath, out } = input;
  const [first] = entries;
  const why =
    first === undefined || out === undefined
      ? []
      : [`  ${say('seeExplain', locale, { caseload: caseloadPath, plan: out, part: first.partId })}`];
  return {
    title: `${say('unservedTitle', locale)} (${numberText(entries.length, locale)})`,
    lines: entries.length === 0 ? [] : [...unserved(input, entries), ...why],
  };
}

/** What a page about everybody holds. */
const sectionsOfAll = (input: SummaryInput): Section[] => [
  { title: say('freshTitle', input.locale), lines: freshPairings(input) },
  { title: say('brokenTitle', input.locale), lines: brokenPins(input) },
  unservedSection(input, input.composed.plan.unserved),
  { title: say('askTitle', input.locale), lines: askLines(input) },
  { title: say('expiresTitle', input.locale), lines: expiring(input) },
];

type Asked = NonNullable<SummaryInput['asked']>;

/** What was asked, and whether the rest of the plan stays. */
function askedLines({ scope: { kind, id } }: Asked, rest: Rest | undefined, locale: Locale): string[] {
  const question = say(kind === 'recipient' ? 'askedRecipient' : 'askedContact', locale, { id });
  if (rest === undefined) return [question, say('restNone', locale)];
  const { given, unchanged } = rest;
  const facts = { given: numberText(given, locale), unchanged: numberText(unchanged, locale) };
  return [question, say(unchanged === given ? 'restStays' : 'restPartly', locale, facts)];
}

/** What a page about one holds: the answer, and what it had to change. */
function sectionsOfOne(input: SummaryInput, { scope, before }: Asked, rest: Rest | undefined): Section[] {
  const { world, composed, locale } = input;
  const { plan } = composed;
  const row = (assignment: Assignment): string[] => assignmentRow(assignment, locale);
  const answer = listed(plan.assignments.filter(isAsked(scope)), locale, (assignment) => [
    ...row(assignment),
    before !== undefined && isIn(before, assignment) ? say('asBefore', locale) : '',
  ]);
  const none = wrapped(say('answerNone', locale, { id: scope.id }), { indent: 2 });
  const isTheirs = ({ partId, share }: Plan['unserved'][number]): boolean =>
    scope.kind === 'recipient' && world.portions.get(portionKey(partId, share))?.recipient.id === scope.id;
  const theirs = plan.unserved.filter(isTheirs);
  const facts = { count: numberText(plan.unserved.length - theirs.length, locale), id: scope.id };
  const others = say(scope.kind === 'recipient' ? 'unservedOthers' : 'unservedStill', locale, facts);
  return [
    { title: say('answerTitle', locale), lines: answer.length === 0 ? none : answer },
    { title: say('lostTitle', locale), lines: listed(rest?.lost ?? [], locale, row) },
    { title: say('movedTitle', locale), lines: listed(rest?.moved ?? [], locale, row) },
    { title: say('brokenTitle', locale), lines: brokenPins(input) },
    ...(theirs.length === 0 ? [] : [unservedSection(input, theirs)]),
    ...(plan.unserved.length === theirs.length ? [] : [{ title: '', lines: wrapped(others) }]),
  ];
}

/** The whole page, every line within its width. */
export function summary(input: SummaryInput): string {
  const { io, world, composed, locale, out, asked } = input;
  const { from, to, weeks } = world.horizon;
  const { plan } = composed;
  const period = say(weeks === 1 ? 'periodOfOne' : 'period', locale, {
    from: dateText(from, locale),
    to: dateText(addDays(to, -1), locale),
    weeks: numberText(weeks, locale),
  });
  const rest = asked?.before && restOf(world, asked.scope, asked.before, plan);
  const sections = asked === undefined ? sectionsOfAll(input) : sectionsOfOne(input, asked, rest);
  const lines = [
    io.style('bold', `${say('title', locale)}, ${period}`),
    '',
    ...(asked === undefined ? [] : askedLines(asked, rest, locale).flatMap((line) => wrapped(line))),
    ...(isScreened(world)
      ? [...wrapped(qualityLines(plan, locale)), ...wrapped(say('audited', locale))]
      : wrapped(screeningText(world, locale))),
    '',
    ...figures(input),
    ...sections.flatMap((section) =>
      section.lines.length === 0
        ? []
        : ['', ...(section.title === '' ? [] : [io.style('bold', section.title)]), ...section.lines],
    ),
    '',
    ...wrapped(say('manualLine', locale)),
    ...wrapped(say('decides', locale)),
    ...wrapped(out === undefined ? say('notWritten', locale) : say('writtenTo', locale, { out }), { width: WIDTH }),
  ];
  return `${lines.join('\n')}\n`;
}
