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

export const JOB_KINDS = ['propose', 'replan', 'roll-out', 'nightly', 'canary', 'import'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** `queued` until a worker claims it, `running` while its lease lasts, then one of three ends. */
export const JOB_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const PLAN_STATUSES = ['proposed', 'published', 'superseded'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

export const ACCOUNT_KINDS = ['person', 'integration'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const ACCOUNT_ROLES = ['coordinator', 'leader', 'integration', 'auditor', 'contact'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** Steps of a placement in their order, each dated and said by a person. */
export const PLACEMENT_STEPS = ['contact-answer', 'recipient-answer', 'introduction', 'contract', 'start'] as const;
export type PlacementStep = (typeof PLACEMENT_STEPS)[number];

/** Where a placement is: the last step that was taken, or how it ended. */
export const PLACEMENT_STATUSES = [
  'accepted',
  'contact-agreed',
  'recipient-agreed',
  'introduced',
  'contracted',
  'active',
  'declined',
  'rejected',
  'ended',
] as const;
export type PlacementStatus = (typeof PLACEMENT_STATUSES)[number];

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

/** A word by which an entry is known, or that it names; kept by the database. */
type EntityWordTable = {
  tenantId: string;
  word: string;
  isOwn: boolean;
  kind: EntityKind;
  id: string;
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
  /** The recipient or contact whom it is about, where it is about one: what an access report is made from. */
  aboutPerson: string | null;
};

/** Somebody as a municipality knows them. */
export type AccountTable = {
  tenantId: string;
  /** The subject of the identity provider's tokens, or the id of an API key. */
  subject: string;
  kind: AccountKind;
  roles: AccountRole[];
  /** Whether people with a protected address exist for them. */
  isCleared: Generated<boolean>;
  /** Whom somebody with the role `contact` speaks for. */
  contactId: string | null;
  /** SHA-256 of an API key's secret. */
  keyHash: string | null;
  expiresAt: Moment;
  createdAt: Made;
};

/** An assignment of a proposal that a person has decided about. */
export type PlacementTable = {
  tenantId: string;
  id: Generated<string>;
  planId: string;
  /** As it was proposed. */
  assignment: JSONColumnType<Record<string, unknown>>;
  recipientId: string;
  partId: string;
  /** 0: the whole part; else which half. */
  share: Generated<number>;
  contactId: string | null;
  status: PlacementStatus;
  /** Why it was rejected. */
  reason: string | null;
  version: Generated<number>;
  /** The person in whose name; the database refuses anybody else. */
  approvedBy: string;
  approvedKind: Generated<'person'>;
  createdAt: Made;
};

export type PlacementStepTable = {
  tenantId: string;
  placementId: string;
  step: PlacementStep;
  isYes: boolean;
  /** The day on which it was so, `YYYY-MM-DD`. */
  onDate: string;
  /** Who says so, and whose answer it is: the contact's, the recipient's, a guardian's. */
  bySubject: string;
  byKind: Generated<'person'>;
  onBehalfOf: string;
  at: Made;
};

/** A caseload document that waits for its job. */
export type ImportTable = {
  tenantId: string;
  jobId: string;
  document: string;
  /** What is wrong with it, once it is read. */
  problems: JSONColumnType<readonly Record<string, unknown>[]> | null;
  createdAt: Made;
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
  entityWord: EntityWordTable;
  snapshot: SnapshotTable;
  job: JobTable;
  outbox: OutboxTable;
  plan: PlanTable;
  audit: AuditTable;
  nightlyRun: NightlyRunTable;
  account: AccountTable;
  placement: PlacementTable;
  placementStep: PlacementStepTable;
  import: ImportTable;
};
