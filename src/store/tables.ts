// Tables of the database as queries see them. What each holds and who may touch it is said where it is made (`migrations`).
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** Set by the database at the row's making. */
type Made = ColumnType<Date, never, never>;
type Moment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

/** What a caseload is made of: its head, its policy, and the entries of its lists. */
export const ENTITY_KINDS = [
  'caseload',
  'policy',
  'recipient',
  'decision',
  'contact',
  'group',
  'offer',
  'relation',
  'declined-pair',
  'suggestion',
  'pairing',
  'leadership',
  'pin',
  'published-session',
  'absence',
  'way',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

export const JOB_KINDS = ['propose', 'replan', 'roll-out', 'nightly', 'canary'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** `queued` until a worker claims it, `running` while its lease lasts, then one of three ends. */
export const JOB_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const PLAN_STATUSES = ['proposed', 'published', 'superseded'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

export type TenantTable = {
  /** Id of the municipality. */
  id: string;
  name: string;
  createdAt: Made;
};

/** One person, decision, group … of a caseload. */
export type EntityTable = {
  tenantId: string;
  kind: EntityKind;
  id: string;
  /** 1 at first, one more with each change. */
  version: number;
  body: JSONColumnType<Record<string, unknown>>;
  changedAt: ColumnType<Date, never, Date | string>;
};

/** What a run was asked about: the caseload as it was, byte by byte. */
export type SnapshotTable = {
  tenantId: string;
  id: Generated<string>;
  caseload: string;
  /** SHA-256 of the caseload's bytes. */
  fingerprint: string;
  rulesetFingerprint: string;
  today: string;
  fromDate: string;
  weeks: number;
  createdAt: Made;
};

export type JobTable = {
  tenantId: string;
  id: Generated<string>;
  kind: JobKind;
  /** Lower goes first; 1 is a coordinator who waits, 10 the night. */
  priority: number;
  idempotencyKey: string;
  /** SHA-256 of what was asked: the same key with another one is a mistake of the caller. */
  requestFingerprint: string;
  params: JSONColumnType<Record<string, unknown>>;
  snapshotId: string | null;
  status: ColumnType<JobStatus, never, JobStatus>;
  /** Grows with each claim: who holds an older one may write nothing. */
  fence: ColumnType<number, never, number>;
  /** How often it was claimed. */
  starts: ColumnType<number, never, number>;
  leaseUntil: Moment;
  cancelRequestedAt: Moment;
  progress: JSONColumnType<Record<string, unknown>> | null;
  failureCode: string | null;
  /** The trace it belongs to (W3C Trace Context); absent where nobody traces. */
  traceparent: string | null;
  createdAt: Made;
  startedAt: Moment;
  endedAt: Moment;
};

/** Jobs that the queue has still to hear of. */
export type OutboxTable = {
  tenantId: string;
  jobId: string;
  priority: number;
  kind: JobKind;
  rungAt: Moment;
  createdAt: Made;
};

export type PlanTable = {
  tenantId: string;
  id: Generated<string>;
  jobId: string;
  snapshotId: string;
  /** The published plan that it was made from. */
  basedOn: string | null;
  status: ColumnType<PlanStatus, never, PlanStatus>;
  /** `kobling/plan@1`, byte by byte. */
  document: string;
  /** Who published it, by name: the database refuses a published plan without. */
  publishedBy: string | null;
  publishedAt: Moment;
  createdAt: Made;
};

/** What was read or done, by whom; nobody can change or remove a row. */
export type AuditTable = {
  tenantId: string;
  id: ColumnType<string, never, never>;
  at: Made;
  actor: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  jobId: string | null;
};

/** One run of the night for each municipality and date. */
export type NightlyRunTable = {
  tenantId: string;
  runDate: string;
  jobId: string;
  createdAt: Made;
};

export type Tables = {
  tenant: TenantTable;
  entity: EntityTable;
  snapshot: SnapshotTable;
  job: JobTable;
  outbox: OutboxTable;
  plan: PlanTable;
  audit: AuditTable;
  nightlyRun: NightlyRunTable;
};
