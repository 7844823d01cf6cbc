// Reads a backup from a file, a row at a time, and vouches for it at its end: that it is whole, and every byte as it was
// written. Whoever must know before anything is written reads it twice.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import {
  BACKUP_FORMAT,
  backupFooter,
  backupHeader,
  type BackupHeader,
  type BackupRow,
  readBackupRow,
} from '../../src/store/backup-format.ts';
import { TENANT_COLUMN } from '../../src/store/backup-layout.ts';
import { errorCode } from '../exit.ts';
import { countsOf, newRowTally, type RowTally } from './row-tally.ts';

/** What is wrong with a file: it is something else, of another format, ends too early, or is not as it was written. */
export type BackupFault = 'no-backup' | 'other-format' | 'truncated' | 'changed';

export class BadBackup extends Error {
  readonly fault: BackupFault;
  constructor(fault: BackupFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Bytes of a line at most: no row is larger, and a file that is made to fill the memory is refused. */
const MOST_BYTES_OF_A_LINE = 1 << 28;
const LINE_END = 10;
/** What zlib says of a file that does not begin as a packed one does. */
const NO_GZIP = /incorrect header check|unknown compression method/;

/** The lines of a packed file, each with its end. Throws the system's error, or a `BadBackup`. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const source = createReadStream(path);
  const text = source.pipe(createGunzip({ chunkSize: 1 << 18 }));
  source.once('error', (error) => text.destroy(error));
  let pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of text as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(LINE_END); at !== -1; at = chunk.indexOf(LINE_END, from)) {
        pieces.push(chunk.subarray(from, at + 1));
        yield pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
        pieces = [];
        size = 0;
        from = at + 1;
      }
      if (from === chunk.length) continue;
      pieces.push(chunk.subarray(from));
      size += chunk.length - from;
      if (size > MOST_BYTES_OF_A_LINE) throw new BadBackup('changed');
    }
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'Z_BUF_ERROR') throw new BadBackup('truncated');
    if (code.startsWith('Z_')) throw new BadBackup(NO_GZIP.test(String(error)) ? 'no-backup' : 'changed');
    throw error;
  } finally {
    source.destroy();
    text.destroy();
  }
  if (pieces.length > 0) throw new BadBackup('truncated');
}

function parsed(line: Buffer | undefined): unknown {
  try {
    return line === undefined ? undefined : JSON.parse(line.toString());
  } catch {
    return undefined;
  }
}

/** The header of a first line; throws a `BadBackup`. */
function headerOf(line: Buffer | undefined): BackupHeader {
  const found = parsed(line);
  const format = typeof found === 'object' && found !== null && 'format' in found ? found.format : undefined;
  if (typeof format !== 'string' || !format.startsWith('kobling/backup@')) throw new BadBackup('no-backup');
  if (format !== BACKUP_FORMAT) throw new BadBackup('other-format');
  const { success, data } = backupHeader.safeParse(found);
  if (!success) throw new BadBackup('changed');
  return data;
}

/** Asks of each row that it is of a table and a municipality of this backup. */
function newRowCheck({ tables }: BackupHeader) {
  const widths = new Map(tables.map(({ name, columns }) => [name, columns.length]));
  const tenantAt = new Map(tables.map(({ name, columns }) => [name, columns.indexOf(TENANT_COLUMN)]));
  const idAt = tables.find(({ name }) => name === 'tenant')?.columns.indexOf('id') ?? -1;
  const known = new Set<string | null | undefined>();
  return ({ table, values }: BackupRow): boolean => {
    if (widths.get(table) !== values.length) return false;
    if (table === 'tenant') known.add(values[idAt]);
    const at = tenantAt.get(table) ?? -1;
    return at === -1 || known.has(values[at]);
  };
}

export type OpenBackup = {
  readonly header: BackupHeader;
  /** Rows, to be read once; throws at the end, or before, where the file is not as it was written. */
  readonly rows: AsyncGenerator<BackupRow>;
  /** What was read so far. */
  readonly tally: RowTally;
};

/** Opens a backup and reads its header. Throws the system's error, or a `BadBackup`. */
export async function openBackupFile(path: string): Promise<OpenBackup> {
  const lines = linesOf(path);
  const first = await lines.next();
  const line = first.done === true ? undefined : first.value;
  const header = headerOf(line);
  const hash = createHash('sha256').update(line ?? '');
  const { tally, add } = newRowTally();
  const isSound = newRowCheck(header);

  const isWholeBy = (last: unknown): boolean => {
    const { success, data } = backupFooter.safeParse(last);
    if (!success) return false;
    const counts = countsOf(tally);
    const names = new Set([...Object.keys(counts), ...Object.keys(data.rows)]);
    return data.sha256 === hash.digest('hex') && [...names].every((name) => counts[name] === data.rows[name]);
  };
  async function* rowsOf(): AsyncGenerator<BackupRow> {
    let isEnded = false;
    for await (const bytes of lines) {
      const found = parsed(bytes);
      const row = readBackupRow(found);
      if (isEnded || (row === undefined ? !isWholeBy(found) : !isSound(row))) throw new BadBackup('changed');
      if (row === undefined) {
        isEnded = true;
        continue;
      }
      hash.update(bytes);
      add(row.table, bytes.subarray(0, -1));
      yield row;
    }
    if (!isEnded) throw new BadBackup('truncated');
  }
  return { header, rows: rowsOf(), tally };
}
