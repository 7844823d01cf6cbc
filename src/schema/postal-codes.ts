// The table of postal codes that the user names: CSV with the columns postcode, lat and lon.
import { type FaultList, newFaultList, type Problem, report, toProblems } from './problem.ts';

/** WGS84 degrees. */
export type Coordinates = { readonly lat: number; readonly lon: number };
/** Coordinates by four-digit postal code. */
export type PostalCodes = ReadonlyMap<string, Coordinates>;

export type PostalCodesReading =
  | { readonly ok: true; readonly postalCodes: PostalCodes; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

const COLUMNS = ['postcode', 'lat', 'lon'] as const;

/** A field of a row, with the column (from 1) where it starts in its line. */
type Field = { readonly text: string; readonly column: number };

/** Fields of one line; a field may stand in quotation marks (without line breaks or doubled quotation marks inside). */
function fieldsOf(line: string, separator: string): Field[] {
  const fields: Field[] = [];
  let column = 1;
  for (const raw of line.split(separator)) {
    const text = raw.trim();
    fields.push({ text: /^"[^"]*"$/.test(text) ? text.slice(1, -1).trim() : text, column });
    column += raw.length + separator.length;
  }
  return fields;
}

/** A decimal number in degrees; a decimal comma is read where fields are separated by semicolons. */
function degrees(text: string, separator: string): number {
  const number = separator === ';' ? text.replace(',', '.') : text;
  return /^-?\d{1,3}(\.\d{1,20})?$/.test(number) ? Number(number) : Number.NaN;
}

type Row = { readonly fields: readonly Field[]; readonly line: number; readonly separator: string };

function readDegrees(row: Row, index: number, name: 'lat' | 'lon', list: FaultList): number {
  const field = row.fields[index] ?? { text: '', column: 1 };
  const most = name === 'lat' ? 90 : 180;
  const value = degrees(field.text, row.separator);
  if (Math.abs(value) <= most) return value === 0 ? 0 : value;
  const at = { line: row.line, column: field.column };
  report(list, { code: 'csv-number', path: [], value: field.text, at, facts: { name, least: -most, most } });
  return Number.NaN;
}

/**
 * Reads a table of postal codes: a header line with `postcode`, `lat` and `lon` in any order (further columns are left
 * alone), `,` or `;` between fields, with or without a byte order mark. All problems are reported, with line and column.
 */
export function readPostalCodes(csvText: string): PostalCodesReading {
  const list = newFaultList();
  const postalCodes = new Map<string, Coordinates>();
  const lineOf = new Map<string, number>();
  const lines = csvText.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const header = lines[0] ?? '';
  const separator = header.includes(';') ? ';' : ',';
  const names = fieldsOf(header, separator).map(({ text }) => text.toLowerCase());
  const [codeAt, latAt, lonAt] = COLUMNS.map((name) => names.indexOf(name)) as [number, number, number];
  if (Math.min(codeAt, latAt, lonAt) < 0) {
    report(list, { code: 'csv-header', path: [], value: header, at: { line: 1, column: 1 } });
    return { ok: false, problems: toProblems(list, undefined), warnings: [] };
  }
  for (const [index, text] of lines.entries()) {
    if (index === 0 || text.trim() === '') continue;
    const line = index + 1;
    const row: Row = { fields: fieldsOf(text, separator), line, separator };
    if (row.fields.length !== names.length) {
      const facts = { count: row.fields.length, expected: names.length };
      report(list, { code: 'csv-columns', path: [], at: { line, column: 1 }, facts });
      continue;
    }
    const code = row.fields[codeAt] ?? { text: '', column: 1 };
    const at = { line, column: code.column };
    const first = lineOf.get(code.text);
    if (!/^\d{4}$/.test(code.text)) report(list, { code: 'csv-postal-code', path: [], value: code.text, at });
    else if (first !== undefined)
      report(list, { code: 'csv-duplicate', path: [], value: code.text, at, facts: { first } });
    lineOf.set(code.text, first ?? line);
    const lat = readDegrees(row, latAt, 'lat', list);
    const lon = readDegrees(row, lonAt, 'lon', list);
    postalCodes.set(code.text, { lat, lon });
  }
  return list.count === 0
    ? { ok: true, postalCodes, warnings: [] }
    : { ok: false, problems: toProblems(list, undefined), warnings: [] };
}
