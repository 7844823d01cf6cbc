// The table of pairs: two halves of one part with one contact, where together they are worth more or less.
import { groupBy } from '../../../src/domain/grouping.ts';
import type { Portion, World } from '../../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../../src/rules/rule.ts';
import type { Instance } from '../instance.ts';
import { offsets } from './numbering.ts';
import type { Options } from './options.ts';
import type { People } from './people.ts';

type Pair = { readonly first: number; readonly second: number; readonly points: number };

/** Finds the pairs of each contact. */
export function pairHalves(
  world: World,
  rules: Ruleset,
  { contacts, portions }: People,
  { table: { optionFrom, optionPortion }, optionOf }: Options,
): Pick<Instance, 'pairFrom' | 'pairFirst' | 'pairSecond' | 'pairPoints'> {
  const terms = ofKind(rules, 'term').flatMap(({ halves }) => (halves === undefined ? [] : [halves]));
  const pairsOf = (c: number): Pair[] => {
    const halves: { readonly option: number; readonly portion: Portion }[] = [];
    for (let option = optionFrom[c] as number; option < (optionFrom[c + 1] as number); option++) {
      const portion = portions[optionPortion[option] as number] as Portion;
      if (portion.share !== undefined) halves.push({ option, portion });
    }
    return [...groupBy(halves, ({ portion }) => portion.part.id).values()].flatMap((own) => {
      const firsts = own.filter(({ portion }) => portion.share === 1);
      const seconds = own.filter(({ portion }) => portion.share === 2);
      return firsts.flatMap(({ option: first }) =>
        seconds.flatMap(({ option: second }) => {
          const [a, b] = [optionOf(first).engagement, optionOf(second).engagement];
          const points = terms.reduce((sum, term) => sum + term(world, a, b), 0);
          return points === 0 ? [] : [{ first, second, points }];
        }),
      );
    });
  };
  const pairs = contacts.map((_, c) => pairsOf(c));
  const all = pairs.flat();
  return {
    pairFrom: offsets(pairs.map((own) => own.length)),
    pairFirst: Int32Array.from(all, ({ first }) => first),
    pairSecond: Int32Array.from(all, ({ second }) => second),
    pairPoints: Float64Array.from(all, ({ points }) => points),
  };
}
