// A certificate as a document: what the solver proves, with the fingerprints of what it is about.
import type { Certificate } from '../src/schema/certificate.ts';
import type { UnsignedCertificate } from '../solver/plans/certificate.ts';
import { rulesetFingerprint } from './fingerprint.ts';

export function certificateText(unsigned: UnsignedCertificate, caseloadFingerprint: string): string {
  const certificate: Certificate = {
    format: 'kobling/certificate@1',
    caseloadFingerprint,
    rulesetFingerprint: rulesetFingerprint(),
    ...unsigned,
  };
  // One entry a line: whole certificates are long.
  const fields = Object.entries(certificate).map(([name, value]) => {
    if (!Array.isArray(value) || value.length === 0) return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const entries = value.map((entry) => `    ${JSON.stringify(entry)}`);
    return `  ${JSON.stringify(name)}: [\n${entries.join(',\n')}\n  ]`;
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}
