// What can be wrong with a certificate, as findings: the words for them are in `bin/findings.ts`.
import type { Facts } from '../../rules/rule.ts';
import type { Finding, Severity } from '../finding.ts';

/** What is wrong with a certificate: fact `problem` of rule `certificate`. All but `unknown-bucket` refuse it. */
export const CERTIFICATE_PROBLEMS = [
  'unknown-portion',
  'unknown-contact',
  'unknown-gathering',
  'unknown-recipient',
  'unknown-pin',
  'unknown-rule',
  'unknown-bucket',
  'repeated-price',
  'repeated-pin',
  'repeated-plan',
  'repeated-member',
  'negative-price',
  'prices-differ',
  'foreign-portion',
  'not-exclusive',
  'wrong-kind-of-bucket',
  'too-large',
  'pin-not-holdable',
  'shared-term',
  'no-such-engagement',
  'no-such-lead',
  'no-such-seat',
  'plan-without-pin',
  'plan-breaks-rule',
] as const;
export type CertificateProblem = (typeof CERTIFICATE_PROBLEMS)[number];

/** Collects what is wrong; pointers point into the certificate. */
export type Report = (problem: CertificateProblem, pointer: string, ids: readonly string[], facts?: Facts) => void;

export const reportTo =
  (findings: Finding[], severity: Severity = 'hard'): Report =>
  (problem, pointer, ids, facts = {}) => {
    findings.push({ rule: 'certificate', severity, ids, pointer, facts: { problem, ...facts } });
  };
