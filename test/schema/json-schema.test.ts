// The published JSON Schemas say what a file may hold before defaults are filled in.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { caseloadJsonSchema, certificateJsonSchema, planJsonSchema } from '../../src/schema/json-schema.ts';

const schemas = [
  ['caseload', caseloadJsonSchema(), ['format', 'municipalityId', 'recipients', 'decisions', 'contacts']],
  ['plan', planJsonSchema(), ['format', 'from', 'weeks', 'assignments', 'leads', 'sessions', 'unserved', 'score']],
  ['certificate', certificateJsonSchema(), ['format', 'scaleBits', 'bound', 'parts', 'leads', 'rows', 'contactPlans']],
] as const;

/** Every object inside a JSON value. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? below : [{ ...value }, ...below];
}

test.each(schemas)(
  'the schema of a %s is of draft 2020-12 and asks only for what has no default',
  (_name, schema, required) => {
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema['required']).toEqual(expect.arrayContaining([...required]));
    expect(schema['required']).not.toContain('policy');
    expect(schema['required']).not.toContain('brokenPins');
  },
);

test.each(schemas)('the schema of a %s refuses fields that it does not know, everywhere', (_name, schema) => {
  const objects = objectsIn(schema).filter(({ type, properties }) => type === 'object' && properties !== undefined);
  expect(objects.length).toBeGreaterThan(5);
  for (const object of objects) expect(object['additionalProperties']).toBe(false);
});

test.each(schemas)(
  'every pattern in the schema of a %s is a regular expression that validators read',
  (_name, schema) => {
    const patterns = objectsIn(schema).flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []));
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow();
  },
);

test.each(schemas)('the committed schema of a %s is the one in force', (name, schema) => {
  const file = new URL(`../../docs/schema/${name}.schema.json`, import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
});
