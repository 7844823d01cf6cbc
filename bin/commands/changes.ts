// `kobling changes`: what a night's proposal has different from the last published plan, person by person, and why.
import type { Command } from 'commander';
import { auditFingerprints } from '../../src/check/index.ts';
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
    // Of the proposal; the plan before always was made from others.
    const atHand = { caseloadFingerprint: read.fingerprint, rulesetFingerprint: rulesetFingerprint() };
    const findings = auditFingerprints('fingerprint', after, atHand);
    const { hasUnexplained, text } = tellChanges(io, world, { before, after }, { findings, options });
    io.out(text);
    finish(hasUnexplained ? EXIT.findings : EXIT.ok);
  });
}
