// Reads a parsed document by its zod schema, reports every fault at the deepest useful place, and keeps what is sound.
// A zod error would do for one document; here the sound rest is needed too (so that crossed dates and ids pointing
// nowhere are found in the same run), and a file of a million faults must not become a million zod issues.
import { z } from 'zod';
import { nearestWord } from './nearest-word.ts';
import { type Fault, type FaultList, MAX_PROBLEMS, newFaultList, report } from './problem.ts';
import type { Localized } from './locale.ts';
import type { ProblemCode } from './problem-catalogue.ts';
import { FORBIDDEN_KEYS } from './scalars.ts';

/** A document with defaults filled in, where anything may be missing: what was absent or unsound is undefined. */
export type Rough<T> = T extends readonly (infer Entry)[]
  ? readonly (Rough<Entry> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Rough<T[Key]> | undefined }
    : T;

type Walk = { readonly path: (string | number)[]; faults: FaultList };
/** Returns the sound part of a value, undefined where nothing is. */
type Reader = (value: unknown, walk: Walk) => unknown;

const EXPECTED: Readonly<Record<string, Localized>> = {
  object: { nb: 'et objekt {…}', nn: 'eit objekt {…}', en: 'an object {…}' },
  array: { nb: 'en liste […]', nn: 'ei liste […]', en: 'a list […]' },
  string: { nb: 'en tekst', nn: 'ein tekst', en: 'a text' },
  number: { nb: 'et tall', nn: 'eit tal', en: 'a number' },
  boolean: { nb: 'true eller false', nn: 'true eller false', en: 'true or false' },
  null: { nb: 'null', nn: 'null', en: 'null' },
};

/** Problem code of a malformed text, by the title of its schema. */
const MALFORMED: Readonly<Record<string, ProblemCode>> = {
  id: 'bad-id',
  code: 'bad-code',
  date: 'bad-date',
  clock: 'bad-clock',
  month: 'bad-month',
  'postal-code': 'bad-postal-code',
};

/** Whether further faults are only counted, and need neither a path nor facts. */
const isFull = (walk: Walk): boolean => walk.faults.count >= MAX_PROBLEMS;

function fault(walk: Walk, code: ProblemCode, rest: Omit<Fault, 'code' | 'path'> = {}, ...below: string[]): undefined {
  if (isFull(walk)) walk.faults.count++;
  else report(walk.faults, { code, path: [...walk.path, ...below], ...rest });
  return undefined;
}

const wrongType = (walk: Walk, expected: string): undefined =>
  fault(walk, 'wrong-type', { facts: { expected: EXPECTED[expected] ?? expected } });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function badChoice(walk: Walk, value: unknown, allowed: readonly unknown[], ...below: string[]): undefined {
  if (isFull(walk)) return fault(walk, 'bad-choice');
  const nearest = typeof value === 'string' ? nearestWord(value, allowed.map(String)) : undefined;
  const facts = { allowed: allowed.join(', '), ...(nearest === undefined ? {} : { nearest }) };
  return fault(walk, 'bad-choice', { facts }, ...below);
}

function unknownKey(walk: Walk, key: string, known: readonly string[]): undefined {
  if (isFull(walk)) return fault(walk, 'unknown-key');
  const nearest = nearestWord(key, known);
  const facts = { known: known.join(', '), ...(nearest === undefined ? {} : { nearest }) };
  return fault(walk, 'unknown-key', { facts, value: key }, key);
}

function objectReader(schema: z.ZodObject): Reader {
  const fields = Object.entries(schema.shape).map(([key, child]) => {
    const type = child as z.ZodType;
    return { key, read: readerOf(type), required: !type.safeParse(undefined).success };
  });
  const known = fields.map(({ key }) => key);
  const isKnown = new Set(known);
  return (value, walk) => {
    if (!isObject(value)) return wrongType(walk, 'object');
    const sound: Record<string, unknown> = {};
    for (const { key, read, required } of fields) {
      const present = Object.hasOwn(value, key);
      if (!present && required) {
        fault(walk, 'missing-key', {}, key);
        continue;
      }
      walk.path.push(key);
      const inner = read(present ? value[key] : undefined, walk);
      walk.path.pop();
      if (inner !== undefined) sound[key] = inner;
    }
    for (const key of Object.keys(value))
      if (!isKnown.has(key) && !FORBIDDEN_KEYS.has(key)) unknownKey(walk, key, known);
    return sound;
  };
}

type LengthCheck = { readonly check: string; readonly minimum?: number; readonly maximum?: number };

function listReader(schema: z.ZodArray): Reader {
  const read = readerOf(schema.element as z.ZodType);
  const checks: LengthCheck[] = (schema.def.checks ?? []).map((check) => check._zod.def);
  const least = Math.max(0, ...checks.map(({ minimum }) => minimum ?? 0));
  const most = Math.min(...checks.map(({ maximum }) => maximum ?? Number.POSITIVE_INFINITY));
  return (value, walk) => {
    if (!Array.isArray(value)) return wrongType(walk, 'array');
    if (value.length < least) fault(walk, 'too-few-in-list', { facts: { least } });
    if (value.length > most) fault(walk, 'too-many-in-list', { facts: { most } });
    return value.map((entry, index) => {
      walk.path.push(index);
      const inner = read(entry, walk);
      walk.path.pop();
      return inner;
    });
  };
}

function tupleReader(schema: z.ZodTuple): Reader {
  const readers = schema.def.items.map((item) => readerOf(item as z.ZodType));
  return (value, walk) => {
    if (!Array.isArray(value)) return wrongType(walk, 'array');
    if (value.length < readers.length) return fault(walk, 'too-few-in-list', { facts: { least: readers.length } });
    if (value.length > readers.length) return fault(walk, 'too-many-in-list', { facts: { most: readers.length } });
    return readers.map((read, index) => {
      walk.path.push(index);
      const inner = read(value[index], walk);
      walk.path.pop();
      return inner;
    });
  };
}

function recordReader(schema: z.ZodRecord): Reader {
  const keys = schema.keyType as z.ZodType;
  const read = readerOf(schema.valueType as z.ZodType);
  const malformed = MALFORMED[titleOf(keys)] ?? 'bad-text';
  return (value, walk) => {
    if (!isObject(value)) return wrongType(walk, 'object');
    const sound: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) continue;
      walk.path.push(key);
      if (!keys.safeParse(key).success) fault(walk, malformed, { value: key });
      const inner = read(entry, walk);
      walk.path.pop();
      if (inner !== undefined) sound[key] = inner;
    }
    return sound;
  };
}

function discriminatedReader(schema: z.ZodDiscriminatedUnion): Reader {
  const { discriminator } = schema.def;
  const options = new Map<unknown, Reader>();
  for (const option of schema.options) {
    if (!(option instanceof z.ZodObject)) throw new Error('an option of a discriminated union must be an object');
    const literal: unknown = option.shape[discriminator];
    if (!(literal instanceof z.ZodLiteral)) throw new Error('a discriminator must be a literal');
    for (const value of literal.values) options.set(value, readerOf(option));
  }
  return (value, walk) => {
    if (!isObject(value)) return wrongType(walk, 'object');
    if (!Object.hasOwn(value, discriminator)) return fault(walk, 'missing-key', {}, discriminator);
    const chosen = value[discriminator];
    const read = options.get(chosen);
    return read === undefined ? badChoice(walk, chosen, [...options.keys()], discriminator) : read(value, walk);
  };
}

function unionReader(schema: z.ZodUnion): Reader {
  const { options } = schema;
  const literals = options.flatMap((option) => (option instanceof z.ZodLiteral ? [...option.values] : []));
  if (literals.length >= options.length)
    return (value, walk) =>
      (literals as readonly unknown[]).includes(value) ? value : badChoice(walk, value, literals);
  const readers = options.map((option) => readerOf(option as z.ZodType));
  // The alternative with the fewest faults is the one that was meant.
  return (value, walk) => {
    let best: { inner: unknown; faults: FaultList } | undefined;
    for (const read of readers) {
      const trial: Walk = { path: walk.path, faults: newFaultList() };
      const inner = read(value, trial);
      if (best === undefined || trial.faults.count < best.faults.count) best = { inner, faults: trial.faults };
      if (trial.faults.count === 0) return inner;
    }
    for (const found of best?.faults.faults ?? []) report(walk.faults, found);
    return best?.inner;
  };
}

const titleOf = (schema: z.ZodType): string => schema.meta()?.title ?? '';

function scalarReader(schema: z.ZodType): Reader {
  const malformed = MALFORMED[titleOf(schema)] ?? 'bad-text';
  return (value, walk) => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    // Of several issues the last is the narrowest bound.
    const issue = result.error.issues.at(-1);
    // What is no number to JSON has been reported by the scan of the text.
    if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
    if (issue?.code === 'invalid_value') return badChoice(walk, value, issue.values);
    if (issue?.code === 'invalid_type')
      return issue.expected === 'int' ? fault(walk, 'not-whole') : wrongType(walk, issue.expected);
    if (issue?.code === 'too_small' && typeof value === 'number')
      return fault(walk, 'too-small', { facts: { least: String(issue.minimum) } });
    if (issue?.code === 'too_big' && typeof value === 'number')
      return fault(walk, 'too-great', { facts: { most: String(issue.maximum) } });
    return fault(walk, malformed);
  };
}

const copied = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? [] : structuredClone(value));

function makeReader(schema: z.ZodType): Reader {
  if (schema instanceof z.ZodDefault) {
    const read = readerOf(schema.def.innerType as z.ZodType);
    return (value, walk) => (value === undefined ? copied(schema.def.defaultValue) : read(value, walk));
  }
  if (schema instanceof z.ZodPrefault) {
    const read = readerOf(schema.def.innerType as z.ZodType);
    return (value, walk) => read(value === undefined ? schema.def.defaultValue : value, walk);
  }
  if (schema instanceof z.ZodOptional) {
    const read = readerOf(schema.def.innerType as z.ZodType);
    return (value, walk) => (value === undefined ? undefined : read(value, walk));
  }
  if (schema instanceof z.ZodNullable) {
    const read = readerOf(schema.def.innerType as z.ZodType);
    return (value, walk) => (value === null ? null : read(value, walk));
  }
  if (schema instanceof z.ZodObject) return objectReader(schema);
  if (schema instanceof z.ZodArray) return listReader(schema);
  if (schema instanceof z.ZodTuple) return tupleReader(schema);
  if (schema instanceof z.ZodRecord) return recordReader(schema);
  if (schema instanceof z.ZodDiscriminatedUnion) return discriminatedReader(schema);
  if (schema instanceof z.ZodUnion) return unionReader(schema);
  return scalarReader(schema);
}

const readers = new WeakMap<z.ZodType, Reader>();

function readerOf(schema: z.ZodType): Reader {
  let reader = readers.get(schema);
  if (reader === undefined) {
    reader = makeReader(schema);
    readers.set(schema, reader);
  }
  return reader;
}

/**
 * The sound part of a parsed JSON value by a schema, and all faults of its shape. Without faults it equals the
 * schema's output (test: `what is read equals what the schema says`).
 */
export function readRoughly<T>(
  schema: z.ZodType<T>,
  value: unknown,
): { rough: Rough<T> | undefined; faults: FaultList } {
  const walk: Walk = { path: [], faults: newFaultList() };
  const rough = readerOf(schema)(value, walk) as Rough<T> | undefined;
  return { rough, faults: walk.faults };
}
