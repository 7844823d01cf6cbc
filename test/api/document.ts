// The API's published document as tests read it: its operations, and whether an answer is one that it promises.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Schema = Readonly<Record<string, unknown>>;
type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
};
type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly hasBody: boolean;
  readonly answers: Readonly<Record<string, { readonly content?: Content }>>;
};

export type ApiDocument = {
  readonly operations: readonly Operation[];
  /** What an answer has that the document does not promise; undefined where it has nothing. */
  wrongIn(operation: Operation, answer: { status: number; type: string; text: string }): string | undefined;
};

type Raw = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: object;
};

/** Reads a document; throws where a schema of it is none. */
export function readApiDocument(document: Raw): ApiDocument {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  ajv.addSchema({ $id: 'https://api.invalid/', components: document.components });
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): Operation => {
      const {
        operationId,
        parameters = [],
        requestBody,
        responses,
      } = raw as {
        operationId: string;
        parameters?: Parameter[];
        requestBody?: object;
        responses: Operation['answers'];
      };
      return {
        id: operationId,
        method: method.toUpperCase(),
        path,
        parameters,
        hasBody: requestBody !== undefined,
        answers: responses,
      };
    }),
  );
  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (key: string, schema: Schema): ValidateFunction => {
    let found = compiled.get(key);
    if (found === undefined) {
      const text = JSON.stringify(schema).replaceAll('"#/components/', '"https://api.invalid/#/components/');
      found = ajv.compile(JSON.parse(text) as Schema);
      compiled.set(key, found);
    }
    return found;
  };
  return {
    operations,
    wrongIn(operation, { status, type, text }) {
      const promised = operation.answers[String(status)];
      if (promised === undefined) return `${operation.id} must not answer ${status}`;
      const [kind, content] = Object.entries(promised.content ?? {})[0] ?? [];
      if (kind === undefined || content === undefined)
        return text === '' ? undefined : `${operation.id} ${status} has a body`;
      if (!type.startsWith(kind)) return `${operation.id} ${status} is ${type}, not ${kind}`;
      const bodies =
        kind === 'text/event-stream'
          ? text
              .split('\n\n')
              .filter((block) => block.startsWith('data: '))
              .map((block) => block.slice(6))
          : [text];
      const validate = validatorOf(`${operation.id} ${status}`, content.schema);
      for (const body of bodies)
        if (!validate(JSON.parse(body))) return `${operation.id} ${status}: ${ajv.errorsText(validate.errors)}`;
      return undefined;
    },
  };
}
