// Whether anything stands between a portion and a contact or a gathering: yes or no, for the classes of thousands of
// portions. `failures.ts` tells what it is; both say the same, which a test compares.
import { type Engagement, type Form, occurrencesOf, type PatternTime, timeOfGathering } from '../domain/items.ts';
import { contains, type Interval } from '../domain/time.ts';
import type { Gathering, Portion, World } from '../domain/world.ts';
import { allMet } from '../rules/all-met.ts';
import { ofKind, type Ruleset } from '../rules/rule.ts';
import type { Contact, Recipient } from '../schema/caseload.ts';
import { formsOf, leadersFor, placeIn } from './failures.ts';
import type { Scene } from './scene.ts';
import { common, hasStart, windowsOf } from './starts.ts';

export type Eligible = {
  /** Whether a portion fails no check of its own. */
  portion(portion: Portion): boolean;
  /** Whether nothing stands between a portion that fails none and a contact, one to one. */
  contact(portion: Portion, contact: Contact): boolean;
  /** Whether nothing stands between a portion that fails none and a place in a gathering. */
  gathering(portion: Portion, gathering: Gathering): boolean;
};

/** Asks once for each key. */
function once<K, V>(ask: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = ask(key);
    known.set(key, value);
    return value;
  };
}

const isInside = (intervals: readonly Interval[], of: Engagement, time: PatternTime): boolean =>
  occurrencesOf(of, time).every(({ axisFrom, axisTo }) => contains(intervals, axisFrom, axisTo));

/** What the window rules leave of the fortnight to a portion and its recipient, and to a contact. */
function createFreeTime(world: World, rules: Ruleset) {
  const hasWindows = ofKind(rules, 'window').length > 0;
  const left = (portion: Portion | undefined, person: Recipient | Contact): readonly Interval[] =>
    common(windowsOf(world, rules, portion, [person]).map(({ intervals }) => intervals));
  return {
    hasWindows,
    ofPortion: once((portion: Portion) => left(portion, portion.recipient)),
    ofContact: once((contact: Contact) => left(undefined, contact)),
  };
}

export function createEligible(scene: Scene): Eligible {
  const { world, rules } = scene;
  const grid = world.policy.startGridMinutes;
  const freeTime = createFreeTime(world, rules);
  const isPortionMet = allMet(world, rules, 'portion');
  const isContactMet = allMet(world, rules, 'contact');
  const isPairMet = allMet(world, rules, 'pair');
  const isEngagementMet = allMet(world, rules, 'engagement');
  const maySupport = once((contact: Contact) => isContactMet(contact, 'support'));
  const formsWith = (portion: Portion, contact: Contact): readonly Form[] =>
    formsOf(portion).filter((form) => isEngagementMet({ portion, form, arrangement: 'individual', contact }));
  const mayAccompany = (portion: Portion, companion: Contact, gathering: Gathering): boolean =>
    isContactMet(companion, 'accompany', gathering) && isPairMet(portion, companion, 'accompany');
  return {
    portion: once((portion) => isPortionMet(portion)),
    contact(portion, contact) {
      if (!maySupport(contact) || !isPairMet(portion, contact, 'support')) return false;
      const forms = formsWith(portion, contact);
      if (forms.length === 0 || !freeTime.hasWindows) return forms.length > 0;
      return hasStart(common([freeTime.ofPortion(portion), freeTime.ofContact(contact)]), forms, grid);
    },
    gathering(portion, gathering) {
      const engagement = placeIn(portion, gathering);
      if (!isEngagementMet(engagement)) return false;
      const time = timeOfGathering(gathering);
      const companion = gathering.kind === 'voluntary' ? gathering.accompaniedBy : undefined;
      if (!isInside(freeTime.ofPortion(portion), engagement, time)) return false;
      if (companion !== undefined) {
        if (!isInside(freeTime.ofContact(companion), engagement, time)) return false;
        if (!mayAccompany(portion, companion, gathering)) return false;
      }
      return gathering.kind !== 'group' || leadersFor(scene, portion, gathering).length >= gathering.group.minLeaders;
    },
  };
}
