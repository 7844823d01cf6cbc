// `kobling propose`: reads a caseload, solves, audits, and writes a plan that a coordinator can decide on.
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Plan } from '../../src/schema/plan.ts';
import type { Backend } from '../../solver/backends/backend.ts';
import { javascriptLpSolverBackend } from '../../solver/backends/javascript-lp-solver.ts';
import { chooseFormulation, FORMULATIONS, type Formulation } from '../../solver/formulation.ts';
import { type Proposal, solve, type SolveOptions } from '../../solver/solve.ts';
import type { PersonScope } from '../../solver/previous/scope.ts';
import { certificateText } from '../certificate-file.ts';
import { errorCode, EXIT, type ExitCode, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import {
  calendarDate,
  decimalNumber,
  type JsonOption,
  LARGEST_SEED,
  type LocaleOption,
  type PostalCodesOption,
  type TodayOption,
  wholeNumber,
  withJson,
  withLocale,
  withPostalCodes,
  withToday,
} from '../options.ts';
import { type Composed, composePlan, faultsOf, planText } from '../plan-file.ts';
import { say } from '../phrases.ts';
import { progressBar } from '../progress.ts';
import {
  type ReadCaseload,
  readCaseloadFile,
  readCertificateFile,
  readPlanFile,
  shownWarnings,
  worldOf,
} from '../read-input.ts';
import { demandShown, scopeAsked, type ScopeOptions } from '../scope.ts';
import { manualList } from '../shown.ts';
import { summary } from '../summary.ts';
import { localDate, mondayFrom } from '../today.ts';
import { totalsOf } from '../totals.ts';
import { printWarnings } from '../problems.ts';

type Options = LocaleOption &
  JsonOption &
  TodayOption &
  PostalCodesOption & {
    readonly out?: string;
    readonly from?: string;
    readonly weeks: number;
    readonly seed: number;
    readonly steps?: number;
    readonly timeLimit: number;
    readonly gap?: number;
    readonly manualList?: string;
    readonly formulation?: Formulation;
    readonly certificate?: string;
    readonly threads?: number;
    readonly start?: string;
    readonly startCertificate?: string;
  } & ScopeOptions;

/** Threads by default: the one that solves, and one that helps it price where the machine has room. */
const THREADS = 2;

/** Seconds of the limit that are kept for composing, auditing and writing: a share, and at most so many. */
const KEPT = { share: 0.15, most: 5 } as const;
/** The same where a certificate is made too. */
const KEPT_TO_CERTIFY = { share: 0.3, most: 30 } as const;

type Milliseconds = Record<'total' | 'read' | 'candidates' | 'solve' | 'check' | 'write', number>;

function jsonOf(
  { io, world, options }: { readonly io: Io; readonly world: World; readonly options: Options },
  { plan, report }: Composed,
  proposal: Proposal,
  milliseconds: Milliseconds,
  status = plan.status,
): string {
  const { objective, bound, absGap, gap, gapPerPart, base, seed } = plan;
  const count = (severity: 'hard' | 'soft'): number => report.findings.filter((f) => f.severity === severity).length;
  const object = {
    status,
    objective,
    bound,
    absGap,
    gap,
    gapPerPart,
    base,
    ...totalsOf(world, plan),
    findings: { hard: count('hard'), soft: count('soft') },
    formulation: proposal.formulation,
    seed,
    steps: options.steps ?? null,
    start: proposal.previous,
    scope: plan.scope,
    milliseconds,
    peakMegabytes: io.peakMegabytes(),
  };
  return `${JSON.stringify(object, undefined, 2)}\n`;
}

/** Seconds that the solver may use; none where only steps are counted, so that equal steps give equal plans. */
const secondsOf = ({ steps, timeLimit }: Options, isLimitGiven: boolean): number | undefined =>
  steps !== undefined && !isLimitGiven ? undefined : timeLimit;

/** What the search begins from, and whom it is about. */
type Beginning = Pick<SolveOptions, 'pricesBefore'> & {
  readonly scope: PersonScope | undefined;
  readonly previous: Plan | undefined;
};

const beginningOf = (io: Io, { start, startCertificate, locale, ...asked }: Options): Beginning => ({
  scope: scopeAsked(asked, locale),
  previous: start === undefined ? undefined : readPlanFile(io, start, locale),
  pricesBefore: startCertificate === undefined ? undefined : readCertificateFile(io, startCertificate, locale),
});

async function solveWithin(
  io: Io,
  backend: Backend,
  world: World,
  { options, seconds, beginning }: { options: Options; seconds: number | undefined; beginning: Beginning },
): Promise<Proposal> {
  const bar = progressBar(io, seconds, options.locale);
  // Whoever stops it while the candidates are made, and nobody asks yet, gets the best plan so far too.
  io.isCancelled();
  try {
    return await solve(world, {
      rules: RULES,
      seed: options.seed,
      steps: options.steps,
      gap: options.gap,
      formulation: options.formulation,
      certify: options.certificate !== undefined,
      threads: options.threads ?? Math.min(THREADS, io.parallelism()),
      ...beginning,
      seconds,
      now: io.elapsed,
      isCancelled: io.isCancelled,
      backend,
      tinyBackend: options.steps === undefined ? javascriptLpSolverBackend(io.elapsed) : undefined,
      onProgress: bar.update,
    });
  } finally {
    bar.stop();
  }
}

function attempt(path: string, { locale }: LocaleOption, action: () => void): void {
  try {
    action();
  } catch (error) {
    const code = errorCode(error) ?? 'unknown';
    throw new Failure(EXIT.broken, say('cannotWrite', locale, { path, code }), say('cannotWriteAdvice', locale));
  }
}

const targetsOf = ({ out, manualList: list, certificate }: Options): string[] =>
  [out, list, certificate].filter((file) => file !== undefined);

/** Only plans are proven by prices, and a certificate is about everybody. */
function demandPrices({ certificate, formulation, locale, ...asked }: Options): void {
  if (certificate !== undefined && scopeAsked(asked, locale) !== undefined)
    throw new Failure(EXIT.badInput, say('noCertificateInScope', locale), say('noCertificateInScopeAdvice', locale));
  if (certificate !== undefined && (formulation ?? chooseFormulation(RULES)) !== 'plans')
    throw new Failure(EXIT.badInput, say('noCertificate', locale), say('noCertificateAdvice', locale));
}

/** Writes the certificate of the bound; false where time ended before there was one. */
async function writeCertificate(io: Io, read: ReadCaseload, proposal: Proposal, options: Options): Promise<boolean> {
  const { certificate: path } = options;
  if (path === undefined) return true;
  const made = await proposal.certificate?.();
  if (made === undefined) return false;
  attempt(path, options, () => io.writeFile(path, certificateText(made, read.fingerprint)));
  return true;
}

/** What is written goes over nothing that is read, and the list for cleared staff not into the plan. */
function demandDistinct(path: string, options: Options): void {
  const { postalCodes, start, startCertificate, locale } = options;
  const read = [path, postalCodes, start, startCertificate]
    .filter((file) => file !== undefined)
    .map((file) => resolve(file));
  const targets = targetsOf(options);
  const twice = targets.find((file, at) =>
    [...read, ...targets.slice(0, at).map((other) => resolve(other))].includes(resolve(file)),
  );
  if (twice !== undefined)
    throw new Failure(EXIT.badInput, say('namedTwice', locale, { path: twice }), say('namedTwiceAdvice', locale));
}

/** The list for cleared staff: it is about the caseload and does not wait for a plan. */
function writeManualList(io: Io, read: ReadCaseload, world: World, options: Options): void {
  const { manualList: list } = options;
  if (list === undefined) return;
  const whole = buildWorld(read.caseload, { ...world.horizon, postalCodes: read.postalCodes });
  const text = `${JSON.stringify(manualList(whole, RULES, read.fingerprint), undefined, 2)}\n`;
  attempt(list, options, () => io.writeFile(list, text, true));
}

/** Says that a plan to start from has nothing to start with. */
function warnOfForeign(io: Io, { previous }: Proposal, { start, locale }: Options): void {
  if (start === undefined || previous === undefined || previous.given === 0 || previous.kept > 0) return;
  const facts = { path: start, given: previous.given };
  io.err(`${say('nothingKept', locale, facts)}\n${say('nothingKeptAdvice', locale)}\n`);
}

async function proposeWith(
  io: Io,
  backend: Backend,
  path: string,
  options: Options,
  isLimitGiven: boolean,
): Promise<ExitCode> {
  const { locale, out, weeks, seed, steps } = options;
  const began = io.elapsed();
  const today = options.today ?? localDate(io.now());
  const read = readCaseloadFile(io, path, options);
  const beginning = beginningOf(io, options);
  const world = worldOf(read, { today, from: options.from ?? mondayFrom(today), weeks });
  const { scope, previous: before } = beginning;
  if (scope !== undefined) demandShown(world, scope, locale);
  printWarnings(io, shownWarnings(world), locale);
  writeManualList(io, read, world, options);
  const wasRead = io.elapsed();

  const limit = secondsOf(options, isLimitGiven);
  // Whoever waits began to when the program was started.
  const used = (wasRead - io.begun) / 1000;
  const kept = options.certificate === undefined ? KEPT : KEPT_TO_CERTIFY;
  const seconds = limit && Math.max(0.1, limit - used - Math.min(kept.most, limit * kept.share));
  const proposal = await solveWithin(io, backend, world, { options, seconds, beginning });
  warnOfForeign(io, proposal, options);
  const solved = io.elapsed();

  const composed = composePlan(world, proposal, { caseloadFingerprint: read.fingerprint, seed, steps, scope });
  const faults = faultsOf(composed);
  const checked = io.elapsed();
  const isSound = faults.length === 0 && proposal.status !== 'no-plan';
  if (isSound && out !== undefined) attempt(out, options, () => io.writeFile(out, planText(composed.plan)));
  const isCertified = !isSound || (await writeCertificate(io, read, proposal, options));
  const written = io.elapsed();

  const { candidates, pins, greedy, search } = proposal.stats.milliseconds;
  const milliseconds: Milliseconds = {
    total: Math.round(written - began),
    read: Math.round(wasRead - began),
    candidates: Math.round(candidates),
    solve: Math.round(pins + greedy + search),
    check: Math.round(checked - solved),
    write: Math.round(written - checked),
  };
  if (options.json === true)
    io.out(jsonOf({ io, world, options }, composed, proposal, milliseconds, isSound ? undefined : 'no-plan'));
  if (!isSound) {
    const isMissing = proposal.status === 'no-plan';
    const message = isMissing ? say('noPlan', locale) : say('unsound', locale, { rules: faults.join(', ') });
    io.err(`${message}\n${say(isMissing ? 'noPlanAdvice' : 'unsoundAdvice', locale)}\n`);
    return EXIT.noPlan;
  }
  const { previous: start } = proposal;
  const asked = scope && { scope, before };
  if (options.json !== true) io.out(summary({ io, world, composed, locale, caseloadPath: path, out, start, asked }));
  if (isCertified) return EXIT.ok;
  io.err(`${say('notCertified', locale)}\n${say('notCertifiedAdvice', locale)}\n`);
  return EXIT.noPlan;
}

async function propose(io: Io, path: string, options: Options, isLimitGiven: boolean): Promise<ExitCode> {
  demandDistinct(path, options);
  // Who is asked about is read before the solver starts.
  scopeAsked(options, options.locale);
  demandPrices(options);
  for (const target of targetsOf(options)) attempt(target, options, () => io.checkWritable(target));
  // The solver's thread starts while the caseload is read.
  const backend = io.createBackend();
  try {
    return await proposeWith(io, backend, path, options, isLimitGiven);
  } finally {
    await backend.close();
  }
}

export function addPropose(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('propose')
    .description('propose a plan: who meets whom, when in the week, and on which dates')
    .argument('<caseload>', 'caseload file (kobling/caseload@1)')
    .option('--out <file>', 'write the plan there (kobling/plan@1); without it nothing is written')
    .addOption(
      new Option('--from <date>', 'first planned day (default: the first Monday on or after today)').argParser(
        calendarDate,
      ),
    )
    .addOption(new Option('--weeks <n>', 'planned weeks').argParser(wholeNumber(1, 106)).default(4))
    .addOption(new Option('--seed <n>', 'seed of the search').argParser(wholeNumber(0, LARGEST_SEED)).default(1))
    .addOption(
      new Option(
        '--steps <n>',
        'deterministic limit: nodes of each search; then no time limit holds unless it is given (default: none)',
      ).argParser(wholeNumber(0, LARGEST_SEED)),
    )
    .addOption(
      new Option('--time-limit <seconds>', 'limit in seconds for the whole run')
        .argParser(decimalNumber(0.1, 86_400))
        .default(60),
    )
    .addOption(
      new Option(
        '--gap <share>',
        'stop at a gap of at most this share of what is at stake, such as 0.005 (default: once proven best)',
      ).argParser(decimalNumber(0, 1)),
    )
    .addOption(
      new Option(
        '--formulation <name>',
        'how the problem is written; plans for every ruleset that its pricing knows (default: plans)',
      ).choices(FORMULATIONS),
    )
    .addOption(
      new Option(
        '--threads <n>',
        'threads that price large caseloads; the plan is the same whatever their number (default: 2 where there are as many)',
      ).argParser(wholeNumber(1, 64)),
    )
    .option('--start <file>', "start from this plan, such as yesterday's, and keep what still holds (kobling/plan@1)")
    .option(
      '--start-certificate <file>',
      "begin from the prices of this certificate, such as that of yesterday's plan (kobling/certificate@1)",
    )
    .option(
      '--recipient <id>',
      'ask about this recipient alone: who could be their contact, the plan of --start staying',
    )
    .option('--contact <id>', 'ask about this contact alone: what they could take on, the plan of --start staying')
    .option('--certificate <file>', 'write a certificate of an upper bound there (kobling/certificate@1)')
    .option('--manual-list <file>', 'write the list of cases for cleared staff there');
  for (const add of [withToday, withPostalCodes, withLocale, withJson]) add(command);
  command.action(async (path: string, options: Options) => {
    const isLimitGiven = command.getOptionValueSource('timeLimit') !== 'default';
    finish(await propose(io, path, options, isLimitGiven));
  });
}
