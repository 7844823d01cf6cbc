// `kobling changes`: two plans of the tiny example, what is told of them, exit codes and the one JSON object.
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChangeReport } from '../../src/explain/change-facts.ts';
import { edited, oneObject, run, TINY, TODAY } from './memory-io.ts';

const today = ['--today', TODAY];
/** r3 and c-north declined each other since the plan before. */
const DECLINED = edited(TINY, (caseload) => {
  caseload['declined'] = [{ recipientId: 'r3', contactId: 'c-north', by: 'recipient', on: '2026-01-04' }];
});

const files: Record<string, string> = { 'old.json': TINY, 'case.json': DECLINED };

beforeAll(async () => {
  const first = await run(['propose', 'old.json', ...today, '--out', 'before.json'], { files });
  files['before.json'] = first.written.get('before.json') ?? '';
  const start = ['--start', 'before.json', '--out', 'after.json'];
  const second = await run(['propose', 'case.json', ...today, ...start], { files });
  files['after.json'] = second.written.get('after.json') ?? '';
});

const changes = (...args: readonly string[]) => run(['changes', ...args], { files });

describe('kobling changes', () => {
  it('tells person by person what is different and names the rule, in the language asked for', async () => {
    const { code, out, err } = await changes('case.json', 'before.json', 'after.json');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Endringer siden forrige plan, 5\. januar 2026 – 1\. februar 2026\n/);
    expect(out).toContain('\nr3\n');
    expect(out).toContain('Koblingen er avslått tidligere (brukeren).');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect((await changes('case.json', 'before.json', 'after.json', '--locale', 'en')).out).toContain('Recipients');
  });

  it('prints exactly one object with --json, in which nothing is unexplained', async () => {
    const { code, out } = await changes('case.json', 'before.json', 'after.json', '--json');
    const found = oneObject(out) as unknown as ChangeReport & { format: string; findings: unknown[] };
    expect(code).toBe(0);
    expect(found).toMatchObject({
      format: 'kobling/changes@1',
      before: { from: TODAY, weeks: 4 },
      after: { from: TODAY, weeks: 4 },
      unexplained: [],
      findings: [],
    });
    expect(found.people.find(({ id }) => id === 'r3')?.changes).toContainEqual(
      expect.objectContaining({
        portionKey: 'p3a',
        reason: expect.objectContaining({
          kind: 'hard-rule',
          failures: [expect.objectContaining({ rule: 'declined' })],
        }),
      }),
    );
  });

  it('says so where nothing is different', async () => {
    const { code, out } = await changes('case.json', 'after.json', 'after.json');
    expect(code).toBe(0);
    expect(out).toContain('Ingenting er endret siden forrige plan.');
  });

  it('tells all the same from another caseload than the plan was made from, with a note as check has it', async () => {
    const { code, out } = await changes('old.json', 'before.json', 'after.json');
    expect(code).toBe(0);
    expect(out).toContain('Merk: Annet grunnlag.');
    const { out: json } = await changes('old.json', 'before.json', 'after.json', '--json');
    expect(oneObject(json)).toMatchObject({ findings: [{ rule: 'fingerprint', facts: { of: 'caseload' } }] });
  });

  it('ends with 1 where an active pairing is gone and no rule says why', async () => {
    const without = edited(files['after.json'] ?? '', (plan) => {
      plan['assignments'] = (plan['assignments'] ?? []).filter(({ pinned }) => pinned !== true);
    });
    const { code, out } = await run(['changes', 'case.json', 'before.json', 'without.json'], {
      files: { ...files, 'without.json': without },
    });
    expect(code).toBe(1);
    expect(out).toContain('FEIL: aktive koblinger');
  });

  it('leaves no trace of people who may not be shown', async () => {
    const hidden = edited(DECLINED, ({ recipients = [], contacts = [] }) => {
      for (const person of [...recipients, ...contacts])
        if (person['id'] === 'r4' || person['id'] === 'c-west') {
          person['protection'] = 'kode-6';
          delete person['place'];
        }
    });
    const both = { ...files, 'hidden.json': hidden };
    const { written } = await run(['propose', 'hidden.json', ...today, '--out', 'new.json'], { files: both });
    const all = { ...both, 'new.json': written.get('new.json') ?? '' };
    for (const more of [[], ['--json']]) {
      const { code, out, err } = await run(['changes', 'hidden.json', 'before.json', 'new.json', ...more], {
        files: all,
      });
      expect(code).toBe(0);
      expect(out + err).not.toMatch(/\br4\b|\bp4[ab]\b|\bd4\b|c-west/);
    }
  });

  it('ends with 2 where a file cannot be read or an argument is missing', async () => {
    expect(await changes('case.json', 'none.json', 'after.json')).toMatchObject({ code: 2, out: '' });
    expect(await changes('case.json', 'before.json')).toMatchObject({ code: 2, out: '' });
  });
});
