// `kobling changes`: what a night's proposal has different from the last published plan, person by person, and why.
import type { Command } from 'commander';
import { rollOut } from '../../src/calendar/roll-out.ts';
import type { Finding } from '../../src/check/index.ts';
import { type ChangesText, changesText } from '../../src/explain/change-text.ts';
import { changesBetween } from '../../src/explain/changes.ts';
import { addDays } from '../../src/domain/time.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Locale } from '../../src/schema/locale.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { rulesetFingerprint } from '../fingerprint.ts';
import { findingText, findingTitle } from '../findings.ts';
import { dateText, wrapped } from '../format.ts';
import type { Io } from '../io.ts';
import {
  type JsonOption,
  type LocaleOption,
  type PostalCodesOption,
  type TodayOption,
  withJson,
  withLocale,
  withPostalCodes,
  withToday,
} from '../options.ts';
import { say } from '../phrases.ts';
import { readCaseloadFile, readPlanFile, worldOf } from '../read-input.ts';
import { localDate } from '../today.ts';

type Options = LocaleOption & JsonOption & TodayOption & PostalCodesOption;

/** Where the proposal was made from other files than those at hand; the plan before always was. */
function otherFingerprints(plan: Plan, caseloadFingerprint: string): Finding[] {
  const actual = { caseloadFingerprint, rulesetFingerprint: rulesetFingerprint() };
  return (['caseloadFingerprint', 'rulesetFingerprint'] as const).flatMap((name): Finding[] => {
    const of = name === 'caseloadFingerprint' ? 'caseload' : 'ruleset';
    const facts = { of, recorded: plan[name], actual: actual[name] };
    const finding: Finding = { rule: 'fingerprint', severity: 'soft', ids: [], pointer: `/${name}`, facts };
    return plan[name] === actual[name] ? [] : [finding];
  });
}

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

export function addChanges(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('changes')
    .description('tell what a new plan has different from the last one, person by person, and why')
    .argument('<caseload>', 'caseload file that the new plan was made from (kobling/caseload@1)')
    .argument('<before>', 'plan file: the last published plan (kobling/plan@1)')
    .argument('<after>', 'plan file: the new plan (kobling/plan@1)');
  for (const add of [withToday, withPostalCodes, withLocale, withJson]) add(command);
  command.action((caseloadPath: string, beforePath: string, afterPath: string, options: Options) => {
    const { locale } = options;
    const read = readCaseloadFile(io, caseloadPath, options);
    const before = readPlanFile(io, beforePath, locale);
    const after = readPlanFile(io, afterPath, locale);
    const today = options.today ?? after.today ?? localDate(io.now());
    const world = worldOf(read, { today, from: after.from, weeks: after.weeks });
    const report = changesBetween(world, before, after, RULES, rollOut(world, after, RULES).skipped);
    const findings = otherFingerprints(after, read.fingerprint);
    if (options.json === true) {
      const head = { format: 'kobling/changes@1', before: spanOf(before), after: spanOf(after) };
      io.out(`${JSON.stringify({ ...head, ...report, findings }, undefined, 2)}\n`);
    } else {
      const notes = findings.map(
        (finding) => `${say('softMark', locale)}: ${findingTitle(finding, locale)}. ${findingText(finding, locale)}`,
      );
      io.out(page(io, changesText(report, { rules: RULES, locale }), { title: titleOf(after, locale), notes }));
    }
    finish(report.unexplained.length > 0 ? EXIT.findings : EXIT.ok);
  });
}
