// What a certificate is refused for, and what is said of one that has been changed by hand.
import { beforeAll, describe, expect, it } from 'vitest';
import { CERTIFICATE_PROBLEMS, verifyBound } from '../../src/check/index.ts';
import type { World } from '../../src/domain/world.ts';
import { exampleDraft } from '../../src/rules/example.ts';
import { RULES } from '../../src/rules/index.ts';
import type { CaseloadInput } from '../../src/schema/caseload.ts';
import type { Certificate } from '../../src/schema/certificate.ts';
import { worldOf } from '../proof/harness.ts';
import { completed } from './bound-completed.ts';
import { emptyCertificate } from './bound-draws.ts';

/** r1 and r2 with two parts each, c1 and c2, a group and an offer. */
function twoParts(edit: (caseload: CaseloadInput) => void = () => {}): World {
  const { caseload } = exampleDraft();
  for (const { parts } of caseload.decisions) {
    const [first] = parts;
    if (first !== undefined) parts.push({ ...first, id: 'p1b' });
  }
  for (const recipient of [...caseload.recipients]) caseload.recipients.push({ ...recipient, id: 'r2' });
  for (const decision of [...caseload.decisions])
    caseload.decisions.push({
      ...decision,
      id: 'd2',
      recipientId: 'r2',
      parts: decision.parts.map((part) => ({ ...part, id: part.id.replace('p1', 'p2') })),
    });
  for (const contact of [...caseload.contacts]) caseload.contacts.push({ ...contact, id: 'c2' });
  edit(caseload);
  return worldOf(caseload, { today: '2026-01-05', from: '2026-01-05', weeks: 4 });
}

let world: World;
let certificate: Certificate;
beforeAll(() => {
  world = twoParts();
  const base = emptyCertificate(world, 4);
  const parts = ['p1', 'p1b', 'p2', 'p2b'].map((portionKey) => ({ portionKey, price: 1_500 * 16 }));
  certificate = completed(world, { ...base, parts });
});

const problemsOf = (changed: Certificate, at: World = world) =>
  verifyBound(at, RULES, changed).findings.map(({ severity, facts, pointer, rule }) =>
    [severity, rule === 'certificate' ? facts['problem'] : rule, pointer].join(' '),
  );

const monday = (start: number): Certificate['contactPlans'][number]['engagements'][number]['times'][number] => [
  0,
  1,
  start,
  120,
];

describe('a sound certificate', () => {
  it('is found to prove exactly what it states', () => {
    expect(certificate.contactPlans.length).toBeGreaterThan(0);
    expect(certificate.gatheringPlans.length).toBeGreaterThan(0);
    expect(verifyBound(world, RULES, certificate)).toEqual({
      stated: certificate.bound,
      proven: certificate.bound,
      findings: [],
    });
  });

  it('with a clash row that holds is accepted', () => {
    const members = ['p1', 'p1b'].map((portionKey) => ({ portionKey, times: [monday(1_020), monday(1_035)] }));
    const row = { kind: 'clash' as const, recipientId: 'r1', members, price: 160 };
    const { proven, findings } = verifyBound(world, RULES, completed(world, { ...certificate, rows: [row] }));
    expect(findings).toEqual([]);
    expect(proven).toBeGreaterThan(0);
  });
});

describe('a certificate that was changed by hand', () => {
  it('with a price far too high proves only a higher bound, and what it states is refused', () => {
    const [first, ...others] = certificate.parts;
    const parts = [{ portionKey: first?.portionKey ?? '', price: 500_000 * 16 }, ...others];
    const { proven, stated, findings } = verifyBound(world, RULES, { ...certificate, parts });
    expect(proven).toBeGreaterThan(stated);
    expect(findings.filter(({ rule }) => rule === 'certificate-bound')).toMatchObject([{ severity: 'hard' }]);
  });

  it('that states more than its prices prove is told what they prove, softly', () => {
    const changed = { ...certificate, bound: certificate.bound + 10 };
    expect(problemsOf(changed)).toEqual(['soft certificate-bound /bound']);
    expect(verifyBound(world, RULES, changed).proven).toBe(certificate.bound);
  });

  it('that states a bound below what its prices prove is refused', () => {
    expect(problemsOf({ ...certificate, bound: certificate.bound - 1 })).toEqual(['hard certificate-bound /bound']);
  });

  it('that leaves out the plan of a contact still proves the same', () => {
    const { proven } = verifyBound(world, RULES, { ...certificate, contactPlans: [] });
    expect(proven).toBe(certificate.bound);
  });

  it('with another value for a plan is refused', () => {
    const contactPlans = certificate.contactPlans.map((plan) => ({ ...plan, value: plan.value + 1 }));
    expect(problemsOf({ ...certificate, contactPlans })[0]).toBe('hard certificate-value /contactPlans/0');
  });

  it('for other days is told so softly', () => {
    expect(problemsOf({ ...certificate, weeks: 5 })).toEqual(['soft certificate-horizon /today']);
  });
});

describe('a certificate is refused', () => {
  const withPlan = (edit: (plan: Certificate['contactPlans'][number]) => Certificate['contactPlans'][number]) => ({
    ...certificate,
    contactPlans: certificate.contactPlans.map((plan, index) => (index === 0 ? edit(plan) : plan)),
  });

  it('for a plan with sessions that clash', () => {
    const engagements = ['p1', 'p2'].map((portionKey) => ({
      portionKey,
      sessions: 1,
      minutes: 120,
      cycleWeeks: 1 as const,
      times: [monday(1_020)],
    }));
    const changed = withPlan((plan) => ({ ...plan, engagements, leads: [] }));
    expect(problemsOf(changed)).toContain('hard plan-breaks-rule /contactPlans/0');
  });

  it('for a plan at a time that is not on the grid', () => {
    const engagements = [
      { portionKey: 'p1', sessions: 1, minutes: 120, cycleWeeks: 1 as const, times: [monday(1_021)] },
    ];
    const changed = withPlan((plan) => ({ ...plan, engagements, leads: [] }));
    expect(problemsOf(changed)).toContain('hard no-such-engagement /contactPlans/0/engagements/0');
  });

  it('for prices below 0 where they prove nothing', () => {
    const parts = certificate.parts.map((part) => ({ ...part, price: -1 }));
    const rows = [
      { kind: 'clash' as const, recipientId: 'r1', members: [{ portionKey: 'p1', times: [monday(1_020)] }], price: -1 },
    ];
    const { proven } = verifyBound(world, RULES, { ...certificate, parts, rows });
    expect(proven).toBeUndefined();
    const found = problemsOf({ ...certificate, parts, rows });
    expect(found).toContain('hard negative-price /parts/3/price');
    expect(found).toContain('hard negative-price /rows/0/price');
  });

  it('for a clash row with two sessions that can both be', () => {
    const members = [
      { portionKey: 'p1', times: [monday(1_020)] },
      { portionKey: 'p1b', times: [monday(1_140)] },
    ];
    const rows = [{ kind: 'clash' as const, recipientId: 'r1', members, price: 16 }];
    expect(problemsOf({ ...certificate, rows })).toContain('hard not-exclusive /rows/0/members/1/times/0');
  });

  it('for two sessions of one part that one engagement may have', () => {
    const members = [{ portionKey: 'p1', times: [monday(1_020), [0, 3, 1_020, 120] as ReturnType<typeof monday>] }];
    const rows = [{ kind: 'clash' as const, recipientId: 'r1', members, price: 16 }];
    expect(problemsOf({ ...certificate, rows })).toContain('hard not-exclusive /rows/0/members/0/times/1');
  });

  it('for ids that point nowhere, all told at once', () => {
    const changed: Certificate = {
      ...certificate,
      parts: [{ portionKey: 'p9', price: 1 }],
      leads: [{ gatheringKey: 'g9', contactId: 'c9', price: 1 }],
      rows: [
        { kind: 'limit', recipientId: 'r9', rule: 'no-such-rule', bucket: 'b', price: 1 },
        { kind: 'clash', recipientId: 'r1', members: [{ portionKey: 'p2', times: [monday(1_020)] }], price: 1 },
      ],
      held: ['k9'],
      mayBreak: [{ pinIds: ['k8'], most: 1, prices: [] }],
      contactPlans: [{ contactId: 'c9', value: 1, engagements: [], leads: [] }],
      gatheringPlans: [{ gatheringKey: 'g9', value: 1, seats: [], leaders: [] }],
    };
    const found = problemsOf(changed).filter((problem) => problem.startsWith('hard'));
    for (const problem of [
      'unknown-portion /parts/0/portionKey',
      'unknown-gathering /leads/0/gatheringKey',
      'unknown-contact /leads/0/contactId',
      'unknown-recipient /rows/0/recipientId',
      'unknown-rule /rows/0/rule',
      'foreign-portion /rows/1/members/0/portionKey',
      'unknown-pin /held/0',
      'unknown-pin /mayBreak/0/pinIds/0',
      'prices-differ /mayBreak/0/prices',
      'unknown-contact /contactPlans/0',
      'unknown-gathering /gatheringPlans/0',
    ])
      expect(found).toContain(`hard ${problem}`);
  });

  it('for a limit row on a bucket that counts keys, and a cover row on one that does not', () => {
    const at = twoParts(({ recipients }) => {
      for (const recipient of recipients) recipient.limits = { sessionsPerWeek: 3, eveningsPerWeek: 1 };
    });
    const rows: Certificate['rows'] = [
      { kind: 'limit', recipientId: 'r1', rule: 'recipient-limits', bucket: 'r1:evenings:1', price: 16 },
      {
        kind: 'cover',
        recipientId: 'r1',
        rule: 'recipient-limits',
        bucket: 'r1:week:1',
        members: [{ portionKey: 'p1', distinct: '1-1' }],
        price: 16,
      },
    ];
    const found = problemsOf({ ...emptyCertificate(at), rows }, at);
    expect(found).toContain('hard wrong-kind-of-bucket /rows/0/bucket');
    expect(found).toContain('hard wrong-kind-of-bucket /rows/1/bucket');
  });

  it('for a subset row with somebody unknown, somebody twice, or a price below 0', () => {
    const rows: Certificate['rows'] = [
      {
        kind: 'subset',
        portionKeys: ['p1', 'nowhere', 'p1'],
        contactIds: ['nobody'],
        gatheringKeys: ['nothing'],
        price: -1,
      },
    ];
    const found = problemsOf({ ...certificate, rows });
    for (const problem of [
      'negative-price /rows/0/price',
      'unknown-portion /rows/0/portionKeys/1',
      'repeated-member /rows/0/portionKeys/2',
      'unknown-contact /rows/0/contactIds/0',
      'unknown-gathering /rows/0/gatheringKeys/0',
    ])
      expect(found).toContain(`hard ${problem}`);
  });

  it('for numbers too large for exact sums', () => {
    const parts = certificate.parts.map((part) => ({ ...part, price: 2 ** 52 }));
    expect(problemsOf({ ...certificate, parts })).toContain('hard too-large /scaleBits');
  });

  it('for a held pin that no plan can hold', () => {
    const at = twoParts((caseload) => {
      caseload.pairings = [{ id: 'k1', partId: 'p1', contactId: 'c1', status: 'active' }];
      caseload.declined = [{ recipientId: 'r1', contactId: 'c1', by: 'recipient', on: '2025-12-01' }];
    });
    const { proven, findings } = verifyBound(at, RULES, { ...emptyCertificate(at), held: ['k1'] });
    expect(proven).toBeUndefined();
    expect(findings).toMatchObject([{ severity: 'hard', facts: { problem: 'pin-not-holdable' }, ids: ['k1', 'c1'] }]);
  });

  it('for a term that gives points across contacts', () => {
    const rules = RULES.map((rule) =>
      rule.kind === 'term' && rule.id === 'fair-load'
        ? {
            ...rule,
            tally: (...asked: Parameters<NonNullable<typeof rule.tally>>) =>
              (rule.tally?.(...asked) ?? []).map((use) => ({ ...use, bucket: 'everybody' })),
          }
        : rule,
    );
    const found = verifyBound(world, rules, certificate);
    expect(found.proven).toBeUndefined();
    expect(found.findings).toMatchObject([{ facts: { problem: 'shared-term', rule: 'fair-load' } }]);
  });
});

it('names every problem once', () => {
  expect(new Set(CERTIFICATE_PROBLEMS).size).toBe(CERTIFICATE_PROBLEMS.length);
});
