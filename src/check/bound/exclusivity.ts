// Whether two sessions of one recipient can never both be, whoever serves them: what makes a clash row valid.
//
// A row speaks of sessions with anybody, so the rules are asked in a way that holds for every contact: `exclusive` must
// give one key whoever the contact is, `apart` is asked of the recipient alone, and where neither settles it, every two
// contacts are tried.
// Long function exclusivityOf: what meetings could be is looked up once and closed over by the ways to exclude them.
import { type Engagement, type Occurrence, occurrencesOf, type PatternTime, placeOf } from '../../domain/items.ts';
import type { Gathering, Portion, World } from '../../domain/world.ts';
import type { Ruleset } from '../../rules/rule.ts';
import { rulesByKind } from '../rules-by-kind.ts';
import type { Candidates } from './candidates.ts';

/** A one-to-one session, or a seat in a gathering. */
export type Meeting = {
  readonly portion: Portion;
  readonly time: PatternTime;
  /** Undefined for a one-to-one session. */
  readonly gathering: Gathering | undefined;
};

/** Everything a meeting could be: with each contact and form, or in its gathering. */
type Possible = readonly { readonly engagement: Engagement; readonly occurrences: readonly Occurrence[] }[];

const sameForm = (a: PatternTime, b: PatternTime): boolean =>
  a.minutes === b.minutes && (a.cycleWeek === undefined) === (b.cycleWeek === undefined);

/** Whether two meetings of one portion, which is served once, can only be in different engagements. */
function isEither({ portion, time, gathering }: Meeting, other: Meeting): boolean {
  if (portion !== other.portion) return false;
  if (gathering !== undefined || other.gathering !== undefined) return true;
  if (!sameForm(time, other.time)) return true;
  const cycleWeeks = time.cycleWeek === undefined ? 1 : 2;
  return portion.part.modes.every(
    (form) => form.minutes !== time.minutes || form.cycleWeeks !== cycleWeeks || form.sessions === 1,
  );
}

/** Whether all that a meeting could be has this same key, and which. */
function onlyKeys(possible: Possible, keyOf: (occurrence: Occurrence) => string | undefined): Set<string> {
  const [first, ...rest] = possible;
  const keys = new Set(first?.occurrences.flatMap((occurrence) => keyOf(occurrence) ?? []));
  for (const { occurrences } of rest) {
    const own = new Set(occurrences.map(keyOf));
    for (const key of keys) if (!own.has(key)) keys.delete(key);
  }
  return keys;
}

const share = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean => [...a].some((key) => b.has(key));

export function exclusivityOf(world: World, ruleset: Ruleset, candidates: Candidates) {
  const rules = rulesByKind(ruleset).conflicts;
  const known = new Map<string, Possible>();
  const possibleOf = ({ portion, time, gathering }: Meeting): Possible => {
    const key = `${portion.key} ${gathering?.key} ${JSON.stringify(time)}`;
    let found = known.get(key);
    if (found === undefined) {
      const cycleWeeks = time.cycleWeek === undefined ? 1 : 2;
      const engagements: readonly Engagement[] =
        gathering !== undefined
          ? (candidates.seatsAt.get(gathering.key) ?? [])
              .map(({ engagement }) => engagement)
              .filter((engagement) => engagement.portion === portion)
          : candidates
              .contactsOf(portion.key)
              .flatMap((contact) => candidates.forms(portion, contact))
              .filter(({ form }) => form.minutes === time.minutes && form.cycleWeeks === cycleWeeks);
      found = engagements.map((engagement) => ({ engagement, occurrences: occurrencesOf(engagement, time) }));
      known.set(key, found);
    }
    return found;
  };

  /** By an equal key, or by the way between two places, which are the recipient's home or a gathering's. */
  const isDeclared = (a: Possible, b: Possible): boolean =>
    rules.some(({ exclusive, apart }) => {
      if (exclusive !== undefined && share(onlyKeys(a, exclusive), onlyKeys(b, exclusive))) return true;
      const [one] = a;
      const [other] = b;
      if (apart === undefined || one === undefined || other === undefined) return false;
      const personId = one.engagement.portion.recipient.id;
      return one.occurrences.some((first) =>
        other.occurrences.some((second) => {
          if (first.dayKey !== second.dayKey) return false;
          const [from, to] = first.start <= second.start ? [first, second] : [second, first];
          const gap = to.start - (from.start + from.minutes);
          return gap < Math.max(0, apart(world, personId, placeOf(from.of), placeOf(to.of)));
        }),
      );
    });

  const clash = (a: Possible[number], b: Possible[number]): boolean =>
    rules.some(
      (rule) =>
        rule.occurrences !== undefined &&
        a.occurrences.some((first) =>
          b.occurrences.some(
            (second) => first.dayKey === second.dayKey && rule.occurrences?.(world, first, second) !== undefined,
          ),
        ),
    ) ||
    (a.engagement.gathering !== undefined &&
      a.engagement.gathering === b.engagement.gathering &&
      rules.some((rule) => rule.engagements?.(world, a.engagement, b.engagement) !== undefined));

  /** Whether two different meetings of one recipient exclude each other; what nobody could hold excludes everything. */
  return (a: Meeting, b: Meeting): boolean => {
    if (isEither(a, b)) return true;
    const first = possibleOf(a);
    const second = possibleOf(b);
    return isDeclared(first, second) || first.every((one) => second.every((other) => clash(one, other)));
  };
}
