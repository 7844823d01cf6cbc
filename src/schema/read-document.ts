// The way from a text to a document that both readers share: size, scan, parse, shape.
import type { z } from 'zod';
import { scanJson } from './json-text.ts';
import { type FaultList, newFaultList, report } from './problem.ts';
import { type Rough, readRoughly } from './rough.ts';

/** Largest text that is looked at, in bytes of UTF-8. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** Bytes of a text in UTF-8; a lone surrogate counts three, as when it is replaced. */
function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x800) bytes += 2;
    else if (unit >= 0x80) bytes += 1;
    // A pair is four bytes: two units of three, less one for each.
    if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) bytes -= 2;
  }
  return bytes;
}

/** A text read as far as it goes: `rough` is undefined where it could not be parsed or is of another format. */
export type DocumentReading<T> = {
  readonly rough: Rough<T> | undefined;
  /** The parsed JSON, for messages. */
  readonly root: unknown;
  readonly faults: FaultList;
};

const FORMATS: readonly unknown[] = ['kobling/caseload@1', 'kobling/plan@1', 'kobling/certificate@1'];

const formatOf = (root: unknown): unknown =>
  typeof root === 'object' && root !== null && 'format' in root ? root.format : undefined;

/** Reads a text by a document's schema; never throws. */
export function readDocument<T>(text: string, schema: z.ZodType<T>, format: string): DocumentReading<T> {
  const faults = newFaultList();
  const bytes = text.length > MAX_BYTES || text.length * 3 <= MAX_BYTES ? text.length : utf8Bytes(text);
  if (bytes > MAX_BYTES) {
    report(faults, { code: 'document-too-large', path: [], facts: { bytes, most: MAX_BYTES } });
    return { rough: undefined, root: undefined, faults };
  }
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const scan = scanJson(json);
  if (scan.stopped) return { rough: undefined, root: undefined, faults: scan };
  const root: unknown = JSON.parse(json);
  const found = formatOf(root);
  if (found !== format && FORMATS.includes(found)) {
    report(scan, { code: 'wrong-format', path: ['format'], facts: { expected: format } });
    return { rough: undefined, root, faults: scan };
  }
  const { rough, faults: shape } = readRoughly(schema, root);
  return { rough, root, faults: joined(scan, shape) };
}

function joined(first: FaultList, second: FaultList): FaultList {
  const all = newFaultList();
  for (const fault of [...first.faults, ...second.faults]) report(all, fault);
  all.count = first.count + second.count;
  return all;
}
