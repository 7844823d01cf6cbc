// Numbers, dates and times as people read them in each language, and lines no wider than a page.
import type { Locale } from '../src/schema/locale.ts';

export { patternText } from '../src/explain/pattern-text.ts';

/** Widest line of anything a person reads. */
export const WIDTH = 100;

const TAGS: Readonly<Record<Locale, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

export const numberText = (value: number, locale: Locale, decimals = 0): string =>
  new Intl.NumberFormat(TAGS[locale], { maximumFractionDigits: decimals }).format(value);

/** A share in per cent, by default to whole ones; `up` never shows less than there is. */
export function percentText(share: number, locale: Locale, { decimals = 0, up = false } = {}): string {
  const scale = 10 ** (decimals + 2);
  // Never −0: that is printed with its sign.
  const rounded = up ? Math.max(0, Math.ceil(share * scale - 1e-9)) / scale : share;
  return new Intl.NumberFormat(TAGS[locale], { style: 'percent', maximumFractionDigits: decimals }).format(rounded);
}

const HOUR: Readonly<Record<Locale, string>> = { nb: 't', nn: 't', en: 'h' };

/** Minutes as hours: `2,5 t`. */
export const hoursText = (minutes: number, locale: Locale): string =>
  `${numberText(minutes / 60, locale, 2)} ${HOUR[locale]}`;

/** `5. januar 2026`. */
export const dateText = (date: string, locale: Locale): string =>
  new Intl.DateTimeFormat(TAGS[locale], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** An instant of UTC to the second: `2026-01-06 23:30:00`. */
export const instantText = (at: string): string => at.slice(0, 19).replace('T', ' ');

/** Breaks a text into lines no wider than the page; lines after the first begin with `hang` spaces. */
export function wrapped(
  text: string,
  {
    indent = 0,
    hang,
    width = WIDTH,
  }: { readonly indent?: number; readonly hang?: number; readonly width?: number } = {},
): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let isEmpty = true;
  for (const word of text.split(/ +/)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = ' '.repeat(hang ?? indent);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

/** Rows as aligned columns; the last column is wrapped under itself. */
export function columns(rows: readonly (readonly string[])[], indent = 2): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.flatMap((row) => {
    const head = row
      .slice(0, -1)
      .map((cell, at) => cell.padEnd((widths[at] ?? 0) + 2))
      .join('');
    const start = ' '.repeat(indent) + head;
    if (start.length > WIDTH - 30) return [start.trimEnd(), ...wrapped(row.at(-1) ?? '', { indent: indent + 4 })];
    const [first = '', ...rest] = wrapped(row.at(-1) ?? '', { indent: start.length });
    return [`${start}${first.slice(start.length)}`.trimEnd(), ...rest];
  });
}
