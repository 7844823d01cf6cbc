// Writes a backup as a file: `kobling/backup@1`, packed with gzip. It holds personal data, so it is its owner's alone, and it is
// written beside its place and put there once it is whole: whoever finds it has all of it.
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { pid } from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { BackupFooter, BackupHeader } from '../../src/store/backup-format.ts';
import { errorCode } from '../exit.ts';

export type BackupToWrite = {
  readonly header: BackupHeader;
  /** Rows, each a line without its end. */
  readonly lines: AsyncIterable<string>;
  /** Aborted where nobody wants the file any more. */
  readonly stopped: AbortSignal;
};

/** The file cannot be written; `code` is the system's, `EEXIST` where there is one already. */
export class CannotWriteBackup extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export type WrittenBackup = { readonly rows: BackupFooter['rows']; readonly bytes: number };

/** Letters that are packed at a time. */
const PIECE = 1 << 18;

/** The table of a row's line: its first word. */
const tableOf = (line: string): string => line.slice(2, line.indexOf('"', 2));

/** The whole text, in pieces; counts into `rows`. */
async function* textOf({ header, lines }: BackupToWrite, rows: Record<string, number>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const hashed = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    return bytes;
  };
  let piece = `${JSON.stringify(header)}\n`;
  for await (const line of lines) {
    const table = tableOf(line);
    rows[table] = (rows[table] ?? 0) + 1;
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    yield hashed(piece);
    piece = '';
  }
  yield hashed(piece);
  const footer: BackupFooter = { rows, sha256: hash.digest('hex') };
  yield Buffer.from(`${JSON.stringify(footer)}\n`);
}

/**
 * Writes the file where there is none. Leaves nothing where it throws: a `CannotWriteBackup`, what `lines` throw, or an
 * `AbortError` where nobody wants it any more.
 */
export async function writeBackupFile(path: string, backup: BackupToWrite): Promise<WrittenBackup> {
  const beside = `${path}.${pid}.tmp`;
  const rows: Record<string, number> = {};
  let isOfLines = false;
  async function* watched(): AsyncGenerator<string> {
    try {
      yield* backup.lines;
    } catch (error) {
      isOfLines = true;
      throw error;
    }
  }
  const file = createWriteStream(beside, { flags: 'wx', mode: 0o600, flush: true });
  const isClosed = new Promise<void>((done) => file.once('close', done));
  try {
    await pipeline(Readable.from(textOf({ ...backup, lines: watched() }, rows)), createGzip(), file, {
      signal: backup.stopped,
    });
    if (existsSync(path)) throw new CannotWriteBackup('EEXIST');
    renameSync(beside, path);
    return { rows, bytes: statSync(path).size };
  } catch (error) {
    // A file that is still being opened would be there again.
    await isClosed;
    rmSync(beside, { force: true });
    if (isOfLines || backup.stopped.aborted) throw error;
    throw new CannotWriteBackup(errorCode(error) ?? 'unknown');
  }
}
