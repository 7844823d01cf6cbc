// Problems of a document: what is wrong, where, and what to do about it. Readers collect faults (code, path, facts)
// and turn them into problems at the end, when the whole document is at hand to say whose value it is.
import type { Locale, Localized } from './locale.ts';
import { CATALOGUE, type ProblemCode } from './problem-catalogue.ts';
import { id as idSchema } from './scalars.ts';

/** Most problems listed of one document; further ones are counted in a last problem `too-many-problems`. */
export const MAX_PROBLEMS = 10_000;
/** Longest rendering of an offending value, in characters. */
export const MAX_VALUE_LENGTH = 60;

/** Keys and indices from the root of the document. */
export type Path = readonly (string | number)[];
/** Line and column of a text, both from 1; columns count UTF-16 units. */
export type TextPosition = { readonly line: number; readonly column: number };
/** Values for a message's placeholders. */
export type ProblemFacts = Readonly<Record<string, string | number | Localized>>;

export type Problem = {
  /** Documented once, in `problem-catalogue.ts` and docs/problems.md. */
  readonly code: ProblemCode;
  /** RFC 6901 pointer to the value; to where it should be, if it is missing. */
  readonly pointer: string;
  /** Where in the text; only for faults of the text itself and of CSV files. */
  readonly at?: TextPosition;
  /** The offending value, shortened to 60 characters; lists and objects are not shown. */
  readonly value?: string;
  readonly message: Localized;
  readonly fix: Localized;
};

/** A problem before it has words. */
export type Fault = {
  readonly code: ProblemCode;
  readonly path: Path;
  readonly facts?: ProblemFacts;
  /** The offending value where it is not the one at `path`. */
  readonly value?: unknown;
  readonly at?: TextPosition;
};

/** Collects faults: lists the first `MAX_PROBLEMS`, counts all. */
export type FaultList = { readonly faults: Fault[]; count: number };

export const newFaultList = (): FaultList => ({ faults: [], count: 0 });

export function report(list: FaultList, fault: Fault): void {
  list.count++;
  if (list.faults.length < MAX_PROBLEMS) list.faults.push(fault);
}

/** Escapes characters that do not print: controls, bidirectional marks, lone surrogates. */
export const printable = (text: string): string =>
  text.replace(/[\p{C}\u2028\u2029]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A value for messages: scalars as JSON, cut to 60 characters; lists and objects without their content. */
export function renderValue(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  if (typeof value !== 'string') return Object.is(value, -0) ? '-0' : String(value);
  const text = printable(JSON.stringify(value.slice(0, MAX_VALUE_LENGTH)));
  const whole = value.length <= MAX_VALUE_LENGTH && text.length <= MAX_VALUE_LENGTH;
  return whole ? text : `${text.slice(0, MAX_VALUE_LENGTH - 2)}…"`;
}

/** RFC 6901 pointer of a path; it ends before a key that is too long to show. */
export function pointerOf(path: Path): string {
  const tooLong = path.findIndex((step) => typeof step === 'string' && step.length > MAX_VALUE_LENGTH);
  const shown = tooLong === -1 ? path : path.slice(0, tooLong);
  return shown.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

const WHOLE_DOCUMENT: Localized = { nb: 'dokumentet', nn: 'dokumentet', en: 'the document' };

/** The value at a path; undefined where there is none. Own keys only. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

const idAt = (root: unknown, path: Path): string | undefined => {
  const id = valueAt(root, [...path, 'id']);
  return idSchema.safeParse(id).data;
};

/** Id of the innermost object that holds the path and has one; else where the object stands. */
function ownerOf(root: unknown, path: Path): string | Localized {
  for (let length = path.length; length > 0; length--) {
    const id = idAt(root, path.slice(0, length));
    if (id !== undefined) return id;
  }
  return pointerOf(path).slice(1) || WHOLE_DOCUMENT;
}

/** `maxMinutesPerWeek`, or `interests[2]` for an entry of a list. */
function thingOf(path: Path): string | Localized {
  const named = path.findLastIndex((step) => typeof step === 'string');
  if (named === -1) return WHOLE_DOCUMENT;
  const name = String(path[named]);
  const indices = path.slice(named + 1).map((step) => `[${step}]`);
  return `${name.length > MAX_VALUE_LENGTH ? `${name.slice(0, MAX_VALUE_LENGTH)}…` : name}${indices.join('')}`;
}

/** Fills `{name}` placeholders; a fact that is not given stays visible as its placeholder. */
const fill = (template: string, facts: ProblemFacts, locale: Locale): string =>
  template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (fact === undefined) return placeholder;
    return typeof fact === 'object' ? fact[locale] : String(fact);
  });

const inEach = (text: (locale: Locale) => string): Localized => ({ nb: text('nb'), nn: text('nn'), en: text('en') });

/** Puts a fault into words; `root` is the parsed document, undefined where there is none. */
export function toProblem(fault: Fault, root: unknown): Problem {
  const entry = CATALOGUE[fault.code];
  const { path } = fault;
  const parent = path.slice(0, -1);
  const facts: ProblemFacts = {
    thing: thingOf(path),
    // An id does not own itself.
    owner: path.at(-1) === 'id' ? pointerOf(parent).slice(1) || WHOLE_DOCUMENT : ownerOf(root, parent),
    self: ownerOf(root, path),
    value: renderValue('value' in fault ? fault.value : valueAt(root, path)),
    ...fault.at,
    ...fault.facts,
  };
  const shown = facts['value'];
  const fix = 'fixNear' in entry && facts['nearest'] !== undefined ? entry.fixNear : entry.fix;
  return {
    code: fault.code,
    pointer: pointerOf(path),
    ...(fault.at === undefined ? {} : { at: fault.at }),
    ...(entry.message.en.includes('{value}') && typeof shown === 'string' ? { value: shown } : {}),
    message: inEach((locale) => fill(entry.message[locale], facts, locale)),
    fix: inEach((locale) => fill(fix[locale], facts, locale)),
  };
}

/** All collected faults in words; where there were more than can be listed, a last problem says how many. */
export function toProblems({ faults, count }: FaultList, root: unknown): Problem[] {
  const problems = faults.map((fault) => toProblem(fault, root));
  if (count > faults.length)
    problems.push(toProblem({ code: 'too-many-problems', path: [], facts: { count, listed: faults.length } }, root));
  return problems;
}

/** A problem on three lines: what is wrong, what to do, and where with its code. */
export function problemText(problem: Problem, locale: Locale): string {
  const at = problem.at === undefined ? '' : `${problem.at.line}:${problem.at.column} `;
  const where = `${at}${problem.pointer === '' ? WHOLE_DOCUMENT[locale] : problem.pointer}`;
  return [problem.message[locale], problem.fix[locale], `  ${where} [${problem.code}]`].map(printable).join('\n');
}
