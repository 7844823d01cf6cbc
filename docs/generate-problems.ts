// Writes docs/problems.md: every code a problem of a document can have, with its texts in three languages.
// `npx tsx docs/generate-problems.ts` writes; with `--check` it writes nothing, names a stale page and exits 1.
import { SENSE_PROBLEMS } from '../src/schema/catalogue-of-sense.ts';
import { SHAPE_PROBLEMS } from '../src/schema/catalogue-of-shape.ts';
import { TEXT_PROBLEMS } from '../src/schema/catalogue-of-text.ts';
import { WARNINGS } from '../src/schema/catalogue-of-warnings.ts';
import { MAX_DEPTH } from '../src/schema/json-text.ts';
import { LOCALES } from '../src/schema/locale.ts';
import { MAX_PROBLEMS, MAX_VALUE_LENGTH } from '../src/schema/problem.ts';
import type { CatalogueEntry } from '../src/schema/problem-catalogue.ts';
import { MAX_BYTES } from '../src/schema/read-document.ts';
import { MAX_ENTRIES } from '../src/schema/scalars.ts';
import { writeOrCheck } from './generated-files.ts';

const LANGUAGES = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' } as const;

const grouped = (amount: number): string => amount.toLocaleString('en').replaceAll(',', ' ');

const HEAD = `<!-- Generated from src/schema by docs/generate-problems.ts; edit the catalogue instead. -->
# Problems of a document

A caseload, a plan or a table of postal codes is read with all its problems at once. A problem has a \`code\`, a
\`pointer\` (RFC 6901) to the value or to where it should be, the \`value\` itself where it is a plain one (at most
${MAX_VALUE_LENGTH} characters; lists and objects are never shown), and a message and a suggestion in three languages.
Faults of the text and of tables have \`at\`, line and column from 1. A code is never renamed and never used for
something else.

Limits: ${grouped(MAX_BYTES)} bytes, ${MAX_DEPTH} levels of nesting, ${grouped(MAX_ENTRIES)} entries in a list or object.
A text over a limit, or that is not JSON, is not read further. Of more than ${grouped(MAX_PROBLEMS)} problems the first
are listed and all are counted.

Words in braces: \`{thing}\` name of the value, \`{value}\` the value, \`{owner}\` id of whom or what it belongs to,
\`{self}\` id of the entry; the others are named by the check.
`;

function section(title: string, catalogue: Readonly<Record<string, CatalogueEntry>>): string {
  const entries = Object.entries(catalogue).map(([code, { message, fix, fixNear }]) => {
    const lines = LOCALES.map((locale) => {
      const near = fixNear === undefined ? '' : ` / ${fixNear[locale]}`;
      return `- ${LANGUAGES[locale]}: ${message[locale]} *${fix[locale]}${near}*`;
    });
    return `\n### ${code}\n\n${lines.join('\n')}\n`;
  });
  return `\n## ${title}\n${entries.join('')}`;
}

writeOrCheck({
  'problems.md': [
    HEAD,
    section('Of the text', TEXT_PROBLEMS),
    section('Of the shape', SHAPE_PROBLEMS),
    section('Of the sense', SENSE_PROBLEMS),
    section('Warnings', WARNINGS),
  ].join(''),
});
