// The quick answers by which unserved portions are classified: the same as those that name every reason.
import { expect, it } from 'vitest';
import type { Portion, World } from '../../src/domain/world.ts';
import { createEligible } from '../../src/explain/eligible.ts';
import { contactFailures, type Failure, gatheringFailures, portionFailures } from '../../src/explain/failures.ts';
import { createScene } from '../../src/explain/scene.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import { seeds, SUITE_MILLISECONDS, worldOf } from '../proof/harness.ts';
import { tinyCaseload } from '../tiny/tiny-caseload.ts';

const CASES = 500;
const FIRST_SEED = 9_000_001;

const isNone = (failures: Generator<Failure>): boolean => failures.next().done === true;

/** What a portion, a contact or a gathering is told differently, in words; and how many were asked. */
function differences(world: World, rules: Ruleset): { readonly told: string[]; readonly yes: number } {
  const scene = createScene(world, rules);
  const eligible = createEligible(scene);
  const told: string[] = [];
  let yes = 0;
  const compare = (portion: Portion, whom: string, quick: boolean, failures: Generator<Failure>): void => {
    if (quick) yes++;
    if (quick !== isNone(failures)) told.push(`${portion.key} ${whom}`);
  };
  for (const portion of world.portions.values()) {
    compare(portion, 'itself', eligible.portion(portion), portionFailures(world, rules, portion));
    if (!eligible.portion(portion)) continue;
    for (const contact of scene.contacts)
      compare(portion, contact.id, eligible.contact(portion, contact), contactFailures(world, rules, portion, contact));
    for (const gathering of world.gatherings.values())
      compare(
        portion,
        gathering.key,
        eligible.gathering(portion, gathering),
        gatheringFailures(scene, portion, gathering),
      );
  }
  return { told, yes };
}

it(
  'somebody is eligible exactly where no rule is named against them, whatever rule is taken out',
  () => {
    let yes = 0;
    for (const seed of seeds(CASES, FIRST_SEED)) {
      const { caseload, options } = tinyCaseload(seed);
      const world = worldOf(caseload, options);
      const without = RULES[seed % RULES.length];
      for (const rules of [RULES, RULES.filter((rule) => rule !== without)]) {
        const found = differences(world, rules);
        expect(found.told, `seed ${seed}`).toEqual([]);
        yes += found.yes;
      }
    }
    expect(yes).toBeGreaterThan(0);
  },
  SUITE_MILLISECONDS,
);
