// Writes fjord-village.json beside this file: a generated caseload of a fjord municipality, one entry a line.
// Run: npx tsx examples/fjord-village.ts
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateCaseload } from '../src/synthetic/generate.ts';

/** The file's text: size village, seed 1, as of 2026-01-05. */
export function fjordVillage(): string {
  const caseload = generateCaseload({ size: 'village', seed: 1, today: '2026-01-05' });
  const fields = Object.entries(caseload).map(([name, value]) => {
    if (!Array.isArray(value) || value.length === 0) return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const entries = value.map((entry) => `    ${JSON.stringify(entry)}`);
    return `  ${JSON.stringify(name)}: [\n${entries.join(',\n')}\n  ]`;
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}

const [, script] = process.argv;
if (script === fileURLToPath(import.meta.url))
  writeFileSync(new URL('fjord-village.json', import.meta.url), fjordVillage());
