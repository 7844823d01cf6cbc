// Writes docs/caseload.md, docs/plan.md and docs/certificate.md (an example and every field of each document) and
// docs/policy.md (every setting with its default), from the schemas.
// `npx tsx docs/generate-caseload.ts` writes; with `--check` it writes nothing, names stale pages and exits 1.
import { exampleDraft } from '../src/rules/example.ts';
import { caseloadJsonSchema, certificateJsonSchema, planJsonSchema } from '../src/schema/json-schema.ts';
import { policy } from '../src/schema/policy.ts';
import { EXAMPLE_CERTIFICATE } from './example-certificate.ts';
import { fieldTables, kindOf, type Schema } from './field-tables.ts';
import { table, writeOrCheck } from './generated-files.ts';

const NOTE = '<!-- Generated from src/schema by docs/generate-caseload.ts; edit the schema instead. -->\n';
const UNITS = `**Units.** Minutes, metres, øre, whole numbers. Dates \`YYYY-MM-DD\`, local times \`HH:MM\` in Norway, \`24:00\` ends the day.
Intervals are half-open: \`to\` is the first minute or day that is no longer in. Weekdays run from 1 (Monday) to 7; cycle week
1 is an odd ISO week, 2 an even one. Ids are opaque, unique within the document, and never a name or an identity number.
`;

const NAMED_VALUES = table(
  ['value', 'what it is'],
  [
    ['id', '1–64 letters, digits, `.`, `_`, `:`, `-`, the first a letter or digit'],
    ['code', '1–40 lower-case letters, digits and hyphens: a word of an open vocabulary'],
    ['date', '`YYYY-MM-DD`, a date that exists, 1900–2199'],
    ['month', '`YYYY-MM`'],
    ['clock', '`HH:MM`, 00:00–24:00'],
    ['window', '`{ weekday, from, to, cycleWeek? }`: free on that weekday from–to; without `cycleWeek` in every week'],
    ['slot', '`{ weekday, start, minutes, cycleWeek? }`: a recurring session of 15–720 minutes that ends by 24:00'],
    ['place', '`{ lat, lon }` in WGS84 degrees, or `{ postalCode }` of the table the user names'],
  ],
);

const asSchema = (schema: Readonly<Record<string, unknown>>): Schema => schema;
const caseloadSchema = asSchema(caseloadJsonSchema());
const planSchema = asSchema(planJsonSchema());
const certificateSchema = asSchema(certificateJsonSchema());

/** JSON with short objects on one line, to be read by people. */
function readable(value: unknown, indent = ''): string {
  const line = JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + line.length < 110) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((entry) => deeper + readable(entry, deeper)).join(',\n')}\n${indent}]`;
  const entries = Object.entries(value).map(
    ([key, entry]) => `${deeper}${JSON.stringify(key)}: ${readable(entry, deeper)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}

const caseloadPage = (): string => `${NOTE}# The caseload document \`kobling/caseload@1\`

All input of one municipality at one instant, as JSON in UTF-8. The JSON Schema is
[schema/caseload.schema.json](schema/caseload.schema.json); what it cannot say (ids that point somewhere, dates that cross)
is checked when the file is read: see [problems.md](problems.md). Fields that are not listed are refused.

${UNITS}
## Example

One recipient with a decision of 4 hours a week, one contact, one group and one voluntary offer. Synthetic.

\`\`\`json
${readable(exampleDraft().caseload)}
\`\`\`

## Values with a name

${NAMED_VALUES}
## Fields

${fieldTables(caseloadSchema, '', 2, ['policy'])}
The settings of \`policy\` have [a page of their own](policy.md).
`;

const planPage = (): string => `${NOTE}# The plan document \`kobling/plan@1\`

Who meets whom, where and when, with status, bound and score. No timings and no wall-clock stamps: the same input, seed and
steps give the same bytes. The JSON Schema is [schema/plan.schema.json](schema/plan.schema.json).

${UNITS}
## Example

\`\`\`json
${readable(exampleDraft().plan)}
\`\`\`

## Fields

${fieldTables(planSchema, '', 2)}`;

const certificatePage = (): string => `${NOTE}# The certificate document \`kobling/certificate@1\`

Prices that prove an upper bound on the worth of every plan. \`kobling propose CASELOAD --certificate CERTIFICATE\` writes it;
\`kobling check CASELOAD PLAN --bound CERTIFICATE\` verifies it with code of its own: what a solver claims need not be
believed. The JSON Schema is
[schema/certificate.schema.json](schema/certificate.schema.json).

Every plan falls apart into one contact plan or none for each contact and one gathering plan or none for each group and
each slot of an offer. A **contact plan** is a set of one-to-one engagements with their times, and of groups and offers led,
that by itself keeps the rules; it is worth the points of its engagements, times, halves and load. A **gathering plan** is a
set of seats and leaders that by itself keeps the rules; it is worth the points of its seats. What holds them together:

| row | what it says | price |
| --- | --- | --- |
| part | a part, or a half of it, is served at most once | ≥ 0; any where a held pin makes it certain |
| lead | a contact leads a gathering exactly if the gathering has that leader | any |
| clash | at most one of a recipient's sessions and seats that exclude each other, pair by pair | ≥ 0 |
| limit | what a recipient's engagements take of a limit's bucket is at most its most | ≥ 0 |
| cover | the same for a bucket that counts keys once, such as evenings: for each key one part that stands for it | ≥ 0 |
| subset | of some parts, contacts and gatherings, each taken at most once, plans take two at a time at most half, rounded down | ≥ 0 |
| pin | a pin that may break is held, or is one of the most that are broken | ≥ 0 |

The **reduced value** of a plan is its worth less the prices of what it uses; a gathering plan is paid the lead prices that
contact plans pay. With prices on the rows, the rows may be dropped, and no plan is worth more than

    bound = Σ part prices + Σ row prices × most − Σ pin prices + the dearest pins that may break
          + Σ over contacts of the best reduced value + Σ over gatherings of the best reduced value

rounded down to whole points, where a contact or gathering without a plan counts 0. Whatever the prices, the bound holds:
worse prices only prove less. Limits, conflicts and points are asked of the rules; nothing of them is in the certificate.

Verifying ends: where the search for a contact's best plan takes too many steps, it counts what the contact could be worth at
most. Then the verifier proves a higher bound than is stated, which is a note; refuted is only what a found plan refutes.

What \`propose\` writes are the best prices it found before it divided anything into cases
([solver.md](solver.md)). Where it
went on to prove less possible by cases, the plan's own \`bound\` is below that of its certificate; both hold.

${UNITS}
Prices and reduced values are whole numbers of 2^-scaleBits points, below 2^53 in every sum.

## Example

For the caseload of [caseload.md](caseload.md): no plan is worth more than 4 112 points.

\`\`\`json
${readable(EXAMPLE_CERTIFICATE)}
\`\`\`

## Fields

${fieldTables(certificateSchema, '', 2)}`;

type Setting = { readonly path: string; readonly schema: Schema; readonly value: unknown; readonly about: string };

/** Every setting below a schema with its default; groups of settings hand their description down. */
function settingsOf(schema: Schema, value: unknown, path: string, about: string): Setting[] {
  if (schema.properties === undefined) return [{ path, schema, value, about }];
  return Object.entries(schema.properties).flatMap(([name, inner]) => {
    const own: unknown = value instanceof Object ? Reflect.get(value, name) : undefined;
    return settingsOf(inner, own, path === '' ? name : `${path}.${name}`, inner.description ?? about);
  });
}

function policyPage(): string {
  const schema = caseloadSchema.properties?.['policy'];
  if (schema === undefined) throw new Error('the caseload has a policy');
  const rows = settingsOf(schema, policy.parse({}), '', '').map(({ path, schema: setting, value, about }) => [
    `\`${path}\``,
    `\`${JSON.stringify(value)}\``,
    kindOf(setting),
    about,
  ]);
  return `${NOTE}# Policy: every setting and its default

What no source fixes is a setting of the municipality. A caseload's \`policy\` names only what differs from these defaults;
an empty one is valid. A setting is never a way around a rule that a source fixes.

${UNITS}
${table(['setting', 'default', 'value', 'meaning'], rows)}`;
}

writeOrCheck({
  'caseload.md': caseloadPage(),
  'plan.md': planPage(),
  'certificate.md': certificatePage(),
  'policy.md': policyPage(),
});
