// What one plan has different from another, as a page for people or as `kobling/changes@1` for programs.
import { rollOut } from '../src/calendar/roll-out.ts';
import type { Finding } from '../src/check/index.ts';
import { addDays } from '../src/domain/time.ts';
import type { World } from '../src/domain/world.ts';
import { type ChangesText, changesText } from '../src/explain/change-text.ts';
import { changesBetween } from '../src/explain/changes.ts';
import { RULES } from '../src/rules/index.ts';
import type { Locale } from '../src/schema/locale.ts';
import type { Plan } from '../src/schema/plan.ts';
import { findingText, findingTitle } from './findings.ts';
import { dateText, wrapped } from './format.ts';
import type { Io } from './io.ts';
import type { JsonOption, LocaleOption } from './options.ts';
import { say } from './phrases.ts';

type Entry = ChangesText['pins'][number]['entries'][number];

const entryLines = ({ what, why }: Entry): string[] => [
  ...wrapped(`– ${what}`, { indent: 2, hang: 4 }),
  ...why.flatMap((sentence) => wrapped(sentence, { indent: 4 })),
];

function page(io: Io, text: ChangesText, { title, notes }: { title: string; notes: readonly string[] }): string {
  const people = [text.recipients, text.contacts].flatMap((group) =>
    group.people.length === 0
      ? []
      : [
          '',
          io.style('bold', group.title),
          ...group.people.flatMap(({ id, entries }) => ['', id, ...entries.flatMap(entryLines)]),
        ],
  );
  const pins = text.pins.flatMap((group) => [
    '',
    ...wrapped(group.title).map((line) => io.style('bold', line)),
    ...group.entries.flatMap(entryLines),
  ]);
  const head = [io.style('bold', title), ...notes.flatMap((note) => wrapped(note)), ''];
  return `${[...head, ...text.summary.flatMap((line) => wrapped(line)), ...people, ...pins].join('\n')}\n`;
}

function titleOf({ from, weeks }: Plan, locale: Locale): string {
  const to = addDays(from, weeks * 7 - 1);
  return say('changesTitle', locale, { from: dateText(from, locale), to: dateText(to, locale) });
}

const spanOf = ({ caseloadFingerprint, today, from, weeks }: Plan) => ({ caseloadFingerprint, today, from, weeks });

type Two = { readonly before: Plan | undefined; readonly after: Plan };

/** What `after` has different from `before`, and what the two are. */
export const changesOf = (world: World, { before, after }: Two) => ({
  head: {
    format: 'kobling/changes@1',
    before: before === undefined ? null : spanOf(before),
    after: spanOf(after),
  },
  report: changesBetween(world, before, after, RULES, rollOut(world, after, RULES).skipped),
});

export type ToldChanges = {
  /** Whether an accepted pairing is gone and no rule says why. */
  readonly hasUnexplained: boolean;
  readonly text: string;
};

/** Tells what `after` has different from `before`; `findings` is what else is to be said of it. */
export function tellChanges(
  io: Io,
  world: World,
  { before, after }: Two,
  { findings, options }: { readonly findings: readonly Finding[]; readonly options: LocaleOption & JsonOption },
): ToldChanges {
  const { locale, json } = options;
  const { report, head } = changesOf(world, { before, after });
  const hasUnexplained = report.unexplained.length > 0;
  if (json === true)
    return { hasUnexplained, text: `${JSON.stringify({ ...head, ...report, findings }, undefined, 2)}\n` };
  const notes = findings.map(
    (finding) => `${say('softMark', locale)}: ${findingTitle(finding, locale)}. ${findingText(finding, locale)}`,
  );
  const title = titleOf(after, locale);
  return { hasUnexplained, text: page(io, changesText(report, { rules: RULES, locale }), { title, notes }) };
}
