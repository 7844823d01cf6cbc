// What many routes share: how lists are read page by page, what a version looks like, and the chapters of the document.
import { z } from 'zod';
import { RequestProblem } from './problem.ts';

/** Chapters of the API's document. */
export const TAGS = {
  caseload: 'Caseload',
  jobs: 'Jobs',
  plans: 'Plans',
  placements: 'Placements',
  access: 'Access and trail',
} as const;

/** A text that can be kept and shown: no control characters, no halves of characters. */
export const word = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{C}+$/u);

/** Asked again with the same key, a request is the same one. */
export const keyHeaders = z.object({
  'idempotency-key': word(200).meta({
    description: 'A key of your own, the same whenever you ask again for the same.',
  }),
  traceparent: z.string().max(100).optional().meta({ description: 'The trace it belongs to (W3C Trace Context).' }),
});

const MOST_A_PAGE = 500;

/** A page of a list: what comes after an id, so many at most. */
export const pageQuery = z.object({
  after: word(200).optional().meta({ description: 'The `next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(MOST_A_PAGE).default(100),
});
export type PageQuery = z.output<typeof pageQuery>;

/** A page: `next` is what the following page begins after, null on the last. */
export const pageOf = <T extends z.ZodType>(item: T, name: string) =>
  z.object({ items: z.array(item), next: z.string().nullable() }).meta({ id: name });
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

/** A page of items that were read one too many, to know whether there is another. */
export function pageFrom<T>(rows: readonly T[], limit: number, keyOf: (item: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}

export const etagOf = (version: number): string => `"${version}"`;

/** Which version somebody changes: `If-Match: "3"`, or `If-None-Match: *` where there must be none. */
export const versionHeaders = z.object({
  'if-match': z
    .string()
    .regex(/^"[1-9]\d{0,9}"$/)
    .optional()
    .meta({ description: 'The ETag that was read.' }),
  'if-none-match': z.literal('*').optional().meta({ description: 'There must be none yet.' }),
});

/** The version that is changed, 0 where there must be none; throws where it is not said. */
export function versionOf(headers: z.output<typeof versionHeaders>): number {
  const { 'if-match': match, 'if-none-match': none } = headers;
  if (match !== undefined && none === undefined) return Number(match.slice(1, -1));
  if (none !== undefined && match === undefined) return 0;
  throw new RequestProblem('version-needed');
}

/** What is there; throws where it is not. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RequestProblem('not-found');
  return value;
}

export const isoMoment = z.string().meta({ format: 'date-time', description: 'A moment in UTC.' });
