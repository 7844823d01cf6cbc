// `kobling propose --recipient` and `--contact`: a question about one, the rest of a plan staying, and what is said of both.
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseloadInput } from '../../src/schema/caseload.ts';
import { readPlan } from '../../src/schema/read-plan.ts';
import type { Plan } from '../../src/schema/plan.ts';
import { withoutPeople } from '../../benchmarks/changed.ts';
import { edited, oneObject, run, TINY, TODAY } from './memory-io.ts';

let plan = '';

/** Proposes from the tiny example, or another caseload, and a plan to keep. */
const propose = (args: readonly string[], { caseload = TINY, start = plan } = {}) =>
  run(['propose', 'case.json', '--today', TODAY, ...args], { files: { 'case.json': caseload, 'plan.json': start } });

const keeping = (args: readonly string[], files: { caseload?: string; start?: string } = {}) =>
  propose(['--start', 'plan.json', '--out', 'new.json', ...args], files);

const planOf = (text: string | undefined): Plan => {
  const reading = readPlan(text ?? '');
  if (!reading.ok) throw new Error(`The plan must be sound: ${JSON.stringify(reading.problems)}`);
  return reading.plan;
};

const without = (...ids: string[]): string =>
  JSON.stringify(withoutPeople(JSON.parse(TINY) as CaseloadInput, new Set(ids)));

/** The plan of a caseload by itself. */
const bestOf = async (caseload: string): Promise<string> =>
  (await propose(['--out', 'plan.json'], { caseload })).written.get('plan.json') ?? '';

const idsOf = ({ assignments }: Plan, recipientId: string): string[] =>
  assignments.filter((assignment) => assignment.recipientId === recipientId).map(({ id }) => id);

/** The lines of a section of the page. */
function section(out: string, title: string): string[] {
  const lines = out.split('\n');
  const from = lines.indexOf(title);
  return from < 0 ? [] : lines.slice(from + 1, lines.indexOf('', from));
}

beforeAll(async () => {
  plan = await bestOf(TINY);
});

/**
 * The plan of the example has six assignments: p1 (r1) and p3a (r3) with c-north on Monday and Tuesday, p3b (r3) and p4a
 * (r4) in g1, led by c-east, p4b (r4) with c-south by a pin, and p5b (r5) at an offer.
 */
describe('a question about one recipient', () => {
  it('who came after the plan was made gets what is free, and nobody else is moved', async () => {
    const start = await bestOf(without('r5'));
    const { code, out, written } = await keeping(['--recipient', 'r5', '--locale', 'en'], { start });
    const made = planOf(written.get('new.json'));
    expect(code).toBe(0);
    expect(made).toMatchObject({ status: 'optimal', scope: { kind: 'recipient', id: 'r5' } });
    const rest = made.assignments.filter(({ recipientId }) => recipientId !== 'r5');
    expect(rest).toEqual(planOf(start).assignments);
    expect(out).toContain('who could be the contact of r5, with everything else staying as it is?');
    expect(out).toContain(`The rest of the plan stays as it was. Assignments: ${rest.length}.`);
    expect(idsOf(made, 'r5')).toEqual(['p5b']);
    expect(section(out, 'The answer')).toHaveLength(1);
    expect(section(out, 'Cannot stay')).toEqual([]);
  });

  it('whose part finds no room is told so, and that the others were not asked about', async () => {
    const { out } = await keeping(['--recipient', 'r5', '--locale', 'en']);
    expect(section(out, 'The answer')[0]).toMatch(/r5 +p5b +voluntary offer o1 +Thursday 17:00–19:00 +as before/);
    expect(section(out, 'Not served (1)')[0]).toContain('no room beside what stays');
    expect(out).not.toContain('the room went to others');
    expect(out).toContain('Others not served in the plan: 1. Nobody asked about them.');
  });

  it('without a plan only what is settled is beside the answer, and the page says so', async () => {
    const { code, out, written } = await propose(['--recipient', 'r1', '--out', 'new.json', '--locale', 'en']);
    expect(code).toBe(0);
    expect(out).toContain('No plan was given (--start), so of the rest only what is settled stays.');
    expect(planOf(written.get('new.json')).assignments.map(({ id }) => id)).toEqual(['p1', 'p4b']);
  });

  it('what cannot stay today is listed, and is no part of the answer', async () => {
    const caseload = edited(TINY, (changed) => {
      changed['declined'] = [{ recipientId: 'r3', contactId: 'c-north', by: 'recipient', on: '2026-01-04' }];
    });
    const { code, out } = await keeping(['--recipient', 'r1', '--locale', 'en'], { caseload });
    expect(code).toBe(0);
    expect(out).toContain('Of the rest of the plan, 4 of 5 assignments stay as they were.');
    expect(section(out, 'Cannot stay')).toEqual([expect.stringMatching(/r3 +p3a +c-north +Tuesday/)]);
  });

  it('a lock that the plan does not hold wins over what would stay', async () => {
    const caseload = edited(TINY, (changed) => {
      changed['pins'] = [{ id: 'lock', partId: 'p1', contactId: 'c-north', slot: { weekday: 2, start: '17:00' } }];
    });
    const { out, written } = await keeping(['--recipient', 'r5', '--locale', 'en'], { caseload });
    expect(planOf(written.get('new.json')).brokenPins).toEqual([]);
    expect(section(out, 'Changed by what is settled')[0]).toMatch(/r1 +p1 +c-north .*Tuesday/);
  });
});

describe('a question about one contact', () => {
  it('who is new takes on those whom nobody serves, and nobody else is moved', async () => {
    const start = await bestOf(without('c-north'));
    const { code, out, written } = await keeping(['--contact', 'c-north', '--locale', 'en'], { start });
    const made = planOf(written.get('new.json'));
    expect(code).toBe(0);
    const fresh = made.assignments.filter(({ contactIds }) => contactIds.includes('c-north'));
    expect(fresh.length).toBeGreaterThan(0);
    expect(made.assignments.filter((assignment) => !fresh.includes(assignment))).toEqual(planOf(start).assignments);
    expect(section(out, 'The answer')).toHaveLength(fresh.length);
    expect(out).toContain('Nobody but c-north was considered for them.');
  });

  it('who can take on nobody is told so', async () => {
    const { code, out } = await keeping(['--contact', 'c-west', '--locale', 'en']);
    expect(code).toBe(0);
    expect(section(out, 'The answer')).toEqual(['  No assignment for c-west was found beside what stays.']);
  });

  it('of a group that has no leader can lead it', async () => {
    const start = await bestOf(without('c-east'));
    expect(planOf(start).leads).toEqual([]);
    const { written } = await keeping(['--contact', 'c-east'], { start });
    expect(planOf(written.get('new.json')).leads).toEqual([{ groupId: 'g1', contactId: 'c-east' }]);
  });
});

describe('a question about one', () => {
  it('is answered as one JSON object that says whom it was about', async () => {
    const { code, out } = await keeping(['--recipient', 'r1', '--json']);
    expect(code).toBe(0);
    expect(oneObject(out)).toMatchObject({ status: 'optimal', scope: { kind: 'recipient', id: 'r1' } });
    expect(oneObject((await propose(['--json'])).out)).not.toHaveProperty('scope');
  });

  it('is answered in nynorsk and in lines no wider than 100 characters', async () => {
    for (const args of [
      ['--recipient', 'r1'],
      ['--contact', 'c-north'],
    ]) {
      const { out } = await keeping([...args, '--locale', 'nn']);
      expect(out).toContain('når alt anna står?');
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    }
  });

  it('about two ends with 2 and says what to do, before any work is done', async () => {
    const createBackend = (): never => {
      throw new Error('the solver must not be started');
    };
    const args = [
      'propose',
      'case.json',
      '--today',
      TODAY,
      '--recipient',
      'r1',
      '--contact',
      'c-north',
      '--locale',
      'en',
    ];
    const { code, err } = await run(args, { files: { 'case.json': TINY }, io: { createBackend } });
    expect(code).toBe(2);
    expect(err).toContain('Ask about one at a time: --recipient or --contact.\nRun the command twice');
  });

  it('with a certificate ends with 2, since that would be about everybody', async () => {
    const { code, err, written } = await keeping([
      '--recipient',
      'r1',
      '--certificate',
      'bound.json',
      '--locale',
      'en',
    ]);
    expect([code, written.size]).toEqual([2, 0]);
    expect(err).toContain('Leave out --certificate, or plan for everybody.');
  });

  it('about nobody ends with 2 and says what to do', async () => {
    const { code, err, written } = await keeping(['--recipient', 'c-north', '--locale', 'en']);
    expect([code, written.size]).toEqual([2, 0]);
    expect(err).toContain('There is no recipient c-north to plan for.\nMaybe the id is wrong');
    expect((await keeping(['--contact', 'r1', '--locale', 'en'])).err).toContain(
      'There is no contact r1 to plan with.',
    );
  });

  it('about somebody who may not be shown gets the same answer as about nobody', async () => {
    const caseload = edited(TINY, ({ recipients = [], contacts = [] }) => {
      for (const person of [...recipients, ...contacts])
        if (person['id'] === 'r4' || person['id'] === 'c-west') {
          person['protection'] = 'kode-6';
          delete person['place'];
        }
    });
    const ask = async (option: string, id: string): Promise<string> => {
      const { code, out, err } = await keeping([option, id], { caseload });
      return `${code} ${out}${err.replaceAll(id, 'ID')}`;
    };
    expect(await ask('--recipient', 'r4')).toBe(await ask('--recipient', 'nobody'));
    expect(await ask('--contact', 'c-west')).toBe(await ask('--contact', 'nobody'));
    // The plan to keep is of before they were protected.
    const { out, err, written } = await keeping(['--recipient', 'r1'], { caseload });
    expect(out + err + (written.get('new.json') ?? '')).not.toMatch(/\br4\b|\bp4[ab]\b|\bd4\b|c-west/);
  });

  it('without a valid screening gets the screening for an advice, whoever it is about', async () => {
    const caseload = edited(TINY, (changed) => {
      delete changed['screening'];
    });
    for (const id of ['r1', 'nobody']) {
      const { code, err } = await keeping(['--recipient', id, '--locale', 'en'], { caseload });
      expect(code).toBe(2);
      expect(err).toContain('State screening.statedOn.');
    }
  });
});
