// Writes the generated examples beside this file, one entry a line: all of them, or those named.
// Run: npx tsx examples/generate.ts [file …]
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateCaseload } from '../src/synthetic/generate.ts';

/** Sizes of the generated examples by file name; all have seed 1 and are as of 2026-01-05. */
export const GENERATED = {
  'fjord-village.json': 'village',
  'town.json': 'town',
  'city-district.json': 'district',
} as const;
type Name = keyof typeof GENERATED;

/** The text of a generated example. */
export function exampleText(name: Name): string {
  const caseload = generateCaseload({ size: GENERATED[name], seed: 1, today: '2026-01-05' });
  const fields = Object.entries(caseload).map(([field, value]) => {
    if (!Array.isArray(value) || value.length === 0) return `  ${JSON.stringify(field)}: ${JSON.stringify(value)}`;
    const entries = value.map((entry) => `    ${JSON.stringify(entry)}`);
    return `  ${JSON.stringify(field)}: [\n${entries.join(',\n')}\n  ]`;
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}

export const NAMES = Object.keys(GENERATED) as Name[];

const [, script, ...named] = process.argv;
if (script === fileURLToPath(import.meta.url))
  for (const name of NAMES)
    if (named.length === 0 || named.includes(name)) writeFileSync(new URL(name, import.meta.url), exampleText(name));
