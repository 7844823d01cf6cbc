// A ruleset sorted by what the auditor asks of it, once per ruleset: an audit of a tiny plan costs less than the sorting.
// Rules are pure functions of the world, so what was asked once may be remembered per world and ruleset.
import type { World } from '../domain/world.ts';
import { type ConflictRule, type EligibilityRule, type LimitRule, ofKind } from '../rules/rule.ts';
import type { PinRule, Ruleset, TermRule, WindowRule } from '../rules/rule.ts';

type Checks = EligibilityRule['checks'];
/** Eligibility rules that declare one certain check, with that check. */
type Declared<K extends keyof Checks> = readonly {
  readonly rule: EligibilityRule;
  readonly check: NonNullable<Checks[K]>;
}[];

export type RulesByKind = {
  readonly portion: Declared<'portion'>;
  readonly contact: Declared<'contact'>;
  readonly pair: Declared<'pair'>;
  readonly engagement: Declared<'engagement'>;
  readonly dated: Declared<'dated'>;
  readonly windows: readonly WindowRule[];
  readonly limits: readonly LimitRule[];
  readonly conflicts: readonly ConflictRule[];
  readonly terms: readonly TermRule[];
  readonly pin: PinRule | undefined;
};

const sorted = new WeakMap<Ruleset, RulesByKind>();

/** The rules of a ruleset by kind, in catalogue order; cached for as long as the ruleset lives. */
export function rulesByKind(rules: Ruleset): RulesByKind {
  let found = sorted.get(rules);
  if (found !== undefined) return found;
  const eligibility = ofKind(rules, 'eligibility');
  const declared = <K extends keyof Checks>(name: K): Declared<K> =>
    eligibility.flatMap((rule) => {
      const check = rule.checks[name];
      return check === undefined ? [] : [{ rule, check }];
    });
  found = {
    portion: declared('portion'),
    contact: declared('contact'),
    pair: declared('pair'),
    engagement: declared('engagement'),
    dated: declared('dated'),
    windows: ofKind(rules, 'window'),
    limits: ofKind(rules, 'limit'),
    conflicts: ofKind(rules, 'conflict'),
    terms: ofKind(rules, 'term'),
    pin: ofKind(rules, 'pin')[0],
  };
  sorted.set(rules, found);
  return found;
}

/** A value built once for each world and ruleset, and kept for as long as both live. */
export function perWorld<T>(build: (world: World, rules: RulesByKind) => T): (world: World, ruleset: Ruleset) => T {
  const built = new WeakMap<World, WeakMap<RulesByKind, { readonly value: T }>>();
  return (world, ruleset) => {
    const rules = rulesByKind(ruleset);
    let ofWorld = built.get(world);
    if (ofWorld === undefined) {
      ofWorld = new WeakMap();
      built.set(world, ofWorld);
    }
    let entry = ofWorld.get(rules);
    if (entry === undefined) {
      entry = { value: build(world, rules) };
      ofWorld.set(rules, entry);
    }
    return entry.value;
  };
}
