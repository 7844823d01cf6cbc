// The other commands in this process, bad input and bad usage: exit codes, one JSON object, every problem at once.
import { describe, expect, it } from 'vitest';
import { MAX_BYTES } from '../../src/schema/read-document.ts';
import { edited, oneObject, run, TINY, TODAY } from './memory-io.ts';

const today = ['--today', TODAY];

const proposed = async (): Promise<Record<string, string>> => {
  const files = { 'case.json': TINY };
  const { written } = await run(['propose', 'case.json', ...today, '--out', 'plan.json'], { files });
  return { ...files, 'plan.json': written.get('plan.json') ?? '' };
};

describe('bad input', () => {
  const bad = edited(TINY, ({ recipients = [], contacts = [] }) => {
    for (const person of [...recipients, ...contacts]) person['bornOn'] = '2026-02-30';
  });

  it('every problem is listed with its place and what to do, and the command ends with 2', async () => {
    const { code, out, err } = await run(['propose', 'case.json', ...today], { files: { 'case.json': bad } });
    expect([code, out]).toEqual([2, '']);
    for (const pointer of ['/recipients/0/bornOn', '/recipients/4/bornOn', '/contacts/3/bornOn'])
      expect(err).toContain(`${pointer} [`);
    expect(err.match(/Kanskje/g)?.length).toBeGreaterThanOrEqual(9);
  });

  it('problems speak the language asked for', async () => {
    const { err } = await run(['check', 'case.json', 'p', '--locale', 'en'], { files: { 'case.json': bad } });
    expect(err).toContain('The file case.json cannot be used. Problems: 9.');
    expect(err).toContain('Maybe');
  });

  it('fifty problems are printed and further ones counted; --json lists all in one object', async () => {
    const many = edited(TINY, (caseload) => {
      caseload['suggestions'] = Array.from({ length: 80 }, () => ({ recipientId: 'nobody', contactId: 'c-north' }));
    });
    const { code, out, err } = await run(['propose', 'case.json', '--json'], { files: { 'case.json': many } });
    const { problems } = oneObject(out) as { problems: unknown[] };
    expect(code).toBe(2);
    expect(problems.length).toBeGreaterThanOrEqual(80);
    expect(err.match(/^ {2}\/suggestions\/\d+/gm)?.length).toBe(50);
    expect(err).toContain(`… og ${problems.length - 50} til.`);
  });

  it('a file that is missing, too large or not UTF-8 ends with 2 and says which it is', async () => {
    const latin = Uint8Array.from([0x7b, 0xe5, 0x7d]);
    const large = new Uint8Array(MAX_BYTES + 1);
    const files = { latin, large };
    expect(await run(['propose', 'none.json'])).toMatchObject({ code: 2, err: expect.stringContaining('ENOENT') });
    expect(await run(['propose', 'latin'], { files })).toMatchObject({
      code: 2,
      err: expect.stringContaining('UTF-8'),
    });
    expect(await run(['propose', 'large'], { files })).toMatchObject({
      code: 2,
      err: expect.stringContaining('[document-too-large]'),
    });
  });
});

describe('bad usage', () => {
  it.each([
    ['an unknown command', ['plan']],
    ['no command', []],
    ['an unknown option', ['propose', 'case.json', '--fast']],
    ['a missing argument', ['propose']],
    ['a date that does not exist', ['propose', 'case.json', '--from', '2026-02-30']],
    ['no weeks', ['propose', 'case.json', '--weeks', '0']],
    ['a seed that is no number', ['propose', 'case.json', '--seed', '1e3']],
    ['another language', ['propose', 'case.json', '--locale', 'sv']],
    ['a rule that does not exist', ['rules', 'no-such-rule']],
  ])('%s ends with 2 and prints nothing on standard output', async (_, argv) => {
    const { code, out, err } = await run(argv, { files: { 'case.json': TINY } });
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('help prints every default, and ends with 0', async () => {
    const { code, out } = await run(['propose', '--help']);
    expect(code).toBe(0);
    for (const text of [
      'default: 4',
      'default: 1)',
      'default: 60',
      'default: "nb"',
      'default: the first Monday',
      "the clock's",
    ])
      expect(out.replaceAll(/\s+/g, ' ')).toContain(text);
  });
});

describe('check', () => {
  it('a plan without hard findings ends with 0 and one object of objective, score and findings', async () => {
    const { code, out } = await run(['check', 'case.json', 'plan.json', ...today, '--json'], {
      files: await proposed(),
    });
    expect(code).toBe(0);
    expect(Object.keys(oneObject(out))).toEqual(['objective', 'score', 'findings']);
    expect(oneObject(out)).toMatchObject({ objective: 13_682 });
  });

  it('a plan that breaks a rule ends with 1, and the rule says how', async () => {
    const files = await proposed();
    const moved = files['plan.json']?.replaceAll('"start": "17:00"', '"start": "03:00"') ?? '';
    const { code, out } = await run(['check', 'case.json', 'plan.json', ...today, '--locale', 'en'], {
      files: { ...files, 'plan.json': moved },
    });
    expect(code).toBe(1);
    expect(out).toContain('The plan breaks rules and cannot be used as it is.');
    expect(out).toContain('[availability]');
  });

  it('another caseload than the one the plan was made from is a finding, not a refusal', async () => {
    const files = { ...(await proposed()), 'case.json': `${TINY}\n` };
    const { code, out } = await run(['check', 'case.json', 'plan.json', ...today, '--json'], { files });
    const { findings } = oneObject(out);
    expect(code).toBe(0);
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'fingerprint', severity: 'soft' }));
  });
});

describe('explain', () => {
  const ask = async (...asked: readonly string[]) =>
    run(['explain', 'case.json', 'plan.json', ...today, '--locale', 'en', ...asked], { files: await proposed() });

  it('says why nobody serves a part, why a pair may not meet, what a pairing brings and whom to ask', async () => {
    expect((await ask('--part', 'p2')).out).toContain('No contact, group or voluntary offer fits.');
    expect((await ask('--pair', 'p2', 'c-west')).out).toContain('The pairing is possible if this is settled:');
    expect((await ask('--assignment', 'p1')).out).toContain('Served hours: 2500 points');
    expect((await ask('--to-do')).out).toContain('c-west');
  });

  it('every answer is one object with --json', async () => {
    for (const asked of [
      ['--part', 'p2'],
      ['--part', 'p1'],
      ['--pair', 'p2', 'c-west'],
      ['--assignment', 'p1'],
      ['--to-do'],
    ])
      expect(oneObject((await ask(...asked, '--json')).out)).not.toEqual({});
  });

  it('no question, two questions, and a question about nobody end with 2', async () => {
    expect((await ask()).code).toBe(2);
    expect((await ask('--to-do', '--part', 'p2')).code).toBe(2);
    expect((await ask('--part', 'nobody')).code).toBe(2);
  });
});

describe('rules, schema and generate', () => {
  it('the catalogue lists every rule once, and one rule shows its texts', async () => {
    const { out } = await run(['rules', '--json']);
    const { rules } = oneObject(out) as { rules: { id: string }[] };
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(rules.map(({ id }) => id)).toContain('protected-address');
    expect((await run(['rules', 'of-age'])).out).toContain('minimumContactAge  18');
  });

  it('the schema of both documents is one JSON object', async () => {
    expect(oneObject((await run(['schema', 'caseload'])).out)).toMatchObject({ title: 'kobling/caseload@1' });
    expect(oneObject((await run(['schema', 'plan'])).out)).toMatchObject({ title: 'kobling/plan@1' });
  });

  it('a generated caseload can be proposed for, and how hard it is stands on standard error', async () => {
    const argv = ['generate', '--recipients', '6', '--contacts', '5', '--seed', '3', ...today, '--locale', 'en'];
    const { code, out, err } = await run(argv);
    expect(code).toBe(0);
    expect(oneObject(out)).toMatchObject({ synthetic: true });
    expect(err).toMatch(/A greedy plan loses \d+(\.\d+)?% against the linear bound\./);
    expect(err).toMatch(/The first linear relaxation is (fractional|integral)\./);
    const planned = await run(['propose', 'case.json', ...today, '--steps', '50'], { files: { 'case.json': out } });
    expect(planned.code).toBe(0);
    expect((await run([...argv, '--no-difficulty'])).err).not.toContain('greedy');
  });
});
