// A caseload as text with one entry of a list a line: small, and a change shows as one line.
import type { CaseloadInput } from '../src/schema/caseload.ts';

export function caseloadText(caseload: CaseloadInput): string {
  const fields = Object.entries(caseload).map(([name, value]: [string, unknown]) => {
    if (!Array.isArray(value) || value.length === 0) return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const entries = value.map((entry) => `    ${JSON.stringify(entry)}`);
    return `  ${JSON.stringify(name)}: [\n${entries.join(',\n')}\n  ]`;
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}
