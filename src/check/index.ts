// What the auditor offers to the commands, the explanations and the tests.
export { CERTIFICATE_PROBLEMS, type CertificateProblem } from './bound/problems.ts';
export { auditPlanBound, type PlanBound, planBoundOf } from './bound/plan-bound.ts';
export { type VerifiedBound, verifyBound } from './bound/verify-bound.ts';
export { auditDated, auditWeekly, check, checkAndScore, type CheckOptions } from './check.ts';
export { auditFingerprints } from './fingerprints.ts';
export type { CheckReport, Finding, Severity } from './finding.ts';
export type { PlanItems, Placed, PlannedEngagement, PlannedLead, Source } from './plan-items.ts';
export { STRUCTURE_PROBLEMS, type StructureProblem } from './read-assignment.ts';
export { readPlanItems } from './read-plan-items.ts';
export { scoreItems, type Scored } from './score.ts';
