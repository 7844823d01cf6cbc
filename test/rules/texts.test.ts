// Texts against facts: a sentence about a finding can be written from what the finding holds, in every language.
import { describe, expect, it } from 'vitest';
import { check, type Finding } from '../../src/check/index.ts';
import { buildWorld } from '../../src/domain/world.ts';
import { EXAMPLE_TODAY, exampleDraft } from '../../src/rules/example.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Example, Rule } from '../../src/rules/rule.ts';
import { caseload } from '../../src/schema/caseload.ts';
import { plan } from '../../src/schema/plan.ts';

function findingsOf(example: Example): readonly Finding[] {
  const draft = exampleDraft();
  example.edit(draft);
  const planned = plan.parse(draft.plan);
  const { from, weeks } = planned;
  const world = buildWorld(caseload.parse(draft.caseload), { today: EXAMPLE_TODAY, from, weeks });
  return check(world, planned, RULES).findings;
}

/** The text that says what a finding found. */
const textOf = (rule: Rule, { facts }: Finding) => (facts['unknown'] === true ? rule.texts.unknown : rule.texts.broken);

const hard = RULES.filter((rule) => rule.kind !== 'term').map((rule) => [rule.id, rule] as const);

describe.each(hard)('%s', (id, rule) => {
  it('every fact that its texts name is found wherever an example breaks it', () => {
    const found = rule.examples.flatMap(findingsOf).filter((finding) => finding.rule === id);
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) {
      const text = textOf(rule, finding);
      expect(text, 'a finding has its text').toBeDefined();
      for (const [, name = ''] of text?.nb.matchAll(/\{([^{}]*)\}/g) ?? [])
        expect(finding.facts, `{${name}}`).toHaveProperty(name);
    }
  });

  it('an example that meets it breaks no other hard rule', () => {
    for (const example of rule.examples.filter(({ outcome }) => outcome === 'met')) {
      const broken = findingsOf(example).filter(({ severity }) => severity === 'hard');
      expect(broken, example.title).toEqual([]);
    }
  });
});
