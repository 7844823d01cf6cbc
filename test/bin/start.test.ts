// `kobling propose --start`: a plan to start from, what of it stays when the caseload has changed, and what is said of it.
import { beforeAll, describe, expect, it } from 'vitest';
import { withoutPeople } from '../../benchmarks/changed.ts';
import type { CaseloadInput } from '../../src/schema/caseload.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { edited, oneObject, run, TINY, TODAY, VILLAGE } from './memory-io.ts';

const today = ['--today', TODAY];

let plan = '';

beforeAll(async () => {
  const { written } = await run(['propose', 'case.json', ...today, '--out', 'plan.json'], {
    files: { 'case.json': TINY },
  });
  plan = written.get('plan.json') ?? '';
});

/** Solves a caseload with the plan of the tiny example, or another, as its start. */
const again = (caseload: string, args: readonly string[] = [], start = plan) =>
  run(['propose', 'case.json', ...today, '--start', 'plan.json', '--out', 'new.json', ...args], {
    files: { 'case.json': caseload, 'plan.json': start },
  });

/** What the command says became of the plan, and the assignments of the new one by id. */
async function became(caseload: string) {
  const { code, out, written } = await again(caseload, ['--json']);
  const { start, status, findings } = oneObject(out);
  const { assignments } = JSON.parse(written.get('new.json') ?? '') as Plan;
  return { code, start, status, findings, assignments };
}

const without = (...ids: string[]): string =>
  JSON.stringify(withoutPeople(JSON.parse(TINY) as CaseloadInput, new Set(ids)));

/**
 * The plan of the example has six assignments: p1 (r1) and p3a (r3) with c-north on Monday and Tuesday, p3b (r3) and p4a
 * (r4) in g1, whose least is two, p4b (r4) with c-south by a pin, and p5b (r5) at an offer.
 */
describe('a plan to start from', () => {
  it('of a caseload that has not changed stays whole, and the page says so', async () => {
    expect(await became(TINY)).toMatchObject({
      code: 0,
      status: 'optimal',
      start: { given: 6, kept: 6, unchanged: 6 },
    });
    const { out } = await again(TINY, ['--locale', 'en']);
    expect(out).toContain('6 of 6 assignments can stay; 6 are unchanged in this plan');
  });

  it('without a recipient loses that recipient alone', async () => {
    expect(await became(without('r1'))).toMatchObject({ code: 0, findings: { hard: 0 }, start: { given: 6, kept: 5 } });
  });

  it('loses a group that is left with fewer than its least', async () => {
    const { start, assignments } = await became(without('r3'));
    expect(start).toMatchObject({ given: 6, kept: 3 });
    expect(assignments.filter(({ groupId }) => groupId === 'g1')).toEqual([]);
  });

  it('without a contact loses what that contact had', async () => {
    expect(await became(without('c-north'))).toMatchObject({ code: 0, findings: { hard: 0 }, start: { kept: 4 } });
    // Without its leader the group cannot run.
    expect(await became(without('c-east'))).toMatchObject({ code: 0, findings: { hard: 0 }, start: { kept: 4 } });
  });

  it('loses sessions at times that a contact has no longer', async () => {
    const caseload = edited(TINY, ({ contacts = [] }) => {
      for (const contact of contacts)
        if (contact['id'] === 'c-north') contact['availability'] = [{ weekday: 1, from: '17:00', to: '19:00' }];
    });
    expect(await became(caseload)).toMatchObject({ code: 0, findings: { hard: 0 }, start: { kept: 5 } });
  });

  it('loses a pair that is declined since', async () => {
    const caseload = edited(TINY, (changed) => {
      changed['declined'] = [{ recipientId: 'r3', contactId: 'c-north', by: 'recipient', on: '2026-01-04' }];
    });
    const { start, assignments } = await became(caseload);
    expect(start).toMatchObject({ kept: 5 });
    expect(assignments.find(({ id }) => id === 'p3a')?.contactIds ?? []).not.toContain('c-north');
  });

  it('gives way to a pin that contradicts it', async () => {
    const caseload = edited(TINY, (changed) => {
      const slot = { weekday: 2, start: '17:00' };
      changed['pins'] = [{ id: 'lock', partId: 'p1', contactId: 'c-north', slot }];
    });
    const { start, assignments, findings } = await became(caseload);
    expect(findings).toMatchObject({ hard: 0 });
    // Yesterday p1 was on Monday, and p3a on the Tuesday that the lock takes.
    expect(start).toMatchObject({ given: 6, kept: 4 });
    const locked = assignments.find(({ id }) => id === 'p1');
    expect(locked).toMatchObject({ contactIds: ['c-north'], pinned: true });
    expect(locked?.pattern).toContainEqual({ cycleWeek: 1, weekday: 2, start: '17:00', minutes: 120 });
  });

  it('of another caseload is told to be of no use, and there is a plan all the same', async () => {
    const { code, err, written } = await again(VILLAGE, ['--steps', '1', '--locale', 'en']);
    expect(code).toBe(0);
    expect(written.has('new.json')).toBe(true);
    expect(err).toContain('Nothing in the plan plan.json (6 assignments) can stay today.');
  });

  it('that cannot be read ends with 2 and every problem, before any work is done', async () => {
    const broken = edited(plan, (changed) => {
      for (const assignment of changed['assignments'] ?? []) assignment['cycleWeeks'] = 3;
    });
    const { code, err, written } = await again(TINY, [], broken);
    expect([code, written.size]).toEqual([2, 0]);
    for (const index of [0, 5]) expect(err).toContain(`/assignments/${index}/cycleWeeks [`);
    expect(await again(TINY, [], '{')).toMatchObject({ code: 2 });
  });

  it('is not written over', async () => {
    const { code, err } = await again(TINY, ['--manual-list', 'plan.json']);
    expect(code).toBe(2);
    expect(err).toContain('er oppgitt to ganger');
  });

  it('of the second formulation stays whole too', async () => {
    const { out } = await again(TINY, ['--formulation', 'timed', '--json']);
    expect(oneObject(out)).toMatchObject({ status: 'optimal', start: { given: 6, kept: 6, unchanged: 6 } });
  });
});
