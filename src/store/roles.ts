// The two roles that queries run as, and the setting that says for which municipality. Both own nothing and bypass nothing.

/** Reads and writes the rows of one municipality at a time. */
export const APPLICATION = 'kobling_app';
/** Sees which jobs there are in all municipalities, and nothing of what is in them. */
export const DISPATCHER = 'kobling_dispatch';
export type Role = typeof APPLICATION | typeof DISPATCHER;

/** The municipality of a transaction; what is not set matches no row. */
export const TENANT_SETTING = 'kobling.tenant';
