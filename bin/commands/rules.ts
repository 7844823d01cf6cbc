// `kobling rules`: the catalogue of rules, or one rule with its sources, settings and texts.
import type { Command } from 'commander';
import { RULES } from '../../src/rules/index.ts';
import type { Rule } from '../../src/rules/rule.ts';
import type { Locale } from '../../src/schema/locale.ts';
import { policy } from '../../src/schema/policy.ts';
import { EXIT, type ExitCode, Failure } from '../exit.ts';
import { columns, numberText, wrapped } from '../format.ts';
import type { Io } from '../io.ts';
import { type JsonOption, type LocaleOption, withJson, withLocale } from '../options.ts';
import { say } from '../phrases.ts';

type Options = LocaleOption & JsonOption;

const DEFAULTS: unknown = policy.parse({});

/** The default of a setting, as JSON. */
function defaultOf(path: string): string {
  let value = DEFAULTS;
  for (const key of path.split('.')) value = value instanceof Object ? (Reflect.get(value, key) as unknown) : undefined;
  return JSON.stringify(value) ?? '–';
}

const strengthOf = ({ kind }: Rule): 'hard' | 'soft' => (kind === 'term' ? 'soft' : 'hard');

const jsonOf = (rule: Rule, locale: Locale): Record<string, unknown> => ({
  id: rule.id,
  kind: rule.kind,
  strength: strengthOf(rule),
  title: rule.texts.title[locale],
  demand: rule.texts.demand[locale],
  sources: rule.sources,
  inForce: rule.inForce,
  settings: rule.settings,
});

function page(io: Io, rule: Rule, locale: Locale): string[] {
  const { texts, sources, settings, examples } = rule;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', io.style('bold', title), ...lines];
  const said = (['broken', 'unknown', 'advice', 'neutral'] as const).flatMap((which) => {
    const text = texts[which];
    return text === undefined ? [] : [[say(`text-${which}`, locale), text[locale]]];
  });
  return [
    io.style('bold', `${texts.title[locale]} [${rule.id}]`),
    ...wrapped(texts.demand[locale]),
    `${say(`strength-${strengthOf(rule)}`, locale)} · ${say(`kind-${rule.kind}`, locale)}`,
    ...section(say('rulesSources', locale), columns(sources.map(({ name, reference }) => [name, reference]))),
    ...section(say('rulesSettings', locale), columns(settings.map((path) => [path, defaultOf(path)]))),
    ...section(say('rulesTexts', locale), columns(said)),
    ...section(
      say('rulesExamples', locale),
      columns(
        examples.map(({ title, outcome }) => [
          typeof outcome === 'string' ? say(`outcome-${outcome}`, locale) : numberText(outcome.points, locale),
          title,
        ]),
      ),
    ),
  ];
}

function list(io: Io, locale: Locale): string[] {
  const rows = (strength: 'hard' | 'soft'): string[] =>
    columns(RULES.filter((rule) => strengthOf(rule) === strength).map((rule) => [rule.id, rule.texts.demand[locale]]));
  return [
    io.style('bold', say('strength-hard', locale)),
    ...rows('hard'),
    '',
    io.style('bold', say('strength-soft', locale)),
    ...rows('soft'),
  ];
}

export function addRules(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('rules')
    .description('list the rules, or show one with its sources, settings and texts')
    .argument('[id]', 'one rule');
  for (const add of [withLocale, withJson]) add(command);
  command.action((id: string | undefined, { locale, json }: Options) => {
    const rule = RULES.find((candidate) => candidate.id === id);
    if (id !== undefined && rule === undefined)
      throw new Failure(EXIT.badInput, say('noSuchRule', locale, { id }), say('noSuchRuleAdvice', locale));
    const found = rule === undefined ? { rules: RULES.map((each) => jsonOf(each, locale)) } : jsonOf(rule, locale);
    const lines = rule === undefined ? list(io, locale) : page(io, rule, locale);
    io.out(json === true ? `${JSON.stringify(found, undefined, 2)}\n` : `${lines.join('\n')}\n`);
    finish(EXIT.ok);
  });
}
