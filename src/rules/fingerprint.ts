// What identifies a ruleset. `bin` hashes this text into the plan's rulesetFingerprint; hashing is not done here.
import type { Ruleset } from './rule.ts';

/** Canonical JSON of the rules, by id: kind, dates in force, settings and what each demands. The order of the catalogue does not count. */
export function rulesetText(rules: Ruleset): string {
  const entries = rules.map(({ id, kind, inForce: { from, to }, settings, texts }) => {
    return { id, kind, from, to: to ?? null, settings, demand: texts.demand.en };
  });
  return JSON.stringify(entries.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)));
}
