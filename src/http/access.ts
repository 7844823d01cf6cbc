// Who asks, and what each role may do: declared once, for the routes, their document and their tests.

export const ROLES = ['coordinator', 'leader', 'integration', 'auditor', 'contact'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who has proved who they are; what they may do, each municipality says for itself. */
export type Identity = {
  /** As the trail names them: the subject of a token, or the id of a key. */
  readonly subject: string;
  /** The municipality that a key is of: it is unknown in all others. */
  readonly municipality?: string | undefined;
  /** How that municipality knows them, where it was asked already. */
  readonly account?: Principal | undefined;
  /** On one's own laptop, with nobody else on it: every role everywhere. */
  readonly isLocal?: boolean | undefined;
};

/** Somebody as a municipality knows them. */
export type Principal = {
  readonly subject: string;
  /** Only a person decides about persons. */
  readonly kind: 'person' | 'integration';
  readonly roles: readonly Role[];
  /** Whether people with a protected address exist for them. */
  readonly isCleared: boolean;
  /** Whom somebody with the role `contact` speaks for. */
  readonly contactId: string | null;
};

/** What may be done, and by which roles. */
export const PERMISSIONS = {
  'read-caseload': ['coordinator', 'leader', 'integration'],
  'write-caseload': ['coordinator', 'leader', 'integration'],
  'use-jobs': ['coordinator', 'leader', 'integration'],
  'read-plans': ['coordinator', 'leader', 'integration', 'auditor'],
  /** Accepting, rejecting, locking, publishing: by a person, in their name. */
  decide: ['coordinator', 'leader'],
  /** Saying yes or no for oneself, or for somebody who was asked. */
  answer: ['coordinator', 'leader', 'contact'],
  'read-trail': ['auditor', 'leader'],
  'know-oneself': ROLES,
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Permission = keyof typeof PERMISSIONS;

/** What only a person may do, whatever role an integration has. */
const PERSONAL: ReadonlySet<Permission> = new Set<Permission>(['decide', 'answer']);

export const mayDo = ({ roles, kind }: Principal, permission: Permission): boolean =>
  (kind === 'person' || !PERSONAL.has(permission)) &&
  PERMISSIONS[permission].some((role: Role) => roles.includes(role));
