// Reads a certificate file with all problems of its text and shape at once. What it proves is for the auditor.
import { type Certificate, certificate as schema } from './certificate.ts';
import { type Problem, toProblems } from './problem.ts';
import { readDocument } from './read-document.ts';

export type CertificateReading =
  | { readonly ok: true; readonly certificate: Certificate; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

/** Reads the text of a certificate file. Never throws. Ids are not looked up. */
export function readCertificate(text: string): CertificateReading {
  const { rough, root, faults } = readDocument<Certificate>(text, schema, 'kobling/certificate@1');
  return faults.count === 0 && rough !== undefined
    ? { ok: true, certificate: rough as Certificate, warnings: [] }
    : { ok: false, problems: toProblems(faults, root), warnings: [] };
}
