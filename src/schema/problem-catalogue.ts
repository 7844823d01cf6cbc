// Every code a problem of a document can have, with its texts; docs/problems.md is printed from it.
// A code is never renamed and never reused for something else.
import { SENSE_PROBLEMS } from './catalogue-of-sense.ts';
import { SHAPE_PROBLEMS } from './catalogue-of-shape.ts';
import { TEXT_PROBLEMS } from './catalogue-of-text.ts';
import type { Localized } from './locale.ts';
import { WARNINGS } from './catalogue-of-warnings.ts';

/**
 * Texts of one code. Placeholders: `{thing}` name of the value, `{value}` the value itself, `{owner}` id of whom or what
 * it belongs to, `{self}` id of the entry, and the facts of the check. A message without `{value}` shows no value.
 */
export type CatalogueEntry = {
  readonly message: Localized;
  readonly fix: Localized;
  /** In place of `fix` where the fact `nearest` is known. */
  readonly fixNear?: Localized;
};

const ALL = { ...TEXT_PROBLEMS, ...SHAPE_PROBLEMS, ...SENSE_PROBLEMS, ...WARNINGS };

export type ProblemCode = keyof typeof ALL;

export const CATALOGUE: Readonly<Record<ProblemCode, CatalogueEntry>> = ALL;

/** Codes that do not hinder reading. */
export const WARNING_CODES: readonly string[] = Object.keys(WARNINGS);
