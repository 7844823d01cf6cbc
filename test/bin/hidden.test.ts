// People with a protected address leave no trace: what is printed and written with them is what is printed and written
// of a caseload in which they do not exist.
import { describe, expect, it } from 'vitest';
import { edited, oneObject, run, TINY, TODAY } from './memory-io.ts';

/** Hides r4, who has a pinned pairing with c-south, and c-west, whom the to-do list asks about. */
const withHidden = edited(TINY, ({ recipients = [], contacts = [] }) => {
  for (const person of [...recipients, ...contacts])
    if (person['id'] === 'r4' || person['id'] === 'c-west') {
      person['protection'] = 'kode-6';
      delete person['place'];
    }
});

const ids = /\br4\b|\bp4[ab]\b|\bd4\b|c-west/;
const files = { 'case.json': withHidden };
const args = ['--today', TODAY, '--locale', 'en'];

const hiddenPin = (JSON.parse(TINY) as { pairings: { id: string; partId: string }[] }).pairings.find(
  ({ partId }) => partId === 'p4b',
);

describe('people who may not be shown', () => {
  it('the plan is made and audited without a word about them or their pins', async () => {
    const targets = ['--out', 'plan.json', '--certificate', 'bound.json'];
    const { code, out, err, written } = await run(['propose', 'case.json', ...args, ...targets], { files });
    const plan = written.get('plan.json') ?? '';
    const bound = written.get('bound.json') ?? '';
    expect(code).toBe(0);
    expect(bound).not.toBe('');
    expect(out + err + plan + bound).not.toMatch(ids);
    expect(hiddenPin).toBeDefined();
    expect(plan).not.toContain(`"${hiddenPin?.id}"`);
    const checked = await run(['check', 'case.json', 'plan.json', ...args], {
      files: { ...files, 'plan.json': plan },
    });
    expect(checked.code).toBe(0);
    expect(checked.out).not.toMatch(ids);
  });

  it('they are in no total', async () => {
    const totals = async (text: string): Promise<unknown> => {
      const { out } = await run(['propose', 'case.json', ...args, '--json'], { files: { 'case.json': text } });
      const { grantedMinutes, servedMinutes, parts } = oneObject(out);
      return { grantedMinutes, servedMinutes, parts };
    };
    const gone = edited(withHidden, (caseload) => {
      const isGone = (entry: Record<string, unknown>): boolean =>
        ids.test(
          JSON.stringify([
            entry['id'],
            entry['recipientId'],
            entry['contactId'],
            entry['partId'],
            entry['fromId'],
            entry['toId'],
          ]),
        );
      for (const [name, value] of Object.entries(caseload))
        if (Array.isArray(value)) caseload[name] = value.filter((entry) => !isGone(entry));
    });
    expect(gone).not.toMatch(ids);
    expect(await totals(withHidden)).toEqual(await totals(gone));
  });

  it('the same line about a list for cleared staff is printed whether there is anybody on it or not', async () => {
    const line = 'Cases for cleared staff are on a list of their own (--manual-list).';
    expect((await run(['propose', 'case.json', ...args], { files })).out).toContain(line);
    expect((await run(['propose', 'case.json', ...args], { files: { 'case.json': TINY } })).out).toContain(line);
  });

  it('cleared staff get them on a list of their own', async () => {
    const { written } = await run(['propose', 'case.json', ...args, '--manual-list', 'list.json'], { files });
    expect(oneObject(written.get('list.json') ?? '')).toMatchObject({
      parts: [
        { partId: 'p4a', reason: 'protected' },
        { partId: 'p4b', reason: 'protected' },
      ],
      contactIds: ['c-west'],
      pinIds: [hiddenPin?.id],
    });
  });

  it('asking about them gives the same answer as asking about nobody', async () => {
    const { written } = await run(['propose', 'case.json', ...args, '--out', 'plan.json'], { files });
    const both = { ...files, 'plan.json': written.get('plan.json') ?? '' };
    const ask = async (option: string, ...asked: readonly string[]): Promise<string> => {
      const { code, out, err } = await run(['explain', 'case.json', 'plan.json', ...args, option, ...asked], {
        files: both,
      });
      return `${code} ${out}${err.replace(asked.join(', '), 'ID')}`;
    };
    expect(await ask('--part', 'p4a')).toBe(await ask('--part', 'nobody'));
    expect(await ask('--pair', 'p4a', 'c-north')).toBe(await ask('--pair', 'nobody', 'c-north'));
    expect(await ask('--pair', 'p2', 'c-west')).toBe(await ask('--pair', 'p2', 'nobody'));
    expect(await ask('--to-do')).not.toMatch(ids);
  });

  it('warnings about their decisions are not printed', async () => {
    const unusual = (text: string): string =>
      edited(text, ({ decisions = [] }) => {
        for (const decision of decisions) {
          const parts = decision['parts'] as Record<string, unknown>[];
          if (decision['recipientId'] === 'r4') for (const part of parts) part['minutes'] = 600;
        }
      });
    const shown = await run(['propose', 'case.json', ...args], { files: { 'case.json': unusual(TINY) } });
    expect(shown.err).toContain('[hours-unusual]');
    const { err } = await run(['propose', 'case.json', ...args], { files: { 'case.json': unusual(withHidden) } });
    expect(err).not.toMatch(ids);
    expect(err).not.toContain('/decisions/3');
  });
});
