// Inputs that nobody should send: valid ones broken somewhere, and nonsense of every kind.
import type { Draw } from '../tiny/draw.ts';

const TEXTS = [
  '',
  ' ',
  '\u0000',
  '../../etc/passwd',
  "'; DROP TABLE entity; --",
  '<script>alert(1)</script>',
  '%00%ff',
  '__proto__',
  'constructor',
  '\ud800',
  '😀'.repeat(50),
  'x'.repeat(5_000),
  '2026-02-30',
  '25:61',
  '-0',
  '1e999',
  'null',
  '${7*7}',
  '{{7*7}}',
  '\u202egnirts',
];
const NUMBERS = [0, -1, 1e308, -1e308, 2 ** 53, 0.1, 1e-320, 2 ** 31, -(2 ** 31) - 1];

export const garbageText = (draw: Draw): string => draw.pick(TEXTS);

/** Any JSON value, nested up to a depth. */
export function garbage(draw: Draw, depth = 3): unknown {
  const kind = draw.int(0, depth > 0 ? 6 : 3);
  if (kind === 0) return garbageText(draw);
  if (kind === 1) return draw.pick(NUMBERS);
  if (kind === 2) return draw.pick([null, true, false]);
  if (kind === 3) return draw.pick(['kode-6', 'individual', '2026-01-05', '08:00', 'r-1']);
  if (kind === 4) return Array.from({ length: draw.int(0, 5) }, () => garbage(draw, depth - 1));
  return Object.fromEntries(
    Array.from({ length: draw.int(0, 4) }, () => [
      draw.pick([...TEXTS, 'id', 'kind', 'entry']),
      garbage(draw, depth - 1),
    ]),
  );
}

/** A value with something in it changed, added or left out. */
export function broken(draw: Draw, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || draw.chance(0.15)) return garbage(draw);
  if (Array.isArray(value)) {
    const copy = [...(value as unknown[])];
    if (copy.length === 0 || draw.chance(0.2)) return [...copy, garbage(draw)];
    const at = draw.int(0, copy.length - 1);
    copy[at] = broken(draw, copy[at]);
    return copy;
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || draw.chance(0.2)) return { ...value, [garbageText(draw)]: garbage(draw) };
  const at = draw.int(0, entries.length - 1);
  if (draw.chance(0.2)) return Object.fromEntries(entries.filter((_, k) => k !== at));
  return Object.fromEntries(entries.map(([key, own], k) => [key, k === at ? broken(draw, own) : own]));
}

/** A text of JSON that may be none. */
export function brokenText(draw: Draw, value: unknown): string {
  const text = JSON.stringify(value);
  const at = draw.int(0, text.length);
  return draw.pick([
    text.slice(0, at),
    `${text.slice(0, at)}${garbageText(draw)}${text.slice(at)}`,
    '[',
    '{"a":',
    '\ufeff{}',
    'NaN',
  ]);
}
