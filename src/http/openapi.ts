// The API's document (OpenAPI 3.1), from the routes themselves: what is answered is what is said here.
import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { PERMISSIONS } from './access.ts';
import { word } from './pages-and-versions.ts';
import { HTTP_PROBLEMS, type HttpProblem } from './problem.ts';
import { type AnyRoute, PREFIX } from './route.ts';

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string().meta({ description: 'What is wrong, in a sentence.' }),
    status: z.int(),
    detail: z.string().meta({ description: 'What to do.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({
            description: 'Where: a JSON pointer into the body, or #query/…, #headers/….',
          }),
          message: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Everything that is wrong in what was sent.' }),
  })
  .meta({ id: 'Problem' });

/** Problems that every route has. */
const ALWAYS: readonly HttpProblem[] = ['unknown-caller', 'not-allowed', 'not-found', 'too-many', 'internal', 'away'];
const WITH_INPUT: readonly HttpProblem[] = ['bad-request'];
const WITH_BODY: readonly HttpProblem[] = ['bad-body', 'too-large'];

export function problemsOf({ input, problems = [] }: AnyRoute): HttpProblem[] {
  const { body, query, headers } = input;
  const hasInput = (body ?? query ?? headers) !== undefined;
  return [...ALWAYS, ...(hasInput ? WITH_INPUT : []), ...(body === undefined ? [] : WITH_BODY), ...problems];
}

const municipality = word(100).meta({ description: 'Id of the municipality.' });

function responsesOf(route: AnyRoute): RouteConfig['responses'] {
  const { status, answer, answerHeaders = {}, isStream = false, title } = route;
  const headers = Object.fromEntries(
    Object.entries(answerHeaders).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
  const good = {
    description: title,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(answer === undefined
      ? {}
      : { content: { [isStream ? 'text/event-stream' : 'application/json']: { schema: answer } } }),
  };
  const byStatus = new Map<number, string[]>();
  for (const problem of problemsOf(route)) {
    const [code, sentence] = HTTP_PROBLEMS[problem];
    byStatus.set(code, [...(byStatus.get(code) ?? []), sentence]);
  }
  return Object.fromEntries([
    [status, good],
    // What may be new is answered with 201 then.
    ...(route.method === 'put' ? [[201, good]] : []),
    ...[...byStatus].map(([code, sentences]) => [
      code,
      { description: sentences.join(' '), content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  ]) as RouteConfig['responses'];
}

/** The document of a version of the API. */
export function openApiDocument(routes: readonly AnyRoute[], version: string) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key (kobling account --key), or a token of the identity provider.',
  });
  for (const each of routes) {
    const { id, method, path, title, text, tag, may, input } = each;
    const roles = PERMISSIONS[may].join(', ');
    registry.registerPath({
      operationId: id,
      method,
      path: PREFIX + path,
      summary: title,
      description: [text, `For the roles ${roles}.`].filter((part) => part !== undefined).join('\n\n'),
      tags: [tag],
      security: [{ bearer: [] }],
      request: {
        params: z.object({ municipality, ...input.path?.shape }),
        ...(input.query === undefined ? {} : { query: input.query }),
        ...(input.headers === undefined ? {} : { headers: input.headers }),
        ...(input.body === undefined
          ? {}
          : { body: { required: true, content: { 'application/json': { schema: input.body } } } }),
      },
      responses: responsesOf(each),
    });
  }
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Kobling',
      version,
      description:
        'Matches recipients of the støttekontakt service to support contacts, and plans their weekly sessions. A person decides: what is proposed here becomes a placement only in somebody’s name.',
    },
  });
  return withPlainPatterns(document);
}

/** JSON Schema's patterns have no flags (`…/u`): they are Unicode's always. */
const withPlainPatterns = <T>(document: T): T =>
  JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      key === 'pattern' && typeof value === 'string' ? value.replace(/(?<=\$)\/[a-z]+$/, '') : value,
    ),
  ) as T;
