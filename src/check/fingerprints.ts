// Whether a document was made from what is at hand: the caseload's bytes and the rules, each by its fingerprint.
import type { Finding } from './finding.ts';

const NAMES = ['caseloadFingerprint', 'rulesetFingerprint'] as const;

export type Fingerprints = {
  /** Fingerprint of the caseload at hand; absent: not compared. */
  readonly caseloadFingerprint?: string;
  /** Fingerprint of the rules at hand; absent: not compared. */
  readonly rulesetFingerprint?: string;
};

/** Soft findings under an id of `rule`, where what a document records is not what is at hand. */
export const auditFingerprints = (
  rule: 'fingerprint' | 'certificate-fingerprint',
  document: Readonly<Record<(typeof NAMES)[number], string>>,
  atHand: Fingerprints,
): Finding[] =>
  NAMES.flatMap((name): Finding[] => {
    const [recorded, actual] = [document[name], atHand[name]];
    if (actual === undefined || actual === recorded) return [];
    const facts = { of: name === 'caseloadFingerprint' ? 'caseload' : 'ruleset', recorded, actual };
    return [{ rule, severity: 'soft', ids: [], pointer: `/${name}`, facts }];
  });
