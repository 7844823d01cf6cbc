// Writes the JSON Schemas of the documents to docs/schema.
// `npx tsx docs/generate-schemas.ts` writes; with `--check` it writes nothing, names stale files and exits 1.
import { caseloadJsonSchema, certificateJsonSchema, planJsonSchema } from '../src/schema/json-schema.ts';
import { writeOrCheck } from './generated-files.ts';

const WIDTH = 120;

/** JSON as the formatter of this repository writes it: lists of plain values on one line where they fit. */
function json(value: unknown, indent = '', before = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((entry) => JSON.stringify(entry)).join(', ')}]`;
    const plain = value.every((entry) => typeof entry !== 'object');
    if (plain && indent.length + before + line.length < WIDTH) return line;
    return `[\n${value.map((entry) => deeper + json(entry, deeper)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, entry]) => {
    const name = `${JSON.stringify(key)}: `;
    return deeper + name + json(entry, deeper, name.length);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

writeOrCheck({
  'schema/caseload.schema.json': `${json(caseloadJsonSchema())}\n`,
  'schema/certificate.schema.json': `${json(certificateJsonSchema())}\n`,
  'schema/plan.schema.json': `${json(planJsonSchema())}\n`,
});
