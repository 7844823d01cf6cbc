// The API's document as a page to read: no script, nothing from elsewhere.
import type { openApiDocument } from './openapi.ts';

type Document = ReturnType<typeof openApiDocument>;
type Json = Readonly<Record<string, unknown>>;

const escaped = (text: unknown): string =>
  (typeof text === 'string' ? text : (JSON.stringify(text) ?? '')).replaceAll(
    /[&<>"']/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character] ?? character,
  );

const slug = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const REF = '#/components/schemas/';

/** What a value is, in a few words, with a link where it has a name. */
function typeOf(schema: Json | undefined): string {
  if (schema === undefined) return 'anything';
  const {
    $ref: ref,
    type,
    items,
    enum: words,
    const: constant,
    anyOf,
    oneOf,
    format,
  } = schema as {
    $ref?: string;
    type?: string | string[];
    items?: Json;
    enum?: unknown[];
    const?: unknown;
    anyOf?: Json[];
    oneOf?: Json[];
    format?: string;
  };
  if (ref !== undefined) {
    const name = ref.slice(REF.length);
    return `<a href="#schema-${slug(name)}">${escaped(name)}</a>`;
  }
  if (constant !== undefined) return `<code>${escaped(JSON.stringify(constant))}</code>`;
  if (words !== undefined) return words.map((word) => `<code>${escaped(JSON.stringify(word))}</code>`).join(' | ');
  const either = anyOf ?? oneOf;
  if (either !== undefined) return either.map(typeOf).join(' or ');
  if (items !== undefined) return `list of ${typeOf(items)}`;
  const names = Array.isArray(type) ? type.join(' or ') : (type ?? 'anything');
  return escaped(format === undefined ? names : `${names} (${format})`);
}

/** The bounds of a value, in the words of its schema. */
function boundsOf(schema: Json): string {
  const told = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'default', 'pattern'].flatMap(
    (name) =>
      schema[name] === undefined || (name === 'maxItems' && schema[name] === 100_000)
        ? []
        : [`${name} <code>${escaped(JSON.stringify(schema[name]))}</code>`],
  );
  return told.join(', ');
}

const row = (name: string, schema: Json, isRequired: boolean, where = ''): string =>
  `<tr><td><code>${escaped(name)}</code>${isRequired ? '' : ' <i>optional</i>'}${where === '' ? '' : `<br>${where}`}</td>
<td>${typeOf(schema)}</td><td>${escaped(schema['description'])} ${boundsOf(schema)}</td></tr>`;

const table = (rows: readonly string[]): string =>
  rows.length === 0
    ? ''
    : `<table><thead><tr><th>Name</th><th>Is</th><th>Means</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;

function fieldsOf(schema: Json): string {
  const {
    properties,
    required = [],
    oneOf,
    anyOf,
  } = schema as {
    properties?: Readonly<Record<string, Json>>;
    required?: readonly string[];
    oneOf?: Json[];
    anyOf?: Json[];
  };
  if (properties !== undefined)
    return table(Object.entries(properties).map(([name, own]) => row(name, own, required.includes(name))));
  const either = oneOf ?? anyOf;
  return either === undefined ? `<p>${typeOf(schema)} ${boundsOf(schema)}</p>` : either.map(fieldsOf).join('<p>or</p>');
}

type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: Json; description?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { schema: Json }>> }>
  >;
};

function operationText(method: string, path: string, operation: Operation): string {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const [body] = Object.values(requestBody?.content ?? {});
  const answers = Object.entries(responses).map(([status, { description: text, content = {} }]) => {
    const [own] = Object.values(content);
    return `<tr><td>${escaped(status)}</td><td>${own === undefined ? 'nothing' : typeOf(own.schema)}</td><td>${escaped(text)}</td></tr>`;
  });
  return `<article id="${slug(operationId)}"><h3>${escaped(summary)}</h3>
<p class="path"><b>${method.toUpperCase()}</b> <code>${escaped(path)}</code> <span>${escaped(operationId)}</span></p>
<p>${escaped(description)}</p>
${table(parameters.map(({ name, in: where, required, schema, description: text }) => row(name, { ...schema, description: text ?? schema['description'] }, required === true, where)))}
${body === undefined ? '' : `<h4>Body</h4>${typeof body.schema['$ref'] === 'string' ? `<p>${typeOf(body.schema)}</p>` : fieldsOf(body.schema)}`}
<h4>Answers</h4><table><tbody>${answers.join('')}</tbody></table></article>`;
}

export const PAGE_STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem 2rem;color:#1b1b1b;background:#fff}
h2{border-bottom:2px solid #1b1b1b;margin-top:3rem}h3{margin:2.5rem 0 .25rem}h4{margin:1rem 0 .25rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}td,th{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #c9c9c9}
td:first-child{width:16rem}code{font-size:.9em;overflow-wrap:anywhere}.path span{color:#595959;float:right}a{color:#00508a}
nav ul{columns:2;padding-left:1.2rem}@media(max-width:40rem){nav ul{columns:1}td:first-child{width:auto}}`;

export function documentPage({ info, paths = {}, components }: Document): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Operation>>).map(([method, operation]) => ({
      method,
      path,
      operation,
    })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  const of = (tag: string) => operations.filter(({ operation }) => operation.tags.includes(tag));
  const contents = tags.map(
    (tag) =>
      `<h4>${escaped(tag)}</h4><ul>${of(tag)
        .map(
          ({ operation: { operationId, summary } }) =>
            `<li><a href="#${slug(operationId)}">${escaped(summary)}</a></li>`,
        )
        .join('')}</ul>`,
  );
  const chapters = tags.map(
    (tag) =>
      `<section><h2>${escaped(tag)}</h2>${of(tag)
        .map(({ method, path, operation }) => operationText(method, path, operation))
        .join('')}</section>`,
  );
  const schemas = Object.entries((components?.schemas ?? {}) as Readonly<Record<string, Json>>).map(
    ([name, schema]) => `<article id="schema-${slug(name)}"><h3>${escaped(name)}</h3>
<p>${escaped(schema['description'])}</p>${fieldsOf(schema)}</article>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(info.title)} API ${escaped(info.version)}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/docs/style.css"></head><body>
<h1>${escaped(info.title)} API ${escaped(info.version)}</h1><p>${escaped(info.description)}</p>
<p>For generators of clients: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<nav>${contents.join('')}</nav>${chapters.join('')}<section><h2>What is sent and answered</h2>${schemas.join('')}</section></body></html>`;
}
