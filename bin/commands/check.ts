// `kobling check`: audits any plan, ours or a person's, against a caseload and the rules.
import type { Command } from 'commander';
import {
  auditFingerprints,
  auditPlanBound,
  check,
  type CheckReport,
  type Finding,
  type PlanBound,
  planBoundOf,
  verifyBound,
} from '../../src/check/index.ts';
import type { World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Certificate } from '../../src/schema/certificate.ts';
import type { Locale } from '../../src/schema/locale.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { rulesetFingerprint } from '../fingerprint.ts';
import { findingText, findingTitle } from '../findings.ts';
import { numberText, percentText, wrapped } from '../format.ts';
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
import { readCaseloadFile, readCertificateFile, readPlanFile, worldOf } from '../read-input.ts';
import { localDate } from '../today.ts';

type Options = LocaleOption & JsonOption & TodayOption & PostalCodesOption & { readonly bound?: string };
type Fingerprints = { readonly caseloadFingerprint: string; readonly rulesetFingerprint: string };

/** Findings printed in full; further ones are counted. */
const MOST_PRINTED = 50;

function findingLines(io: Io, finding: Finding, locale: Locale): string[] {
  const isHard = finding.severity === 'hard';
  const mark = isHard ? io.style('red', say('hardMark', locale)) : io.style('yellow', say('softMark', locale));
  const where = [finding.ids.join(', '), finding.pointer].filter((text) => text !== '').join(' · ');
  return [
    `${mark}: ${io.style('bold', findingTitle(finding, locale))}`,
    ...wrapped(findingText(finding, locale), { indent: 2 }),
    ...wrapped(`${where} [${finding.rule}]`, { indent: 2, hang: 4 }),
  ];
}

/** What the certificate proves, and how far the plan is from it at most. */
function boundLines({ proven, absGap }: PlanBound, locale: Locale): string[] {
  if (proven === null || absGap === null) return wrapped(say('boundNotProven', locale));
  const share = percentText(proven > 0 ? absGap / proven : 0, locale, { decimals: 2, up: true });
  const values = { proven: numberText(proven, locale), gap: numberText(absGap, locale), share };
  return wrapped(say('boundProven', locale, values));
}

/** The report with what a certificate proves beside it. */
function withBound(
  report: CheckReport,
  {
    world,
    plan,
    certificate,
    fingerprints,
  }: { world: World; plan: Plan; certificate: Certificate; fingerprints: Fingerprints },
): CheckReport & { readonly bound: PlanBound } {
  const verified = verifyBound(world, RULES, certificate);
  const findings = [
    ...report.findings,
    ...verified.findings,
    ...auditPlanBound(world, plan, certificate, verified),
    ...auditFingerprints('certificate-fingerprint', certificate, fingerprints),
  ];
  return { ...report, findings, bound: planBoundOf(verified, report.objective) };
}

type Report = CheckReport & { readonly bound?: PlanBound };

function page(io: Io, { objective, findings, bound }: Report, locale: Locale): string {
  const count = (severity: Finding['severity']): number => findings.filter((f) => f.severity === severity).length;
  const hard = count('hard');
  const verdict = hard === 0 ? 'checkPassed' : 'checkFailed';
  const sorted = [...findings].sort((a, b) => Number(b.severity === 'hard') - Number(a.severity === 'hard'));
  const left = findings.length - MOST_PRINTED;
  const lines = [
    io.style('bold', say(verdict, locale)),
    say('checkCounts', locale, {
      hard: numberText(hard, locale),
      soft: numberText(count('soft'), locale),
      objective: numberText(objective, locale),
    }),
    ...(bound === undefined ? [] : boundLines(bound, locale)),
    ...sorted.slice(0, MOST_PRINTED).flatMap((finding) => ['', ...findingLines(io, finding, locale)]),
    ...(left > 0 ? ['', say('more', locale, { count: numberText(left, locale) })] : []),
  ];
  return `${lines.join('\n')}\n`;
}

export function addCheck(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('check')
    .description('audit a plan: recompute everything, trust nothing it records')
    .argument('<caseload>', 'caseload file (kobling/caseload@1)')
    .argument('<plan>', 'plan file (kobling/plan@1)')
    .option('--bound <file>', 'verify this certificate of an upper bound too (kobling/certificate@1)');
  for (const add of [withToday, withPostalCodes, withLocale, withJson]) add(command);
  command.action((caseloadPath: string, planPath: string, options: Options) => {
    const read = readCaseloadFile(io, caseloadPath, options);
    const plan = readPlanFile(io, planPath, options.locale);
    const today = options.today ?? plan.today ?? localDate(io.now());
    const world = worldOf(read, { today, from: plan.from, weeks: plan.weeks });
    const fingerprints = { caseloadFingerprint: read.fingerprint, rulesetFingerprint: rulesetFingerprint() };
    const certificate =
      options.bound === undefined ? undefined : readCertificateFile(io, options.bound, options.locale);
    const audited = check(world, plan, RULES, fingerprints);
    const report: Report =
      certificate === undefined ? audited : withBound(audited, { world, plan, certificate, fingerprints });
    const { objective, score, findings, bound } = report;
    if (options.json === true) io.out(`${JSON.stringify({ objective, score, findings, bound }, undefined, 2)}\n`);
    else io.out(page(io, report, options.locale));
    finish(findings.some(({ severity }) => severity === 'hard') ? EXIT.findings : EXIT.ok);
  });
}
