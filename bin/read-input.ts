// Reads the files a command is given; everything wrong with one is told at once and ends the command with 2.
import { buildWorld, type World, type WorldOptions } from '../src/domain/world.ts';
import { isHidden, isHiddenContact } from '../src/explain/scene.ts';
import { RULES } from '../src/rules/index.ts';
import type { Caseload } from '../src/schema/caseload.ts';
import type { Certificate } from '../src/schema/certificate.ts';
import type { Locale } from '../src/schema/locale.ts';
import type { Plan } from '../src/schema/plan.ts';
import { readPostalCodes, type PostalCodes } from '../src/schema/postal-codes.ts';
import { newFaultList, type Problem, toProblem, toProblems } from '../src/schema/problem.ts';
import { readCaseload } from '../src/schema/read-caseload.ts';
import { readCertificate } from '../src/schema/read-certificate.ts';
import { MAX_BYTES } from '../src/schema/read-document.ts';
import { readPlan } from '../src/schema/read-plan.ts';
import { reportTo } from '../src/schema/sense.ts';
import { checkWarnings } from '../src/schema/warnings.ts';
import { errorCode, EXIT, Failure } from './exit.ts';
import { sha256 } from './fingerprint.ts';
import type { Io } from './io.ts';
import { say } from './phrases.ts';
import { withoutHiddenPins } from './shown.ts';

const UNREADABLE = ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ENAMETOOLONG', 'ELOOP', 'ERR_INVALID_ARG_VALUE'];

/** A file that was read: its name as given, bytes and text. */
type Read = { readonly bytes: Uint8Array; readonly text: string };

function readText(io: Io, path: string, locale: Locale): Read {
  let bytes: Uint8Array;
  try {
    bytes = io.readFile(path, MAX_BYTES);
  } catch (error) {
    const code = errorCode(error) ?? 'unknown';
    const exit = UNREADABLE.includes(code) ? EXIT.badInput : EXIT.broken;
    throw new Failure(exit, say('cannotRead', locale, { path, code }), say('cannotReadAdvice', locale));
  }
  if (bytes.length > MAX_BYTES) {
    const size = { nb: `mer enn ${MAX_BYTES}`, nn: `meir enn ${MAX_BYTES}`, en: `more than ${MAX_BYTES}` };
    const facts = { bytes: size, most: MAX_BYTES };
    throw badInput(path, [toProblem({ code: 'document-too-large', path: [], facts }, undefined)], locale);
  }
  try {
    return { bytes, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    throw new Failure(EXIT.badInput, say('notUtf8', locale, { path }), say('notUtf8Advice', locale));
  }
}

const badInput = (path: string, problems: readonly Problem[], locale: Locale): Failure =>
  new Failure(
    EXIT.badInput,
    say('badInput', locale, { path, count: problems.length }),
    say('badInputAdvice', locale),
    problems,
  );

export type ReadCaseload = {
  readonly caseload: Caseload;
  readonly postalCodes: PostalCodes | undefined;
  /** SHA-256 of the file's bytes. */
  readonly fingerprint: string;
};

export function readCaseloadFile(
  io: Io,
  path: string,
  { postalCodes: table, locale }: { readonly postalCodes?: string; readonly locale: Locale },
): ReadCaseload {
  const codes = table === undefined ? undefined : readPostalCodes(readText(io, table, locale).text);
  if (table !== undefined && codes?.ok === false) throw badInput(table, codes.problems, locale);
  const postalCodes = codes?.ok === true ? codes.postalCodes : undefined;
  const { bytes, text } = readText(io, path, locale);
  const reading = readCaseload(text, { postalCodes });
  if (!reading.ok) throw badInput(path, reading.problems, locale);
  return { caseload: reading.caseload, postalCodes, fingerprint: sha256(bytes) };
}

export function readPlanFile(io: Io, path: string, locale: Locale): Plan {
  const reading = readPlan(readText(io, path, locale).text);
  if (!reading.ok) throw badInput(path, reading.problems, locale);
  return reading.plan;
}

export function readCertificateFile(io: Io, path: string, locale: Locale): Certificate {
  const reading = readCertificate(readText(io, path, locale).text);
  if (!reading.ok) throw badInput(path, reading.problems, locale);
  return reading.certificate;
}

/** The world of a caseload file, without what pins say of people who may not be shown. */
export function worldOf({ caseload, postalCodes }: ReadCaseload, options: Omit<WorldOptions, 'postalCodes'>): World {
  return withoutHiddenPins(buildWorld(caseload, { ...options, postalCodes }), RULES);
}

/** What is unusual in a caseload, told of those alone who may be shown. */
export function shownWarnings(world: World): Problem[] {
  const { caseload } = world;
  const hidden = new Set(
    [...world.portions.values()]
      .filter((portion) => isHidden(world, portion, RULES))
      .map(({ decision }) => decision.id),
  );
  const faults = newFaultList();
  const shown = {
    ...caseload,
    decisions: caseload.decisions.map((decision) => (hidden.has(decision.id) ? undefined : decision)),
    contacts: caseload.contacts.map((contact) => (isHiddenContact(world, contact, RULES) ? undefined : contact)),
  };
  checkWarnings(shown, reportTo(faults));
  return toProblems(faults, caseload);
}
