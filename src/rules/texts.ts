// A rule's texts with the facts of a finding filled in: the only place where codes, dates and amounts become words.
import { oereAMonth } from '../domain/mileage.ts';
import type { Facts, Locale, Rule } from './rule.ts';
import { word } from './vocabulary.ts';

export type TextKind = 'demand' | 'broken' | 'unknown' | 'advice' | 'neutral';

const MONTHS = {
  no: 'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** Facts that hold ids: shown as they are, even where an id happens to be a code. */
const isId = (name: string): boolean => name.endsWith('Id') || ['contact', 'person', 'pin', 'payers'].includes(name);

const decimals = (value: number, locale: Locale): string => {
  const digits = Number.isInteger(value) ? String(value) : value.toFixed(2);
  return (locale === 'en' ? digits : digits.replace('.', ',')).replace('-', '−');
};

/** `2026-01-05` and `2026-01` in words; undefined for anything else. */
function calendarText(value: string, locale: Locale): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(value) ?? [];
  const name = MONTHS[locale === 'en' ? 'en' : 'no'][Number(month) - 1];
  if (name === undefined) return undefined;
  if (day === undefined) return `${name} ${year}`;
  return `${Number(day)}${locale === 'en' ? '' : '.'} ${name} ${year}`;
}

function factText(name: string, value: Facts[string], locale: Locale): string {
  if (typeof value === 'number') return decimals(value, locale);
  if (typeof value === 'boolean')
    return { nb: ['nei', 'ja'], nn: ['nei', 'ja'], en: ['no', 'yes'] }[locale][Number(value)] ?? '';
  // A brace in a value is no placeholder, and is not left to look like one.
  const plain = value.replaceAll(/[{}]/g, '');
  return isId(name) ? plain : (calendarText(plain, locale) ?? word(plain, locale));
}

/** Amounts of mileage are counted in 1/6000 øre a month; people read kroner. */
function readable(rule: Rule, facts: Facts): Facts {
  if (rule.kind !== 'limit' || rule.unit !== 'oere-parts') return facts;
  const entries = Object.entries(facts).map(([name, value]): [string, Facts[string]] => [
    name,
    typeof value === 'number' ? oereAMonth(value) / 100 : value,
  ]);
  return Object.fromEntries(entries);
}

/**
 * One of a rule's texts with its `{placeholders}` filled from the facts. A rule without an `unknown` text says what is
 * broken. A placeholder without a fact becomes a dash, or goes with the parentheses it stands alone in. A term found
 * at fault without points states its demand.
 */
export function sentence(rule: Rule, which: TextKind, facts: Facts, locale: Locale): string {
  const isDemand = rule.kind === 'term' && which === 'broken' && !Object.hasOwn(facts, 'points');
  const text = (rule.texts[isDemand ? 'demand' : which] ?? rule.texts.broken)[locale];
  const known = readable(rule, facts);
  const fill = (name: string): string | undefined => {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    return value === undefined ? undefined : factText(name, value, locale);
  };
  return text
    .replaceAll(/ \(\{([^{}]*)\}\)/g, (whole, name: string) => (fill(name) === undefined ? '' : whole))
    .replaceAll(/\{([^{}]*)\}/g, (_whole, name: string) => fill(name) ?? '–');
}
