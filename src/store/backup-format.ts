// `kobling/backup@1`: what a backup says, line by line, each line one JSON value. First the header; then one array for each row,
// `["job", "a", …, null]`, its table's name before its values in the order of the header's columns; last the footer. Values
// are the text that PostgreSQL itself writes for them, so that they come back as they were, whatever their type.
import { z } from 'zod';

export const BACKUP_FORMAT = 'kobling/backup@1';

export const backupHeader = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  /** Migrations that the database had, in their order. */
  migrations: z.array(z.string()).min(1),
  /** Version of the program that wrote it. */
  version: z.string(),
  /** The instant that it shows, UTC with microseconds. */
  at: z.string(),
  /** In an order that foreign keys allow; rows come municipality by municipality, in this order each. */
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(z.string()).min(1) })).min(1),
});
export type BackupHeader = z.infer<typeof backupHeader>;

export const backupFooter = z.strictObject({
  /** Rows of each table. */
  rows: z.record(z.string(), z.int().min(0)),
  /** SHA-256, in hexadecimal, of every byte before the footer's line. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupFooter = z.infer<typeof backupFooter>;

/** A row: its table and its values, as text. */
export type BackupRow = { readonly table: string; readonly values: readonly (string | null)[] };

/** Reads a row's line; undefined where it is none. */
export function readBackupRow(line: unknown): BackupRow | undefined {
  if (!Array.isArray(line)) return undefined;
  const [table, ...values] = line as unknown[];
  if (typeof table !== 'string') return undefined;
  return values.every((value) => value === null || typeof value === 'string') ? { table, values } : undefined;
}
