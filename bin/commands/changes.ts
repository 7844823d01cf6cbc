// `kobling changes`: what a night's proposal has different from the last published plan, person by person, and why.
import type { Command } from 'commander';
import type { Finding } from '../../src/check/index.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { tellChanges } from '../changes-page.ts';
import { rulesetFingerprint } from '../fingerprint.ts';
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
    const { hasUnexplained, text } = tellChanges(
      io,
      world,
      { before, after },
      {
        findings: otherFingerprints(after, read.fingerprint),
        options,
      },
    );
    io.out(text);
    finish(hasUnexplained ? EXIT.findings : EXIT.ok);
  });
}
