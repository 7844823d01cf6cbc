// Problems of a file, printed for people: all found at once, the first fifty in full.
import type { Locale } from '../src/schema/locale.ts';
import { type Problem, problemText } from '../src/schema/problem.ts';
import type { Io } from './io.ts';
import { say } from './phrases.ts';

/** Problems printed in full; further ones are counted. */
export const MOST_PRINTED = 50;
/** Warnings printed in full. */
const MOST_WARNINGS = 5;

function listed(problems: readonly Problem[], most: number, locale: Locale): string {
  const texts = problems.slice(0, most).map((problem) => `${problemText(problem, locale)}\n`);
  const left = problems.length - most;
  return [...texts, ...(left > 0 ? [`${say('furtherProblems', locale, { count: left })}\n`] : [])].join('\n');
}

export const printProblems = (io: Io, problems: readonly Problem[], locale: Locale): void =>
  io.err(listed(problems, MOST_PRINTED, locale));

export function printWarnings(io: Io, warnings: readonly Problem[], locale: Locale): void {
  if (warnings.length === 0) return;
  io.err(`${say('warnings', locale, { count: warnings.length })}\n\n${listed(warnings, MOST_WARNINGS, locale)}\n`);
}
