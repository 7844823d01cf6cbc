// Tables of a document's fields from its JSON Schema: name, kind of value, whether it must be given, meaning.
import { clock, code, date, id, place, slot, window } from '../src/schema/scalars.ts';
import { table } from './generated-files.ts';

/** What these tables read of a JSON Schema. */
export type Schema = {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
};

/** Values with a name of their own, described once. */
export const NAMED: readonly string[] = [
  'id',
  'code',
  'date',
  'clock',
  'window',
  'slot',
  'place',
  'month',
  'postal-code',
];

const shownCode = (value: unknown): string => `\`${JSON.stringify(value)}\``;
const words = (values: readonly unknown[]): string =>
  values.map((value) => (typeof value === 'string' ? `\`${value}\`` : String(value))).join(', ');

function range({ minimum, maximum }: Schema): string {
  // The bounds of exact integers are no bounds of the format.
  const from = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const to = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (from === undefined && to === undefined) return '';
  return to === undefined ? ` from ${from}` : ` ${from ?? ''}–${to}`;
}

/** A few words for what a value is. */
export function kindOf(schema: Schema): string {
  if (schema.title !== undefined && NAMED.includes(schema.title)) return schema.title;
  if (schema.const !== undefined) return words([schema.const]);
  if (schema.enum !== undefined) return words(schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options?.every((option) => option.const !== undefined)) return words(options.map((option) => option.const));
  if (options !== undefined) return [...new Set(options.map(kindOf))].join(' or ');
  if (schema.prefixItems !== undefined) return `[${schema.prefixItems.map(kindOf).join(', ')}]`;
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'values' : kindOf(schema.items)}`;
  if (schema.type === 'object') return schema.properties === undefined ? 'object by code' : 'object';
  if (schema.type === 'integer') return `whole number${range(schema)}`;
  return `${schema.type ?? 'value'}${range(schema)}`;
}

/** Descriptions that a value has by its name alone and that say nothing of this field. */
const GENERIC = new Set([id, code, date, clock, window, slot, place].map((schema) => schema.meta()?.description ?? ''));

function meaningOf({ description, items }: Schema): string {
  const meaning = description ?? items?.description ?? '';
  return GENERIC.has(meaning) ? '' : meaning;
}

function presence(schema: Schema, required: boolean): string {
  if (required) return 'required';
  if (schema.default === undefined) return 'optional';
  const shown = JSON.stringify(schema.default);
  return shown === '{}'
    ? 'optional'
    : shown.length > 60
      ? 'default: see the policy page'
      : `default ${shownCode(schema.default)}`;
}

/** What tells an alternative from the others: its first fixed field. */
function chosenBy(option: Schema): string {
  const [name, field] = Object.entries(option.properties ?? {}).find(([, each]) => each.const !== undefined) ?? [];
  return name === undefined ? '' : `(${name}: ${String(field?.const)})`;
}

/** Objects below a schema that have fields of their own to show. */
function objectsBelow(schema: Schema, path: string): { readonly path: string; readonly schema: Schema }[] {
  if (schema.title !== undefined && NAMED.includes(schema.title)) return [];
  if (schema.properties !== undefined) return [{ path, schema }];
  if (schema.items !== undefined) return objectsBelow(schema.items, `${path}[]`);
  return (schema.oneOf ?? []).flatMap((option) => objectsBelow(option, `${path} ${chosenBy(option)}`));
}

/** A table of an object's fields and, after it, the tables of the objects in it. */
export function fieldTables(schema: Schema, path: string, level: number, leaveOut: readonly string[] = []): string {
  const fields = Object.entries(schema.properties ?? {});
  const rows = fields.map(([name, field]) => [
    `\`${name}\``,
    kindOf(field),
    presence(field, schema.required?.includes(name) === true),
    meaningOf(field),
  ]);
  const title = path === '' ? '' : `\n${'#'.repeat(level)} \`${path}\`\n\n`;
  const below = fields
    .filter(([name]) => !leaveOut.includes(name))
    .flatMap(([name, field]) => objectsBelow(field, path === '' ? name : `${path}.${name}`));
  return `${title}${table(['field', 'value', 'presence', 'meaning'], rows)}${below.map((inner) => fieldTables(inner.schema, inner.path, Math.min(4, level + 1))).join('')}`;
}
