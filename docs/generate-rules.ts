// Writes docs/rules: a table of all rules and a page for each, from the rules' own declarations.
// `npx tsx docs/generate-rules.ts` writes; with `--check` it writes nothing, names stale pages and exits 1.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { RULES } from '../src/rules/index.ts';
import { type Example, LOCALES, type Rule } from '../src/rules/rule.ts';
import { policy } from '../src/schema/policy.ts';

const FOLDER = fileURLToPath(new URL('./rules/', import.meta.url));
const NOTE = '<!-- Generated from src/rules by docs/generate-rules.ts; edit the rule instead. -->\n';

const SOURCES: Readonly<Record<string, string>> = {
  'H-QS': "Halden's quality standard",
  'H-INFO': "Halden's information page",
  NN: "a nynorsk municipality's service description",
  MOL: "Molde's service description",
  HAM: "Hammerfest's information page",
  PUB: "other public sources: Helsedirektoratet, Lovdata, other municipalities' pages",
  SET: 'no source fixes it: a setting of the municipality',
  practice: 'how the service is run',
};

const KINDS: Readonly<Record<Rule['kind'], { readonly strength: 'hard' | 'soft'; readonly meaning: string }>> = {
  eligibility: { strength: 'hard', meaning: 'who may meet whom' },
  window: { strength: 'hard', meaning: 'when a session may lie' },
  limit: { strength: 'hard', meaning: 'how much, and how many' },
  conflict: { strength: 'hard', meaning: 'what cannot go together' },
  pin: { strength: 'hard', meaning: 'what stays' },
  term: { strength: 'soft', meaning: 'better or worse, in points' },
};

const LANGUAGES = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' } as const;

type Row = readonly string[];

/** A Markdown table; a bar inside a cell would end it. */
function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

const property = (value: unknown, key: string): unknown =>
  value instanceof Object && !Array.isArray(value) ? Reflect.get(value, key) : undefined;

const policySchema: unknown = z.toJSONSchema(policy, { io: 'input' });
const policyDefaults: unknown = policy.parse({});

/** What the policy schema says of a setting, or of the group of settings it belongs to. */
function describe(path: readonly string[]): string {
  let description = '';
  let schema = policySchema;
  for (const key of path) {
    schema = property(property(schema, 'properties'), key);
    const own = property(schema, 'description');
    if (typeof own === 'string') description = own;
  }
  return description;
}

/** A setting as rows of a table; a group of settings gives a row for each. */
function settingRows(path: readonly string[]): Row[] {
  const value = path.reduce(property, policyDefaults);
  if (value === undefined) throw new Error(`The setting (${path.join('.')}) of a rule must be one of the policy.`);
  if (value instanceof Object && !Array.isArray(value))
    return Object.keys(value).flatMap((key) => settingRows([...path, key]));
  return [[`\`${path.join('.')}\``, `\`${JSON.stringify(value)}\``, describe(path)]];
}

const outcomeText = ({ outcome }: Example): string =>
  typeof outcome === 'string' ? outcome : `${outcome.points} points`.replace('-', '−');

const boundText = ({ bound }: Example): string =>
  bound === undefined ? '' : { on: 'on the bound', over: 'one step over' }[bound];

const inForceText = ({ inForce: { from, to } }: Rule): string =>
  to === undefined ? `from ${from}` : `from ${from}, until ${to} (exclusive)`;

/** The page of one rule. */
function rulePage(rule: Rule): string {
  const { strength, meaning } = KINDS[rule.kind];
  const { title, demand, ...rest } = rule.texts;
  // Settings of one group share a description, which is printed once.
  const settings = rule.settings
    .flatMap((path) => settingRows(path.split('.')))
    .map(([path = '', value = '', description = ''], index, all) => [
      path,
      value,
      description === all[index - 1]?.[2] ? 'as above' : description,
    ]);
  const texts = Object.entries({ title, demand, ...rest }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, ...LOCALES.map((locale) => text[locale])]],
  );
  const parts = [
    `${NOTE}\n# ${rule.id}\n\n**${LOCALES.map((locale) => title[locale]).join(' · ')}**\n\n${demand.en}\n`,
    table(
      ['', ''],
      [
        ['Kind', `${rule.kind}: ${meaning}`],
        ['Strength', strength],
        ...(rule.kind === 'limit' ? [['Counted in', rule.unit]] : []),
        ['In force', inForceText(rule)],
        ['Declared in', `[src/rules/${rule.kind}/${rule.id}.ts](../../src/rules/${rule.kind}/${rule.id}.ts)`],
      ],
    ),
    `## Sources\n\n${table(
      ['Source', 'What it says'],
      rule.sources.map(({ name, reference }) => [name, reference]),
    )}`,
    `## Settings\n\n${settings.length === 0 ? 'None.\n' : table(['Policy', 'Default', 'Meaning'], settings)}`,
    `## Texts\n\n${table(['', ...LOCALES.map((locale) => LANGUAGES[locale])], texts)}`,
    `## Examples\n\nEach is run by the tests.\n\n${table(
      ['Example', 'Outcome', 'Bound'],
      rule.examples.map((example) => [example.title, outcomeText(example), boundText(example)]),
    )}`,
  ];
  return parts.join('\n');
}

/** The table of all rules. */
function overview(): string {
  const rows = RULES.map((rule): Row => {
    const names = [...new Set(rule.sources.map(({ name }) => name))].join(', ');
    return [`[${rule.id}](${rule.id}.md)`, rule.kind, KINDS[rule.kind].strength, rule.texts.demand.en, names];
  });
  const kinds = Object.entries(KINDS).map(([kind, { strength, meaning }]): Row => [kind, strength, meaning]);
  return [
    `${NOTE}\n# Rules\n`,
    'A plan that breaks a hard rule is never proposed. Soft rules give points; a plan is better the more it has.\n',
    table(['Rule', 'Kind', 'Strength', 'Demand', 'Source'], rows),
    `## Kinds\n\n${table(['Kind', 'Strength', 'Meaning'], kinds)}`,
    `## Sources\n\n${table(['Name', 'Source'], Object.entries(SOURCES))}`,
  ].join('\n');
}

const pages = new Map([
  ['README.md', overview()],
  ...RULES.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)]),
]);

mkdirSync(FOLDER, { recursive: true });
const present = new Set(readdirSync(FOLDER));
const stale = [...pages].filter(
  ([name, text]) => !present.has(name) || readFileSync(join(FOLDER, name), 'utf8') !== text,
);
const surplus = [...present].filter((name) => !pages.has(name));

if (process.argv.includes('--check')) {
  const names = [...stale.map(([name]) => name), ...surplus];
  for (const name of names) console.error(`The page (docs/rules/${name}) must say what the rules say.`);
  if (names.length > 0) {
    console.error('Maybe run: npx tsx docs/generate-rules.ts');
    process.exitCode = 1;
  }
} else {
  for (const [name, text] of stale) writeFileSync(join(FOLDER, name), text);
  for (const name of surplus) rmSync(join(FOLDER, name));
  console.log(`${pages.size} pages, ${stale.length} written, ${surplus.length} removed.`);
}
