// Reads a caseload file with all its problems at once: text, shape, ids, contradictions, pins.
import { type Caseload, caseload as schema } from './caseload.ts';
import { checkContradictions } from './contradictions.ts';
import { checkPartners } from './partners.ts';
import type { PostalCodes } from './postal-codes.ts';
import { newFaultList, type Problem, toProblems } from './problem.ts';
import { readDocument } from './read-document.ts';
import { checkReferences } from './references.ts';
import { reportTo } from './sense.ts';
import { checkWarnings } from './warnings.ts';

export type CaseloadReading =
  | { readonly ok: true; readonly caseload: Caseload; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

export type CaseloadReadingOptions = {
  /** Coordinates of postal codes; without it a place given by postal code is a problem. */
  readonly postalCodes?: PostalCodes | undefined;
};

/**
 * Reads the text of a caseload file. Never throws; all problems are found in one reading, also crossed dates and ids
 * that point nowhere in a document that has faults of shape elsewhere.
 */
export function readCaseload(text: string, options: CaseloadReadingOptions = {}): CaseloadReading {
  const { rough, root, faults } = readDocument<Caseload>(text, schema, 'kobling/caseload@1');
  const unusual = newFaultList();
  if (rough !== undefined) {
    const report = reportTo(faults);
    checkReferences(rough, report);
    checkContradictions(rough, options.postalCodes, report);
    checkPartners(rough, root, report);
    checkWarnings(rough, reportTo(unusual));
  }
  const warnings = toProblems(unusual, root);
  return faults.count === 0 && rough !== undefined
    ? // Nothing was reported, so nothing is missing.
      { ok: true, caseload: rough as Caseload, warnings }
    : { ok: false, problems: toProblems(faults, root), warnings };
}
