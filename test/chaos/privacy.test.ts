// More than a thousand canary persons through whole runs with faults, and then a search for them everywhere but in our own tables:
// the queue, logs, figures, answers to mistakes, temporary files.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import { storeCaseload } from '../../src/store/caseload.ts';
import { inTenant } from '../../src/store/tenant.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { TODAY } from '../bin/memory-io.ts';
import { areServersThere, openPlace, type Place, QUEUES } from './place.ts';
import { type Build, build, type Program } from './program.ts';

const CANARY_WORD = 'kanari';
const isSample = process.env['KOBLING_CASES'] !== undefined;
const SIZE = isSample ? ({ size: 'town' } as const) : ({ size: 'municipality' } as const);

/** A caseload whose every person, decision and meeting is named by a canary. */
function canaries(): Caseload {
  const text = JSON.stringify(generateCaseload({ ...SIZE, seed: 1, today: TODAY }));
  return schema.parse(JSON.parse(text.replaceAll(/"([rcdp])-(\d+)/g, `"${CANARY_WORD}-$1-$2`)));
}

/** All bytes of all files of a folder, as text. */
const filesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

describe.skipIf(!areServersThere).each(QUEUES)('with the queue on %s', (kind) => {
  let place: Place;
  let program: Build;
  let temporary: string;
  const programs: Program[] = [];
  const caseload = canaries();
  beforeAll(async () => {
    program = build(`privacy-${kind}`);
    place = await openPlace(kind);
    temporary = mkdtempSync(join(tmpdir(), 'kobling-private-'));
    await place.database.addTenant('a');
    await inTenant(place.database.app, 'a', (scope) => storeCaseload(scope, caseload));
  }, 120_000);
  afterAll(async () => {
    for (const { child, ended } of programs) {
      child.kill('SIGKILL');
      await ended;
    }
    await place.close();
    program.remove();
    rmSync(temporary, { recursive: true });
  });

  const start = async (argv: readonly string[]): Promise<Program> => {
    const started = program.start(argv, { ...place.env, TMPDIR: temporary });
    programs.push(started);
    await started.said('ready');
    return started;
  };
  const worker = (): Promise<Program> =>
    start(['worker', '--threads', '1', '--time-limit', '20', '--canary-minutes', '0', '--no-nights']);

  it('nobody is found anywhere but in our own tables', async () => {
    const people = caseload.recipients.length + caseload.contacts.length;
    const somebody = caseload.recipients[0]?.id ?? '';
    const first = await worker();
    const server = await start(['serve', '--port', '0', '--local']);
    const url = String((await server.said('ready'))['url']);
    const answers: string[] = [];
    const post = async (key: string, body: unknown): Promise<string> => {
      const response = await fetch(`${url}/v1/municipalities/a/jobs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      answers.push(text);
      return (JSON.parse(text) as { id?: string }).id ?? '';
    };
    const params = { today: TODAY };
    const whole = await post('whole', { kind: 'propose', params });
    await post('broken', `{ "${somebody}`);
    await post('wrong', { kind: somebody, params: { scope: { kind: somebody, id: `${somebody} !` } } });
    const statusOf = (id: string) =>
      inTenant(place.database.app, 'a', ({ tx }) =>
        tx.selectFrom('job').select(['status', 'failureCode']).where('id', '=', id).executeTakeFirstOrThrow(),
      );
    const until = async (id: string, statuses: readonly string[]): Promise<void> => {
      for (let tries = 0; !statuses.includes((await statusOf(id)).status) && tries < 900; tries++) await pause(100);
    };
    await until(whole, ['running']);
    await pause(1_500);
    first.child.kill('SIGKILL');
    const second = await worker();
    await until(whole, ['done', 'failed']);
    const about = await post('about', {
      kind: 'propose',
      params: { ...params, scope: { kind: 'recipient', id: somebody } },
    });
    const nobody = await post('nobody', {
      kind: 'propose',
      params: { ...params, scope: { kind: 'contact', id: `${CANARY_WORD}-nobody` } },
    });
    for (const id of [about, nobody]) await until(id, ['done', 'failed']);
    const unwanted = await post('unwanted', { kind: 'propose', params });
    await until(unwanted, ['running']);
    await fetch(`${url}/v1/municipalities/a/jobs/${unwanted}`, { method: 'DELETE' });
    await until(unwanted, ['cancelled']);
    answers.push(await (await fetch(`${url}/metrics`)).text());
    answers.push(await (await fetch(`${url}/v1/municipalities/a/jobs/${about}`)).text());
    second.child.kill('SIGTERM');
    await second.ended;

    const tables =
      kind === 'redis'
        ? ''
        : JSON.stringify(
            (
              await sql`SELECT (SELECT json_agg(j) FROM bullmq.job j) AS jobs, (SELECT json_agg(e) FROM bullmq.event e) AS events,
                  (SELECT json_agg(l) FROM bullmq.job_log l) AS logs`.execute(place.database.owner)
            ).rows,
          );
    const searched = {
      queue: tables + (place.redis === undefined ? '' : filesOf(place.redis.folder)),
      said: programs.map((own) => own.text()).join('\n'),
      answers: answers.join('\n'),
      temporary: filesOf(temporary),
    };
    // The search finds what is there: a job's id is in the queue and in the log.
    expect(searched.queue).toContain(about);
    expect(searched.said).toContain(about);
    expect((await statusOf(nobody)).failureCode).toBe('unknown-person');
    expect([(await statusOf(whole)).status, (await statusOf(about)).status]).toEqual(['done', 'done']);
    expect(people).toBeGreaterThan(isSample ? 200 : 1_000);
    const found = Object.entries(searched).filter(([, text]) => text.includes(CANARY_WORD));
    expect(found.map(([where]) => where)).toEqual([]);
    const kept = await inTenant(place.database.app, 'a', ({ tx }) =>
      tx.selectFrom('plan').select('document').execute(),
    );
    expect(kept.some(({ document }) => document.includes(CANARY_WORD))).toBe(true);
  }, 240_000);
});
