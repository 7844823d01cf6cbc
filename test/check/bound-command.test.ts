// `kobling check --bound`: what it prints, in three languages and as JSON, and how it ends.
import { expect, it } from 'vitest';
import { EXAMPLE_CERTIFICATE } from '../../docs/example-certificate.ts';
import { CERTIFICATE_TEXTS } from '../../bin/certificate-findings.ts';
import { CERTIFICATE_PROBLEMS } from '../../src/check/index.ts';
import { exampleDraft } from '../../src/rules/example.ts';
import { LOCALES } from '../../src/schema/locale.ts';
import type { PlanInput } from '../../src/schema/plan.ts';
import { oneObject, run } from '../bin/memory-io.ts';

type Certificate = typeof EXAMPLE_CERTIFICATE;

/** The example caseload, its plan of one session, and the certificate of the documentation. */
function files(edit: (certificate: Certificate) => Certificate = (same) => same, plan: Partial<PlanInput> = {}) {
  const draft = exampleDraft();
  return {
    'case.json': JSON.stringify(draft.caseload),
    'plan.json': JSON.stringify({ ...draft.plan, ...plan }),
    'bound.json': JSON.stringify(edit(EXAMPLE_CERTIFICATE)),
  };
}

const argv = ['check', 'case.json', 'plan.json', '--bound', 'bound.json', '--today', '2026-01-05'];

it('the certificate of the documentation proves its bound, and the output says how far the plan is from it', async () => {
  // One session of two hours: 2 500 for the first half of the grant, and 56 for load; 4 112 − 2 556 = 1 556.
  const { code, out } = await run([...argv, '--json'], { files: files() });
  const { bound, objective, score, findings } = oneObject(out);
  expect(bound).toEqual({ stated: 4_112, proven: 4_112, planObjective: 2_556, absGap: 1_556 });
  expect(objective).toBe(2_556);
  expect(score).toBeDefined();
  // The documentation's fingerprints are empty.
  expect(findings).toMatchObject([
    { rule: 'fingerprint' },
    { rule: 'fingerprint' },
    { rule: 'certificate-fingerprint', severity: 'soft' },
    { rule: 'certificate-fingerprint', severity: 'soft' },
  ]);
  expect(code).toBe(0);
});

it('says it in words in three languages', async () => {
  const words: string[] = [];
  for (const locale of LOCALES) {
    const { out } = await run([...argv, '--locale', locale], { files: files() });
    words.push(out.replaceAll(/\s+/g, ' '));
  }
  expect(words[0]).toContain('kan være verdt mer enn 4 112 poeng; denne planen er høyst 1 556 poeng (37,85 %) unna.');
  expect(words[1]).toContain('kan vere verd meir enn 4 112 poeng; denne planen er høgst 1 556 poeng (37,85 %) unna.');
  expect(words[2]).toContain(
    'can be worth more than 4,112 points; this plan is at most 1,556 points (37.85%) from it.',
  );
});

it('without --bound says nothing of one', async () => {
  const { out } = await run(['check', 'case.json', 'plan.json', '--today', '2026-01-05', '--json'], { files: files() });
  expect(Object.keys(oneObject(out))).toEqual(['objective', 'score', 'findings']);
});

it('ends with 1 where the certificate does not hold, says why and what to do, and proves nothing', async () => {
  const negative = files((certificate) => ({ ...certificate, parts: [{ portionKey: 'p1', price: -1 }] }));
  const { code, out } = await run([...argv, '--locale', 'en'], { files: negative });
  expect(code).toBe(1);
  expect(out).toContain('The certificate proves no upper bound');
  expect(out).toContain('The certificate does not hold');
  expect(out).toContain('Set it to 0.');
  const json = await run([...argv, '--json'], { files: negative });
  expect(oneObject(json.out)['bound']).toMatchObject({ proven: null, absGap: null });
});

it('ends with 2 where the file is no certificate, with all problems at once', async () => {
  const { code, err } = await run([...argv, '--locale', 'en'], {
    files: { ...files(), 'bound.json': JSON.stringify({ ...EXAMPLE_CERTIFICATE, scaleBits: 31, bound: 0.5, more: 1 }) },
  });
  expect(code).toBe(2);
  for (const problem of ['too-great', 'not-whole', 'unknown-key']) expect(err).toContain(problem);
});

it('tells a plan that claims more than is proven', async () => {
  const { code, out } = await run([...argv, '--json'], {
    files: files(undefined, { objective: 2_556, bound: 2_600, score: {} }),
  });
  const { findings } = oneObject(out);
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: 'recorded-bound', severity: 'soft', facts: { recorded: 2_600, proven: 4_112 } }),
  );
  expect(code).toBe(0);
});

it('refuses a bound that is not about the plan, which breaks a pin that the certificate takes as held', async () => {
  const draft = exampleDraft();
  const pairings = [{ id: 'k1', partId: 'p1', groupId: 'g1', status: 'active' as const }];
  const { out } = await run([...argv, '--json'], {
    files: {
      ...files((certificate) => ({ ...certificate, held: ['k1'] })),
      'case.json': JSON.stringify({ ...draft.caseload, pairings }),
    },
  });
  expect(oneObject(out)['findings']).toContainEqual(
    expect.objectContaining({ rule: 'certificate-pins', severity: 'hard', ids: ['k1'] }),
  );
});

it('has a text for every problem of a certificate', () => {
  expect(Object.keys(CERTIFICATE_TEXTS).sort()).toEqual([...CERTIFICATE_PROBLEMS].sort());
});
