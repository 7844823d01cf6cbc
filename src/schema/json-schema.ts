// JSON Schemas (draft 2020-12) of the documents, as a file may be written: with defaults left out.
// What they cannot say (ids that point somewhere, crossed dates) is found by the readers.
import { z } from 'zod';
import { caseload } from './caseload.ts';
import { certificate } from './certificate.ts';
import { plan } from './plan.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const schemaOf = (document: z.ZodType): JsonSchema => ({
  ...z.toJSONSchema(document, { target: 'draft-2020-12', io: 'input' }),
});

/** The JSON Schema of `kobling/caseload@1`. */
export const caseloadJsonSchema = (): JsonSchema => schemaOf(caseload);

/** The JSON Schema of `kobling/plan@1`. */
export const planJsonSchema = (): JsonSchema => schemaOf(plan);

/** The JSON Schema of `kobling/certificate@1`. */
export const certificateJsonSchema = (): JsonSchema => schemaOf(certificate);
