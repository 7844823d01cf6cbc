// What is unusual in the domain but hinders nothing: hours outside the main rule, long decisions, what was not stated.
import type { Decision } from './caseload.ts';
import type { Path } from './problem.ts';
import type { Rough } from './rough.ts';
import { each, type Report, type RoughCaseload } from './sense.ts';

/** The main rule: 2 to 6 hours a week. */
const USUAL_MINUTES = { least: 120, most: 360 } as const;

/** Granted minutes a week; a month counts as four weeks. Undefined where a part is unsound. */
function weeklyMinutes(decision: Rough<Decision>): number | undefined {
  let sum = 0;
  for (const part of decision.parts ?? []) {
    if (part?.minutes === undefined || part.per === undefined) return undefined;
    sum += part.per === 'week' ? part.minutes : part.minutes / 4;
  }
  return Math.round(sum);
}

/** The same day so many months later; days beyond a month's end stay and compare rightly as text. */
function monthsLater(date: string, months: number): string {
  const month = Number(date.slice(5, 7)) - 1 + months;
  const year = Number(date.slice(0, 4)) + Math.floor(month / 12);
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}${date.slice(7)}`;
}

function warnOfDecision(decision: Rough<Decision>, path: Path, months: number | undefined, warn: Report): void {
  if (decision.status === 'revoked') return;
  const minutes = weeklyMinutes(decision);
  if (minutes !== undefined && (minutes < USUAL_MINUTES.least || minutes > USUAL_MINUTES.most))
    warn('hours-unusual', path, { facts: { minutes, ...USUAL_MINUTES } });
  const { from, to } = decision;
  if (from !== undefined && to !== undefined && months !== undefined && to > monthsLater(from, months))
    warn('decision-long', [...path, 'to'], { facts: { months } });
}

/** Warns of what a coordinator should look at; only of what the domain says. */
export function checkWarnings(caseload: RoughCaseload, warn: Report): void {
  each(caseload.decisions, ['decisions'], (decision, path) => {
    warnOfDecision(decision, path, caseload.policy?.decisionWarningMonths, warn);
  });
  const unstated: Path[] = [];
  each(caseload.contacts, ['contacts'], ({ capacity }, path) => {
    if (capacity !== undefined && capacity.wantedMinutesPerWeek === undefined)
      unstated.push([...path, 'capacity', 'wantedMinutesPerWeek']);
  });
  const [first] = unstated;
  if (first !== undefined) warn('wanted-minutes-absent', first, { facts: { count: unstated.length } });
  if (caseload.screening === undefined) warn('screening-absent', ['screening']);
}
