// Explanations in plain bokmål, nynorsk and English, line by line, for coordinators. People and groups are named by
// their ids; whoever shows the lines may put names to them.
import type { Facts, Locale, Localized, Ruleset } from '../rules/rule.ts';
import { sentence } from '../rules/texts.ts';
import type { Failure } from './failures.ts';
import type { PairExplanation } from './pair.ts';
import type { PairingExplanation } from './pairing.ts';
import { CLASS_PHRASES, PHRASES } from './phrases.ts';
import type { ToDo } from './to-do.ts';
import type { RuleCount, UnservedExplanation } from './unserved.ts';

/** What texts are made with. */
export type Speech = { readonly rules: Ruleset; readonly locale: Locale };

/** A phrase with its placeholders filled; negative numbers get a minus sign, ids stay as they are. */
export const fill = (
  phrase: Localized,
  { locale }: Speech,
  values: Readonly<Record<string, string | number>> = {},
): string =>
  phrase[locale].replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = values[name] ?? '–';
    return typeof value === 'number' ? String(value).replace('-', '−') : value;
  });

const bullet = (line: string): string => `– ${line}`;

/** A rule's title; the id of a rule that is not in force. */
export function titleOf(id: string, { rules, locale }: Speech): string {
  return rules.find((rule) => rule.id === id)?.texts.title[locale] ?? id;
}

const TIME_REASONS: Readonly<Record<string, Localized>> = {
  'no-common-time': PHRASES.noCommonTime,
  'fixed-time': PHRASES.fixedTime,
  'old-time': PHRASES.oldTime,
};

/** One sentence about a rule that is not met. */
export function failureText({ rule: id, status, facts }: Failure, speech: Speech): string {
  const inTime = TIME_REASONS[String(facts.reason)];
  if (inTime !== undefined) return fill(inTime, speech, { minutes: Number(facts.minutes), rule: titleOf(id, speech) });
  const rule = speech.rules.find((candidate) => candidate.id === id);
  return rule === undefined ? id : sentence(rule, status, facts, speech.locale);
}

/** One sentence about why the roll-out left a session out. */
export function skipText({ rule, facts }: { readonly rule: string; readonly facts: Facts }, speech: Speech): string {
  if (rule === 'clock-change') return fill(PHRASES.clockChange, speech);
  if (rule === 'plan-structure') return fill(PHRASES.unreadable, speech);
  return failureText({ rule, status: 'broken', facts }, speech);
}

const countLines = (counts: readonly RuleCount[], speech: Speech): string[] =>
  counts.map(({ rule, count }) => bullet(`${titleOf(rule, speech)}: ${count}`));

const failureLines = (failures: readonly Failure[], speech: Speech): string[] => [
  ...new Set(failures.map((failure) => bullet(failureText(failure, speech)))),
];

/** What the rules that are not met advise, each once. */
function adviceLines(failures: readonly Failure[], { rules, locale }: Speech): string[] {
  const advice = failures.flatMap(({ rule: id, facts }) => {
    const rule = rules.find((candidate) => candidate.id === id);
    return rule === undefined ? [] : [sentence(rule, 'advice', facts, locale)];
  });
  return [...new Set(advice)];
}

/** Why nobody serves a portion. */
export function unservedText(explained: UnservedExplanation, speech: Speech): string[] {
  const { portion, contacts, removed, gatherings, askable, candidates, full, room } = explained;
  const head = CLASS_PHRASES[explained.class][speech.locale];
  if (portion.length > 0) return [head, ...failureLines(portion, speech), ...adviceLines(portion, speech)];
  const lines = [head];
  if (contacts === 0) lines.push(fill(PHRASES.noContacts, speech));
  if (removed.length > 0) lines.push(fill(PHRASES.removed, speech, { contacts }), ...countLines(removed, speech));
  for (const { key, failures } of gatherings) {
    const [first] = failures;
    if (first !== undefined) lines.push(`${key}: ${failureText(first, speech)}`);
  }
  if (candidates.contacts + candidates.gatherings > 0) lines.push(fill(PHRASES.candidates, speech, candidates));
  if (full.length > 0) lines.push(fill(PHRASES.full, speech), ...countLines(full, speech));
  if (room.besidePlan > 0) lines.push(fill(PHRASES.stillRoom, speech));
  for (const { contactId, gatheringKey, unknowns } of askable)
    lines.push(
      fill(PHRASES.askable, speech, { who: contactId ?? gatheringKey ?? '–' }),
      ...failureLines(unknowns, speech),
    );
  return lines;
}

/** Why a contact may, or may not, serve a portion. */
export function pairText({ verdict, failures }: PairExplanation, speech: Speech): string[] {
  if (verdict === 'eligible') return [fill(PHRASES.pairEligible, speech)];
  const head = verdict === 'askable' ? PHRASES.pairAskable : PHRASES.pairBarred;
  return [fill(head, speech), ...failureLines(failures, speech), ...adviceLines(failures, speech)];
}

/** What a pairing brings: the terms that give or take points, and the sum. */
export function pairingText({ points, total }: PairingExplanation, speech: Speech): string[] {
  const lines = points
    .filter((entry) => entry.points !== 0)
    .map((entry) => bullet(fill(PHRASES.points, speech, { title: titleOf(entry.rule, speech), points: entry.points })));
  return [...lines, fill(PHRASES.pairingTotal, speech, { points: total })];
}

/** What could be asked, and what it would unlock. */
export function toDoText(entries: readonly ToDo[], speech: Speech): string[] {
  return entries.flatMap(({ rule, facts, contactIds, unlocks, together }) => [
    failureText({ rule, status: 'unknown', facts }, speech),
    ...(contactIds.length === 0 ? [] : [bullet(fill(PHRASES.askAbout, speech, { contacts: contactIds.join(', ') }))]),
    bullet(fill(PHRASES.unlocks, speech, { unlocks, together })),
  ]);
}
