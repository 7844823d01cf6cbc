// What a recurring slot of an engagement is worth to all terms of a ruleset together.
import type { Engagement } from '../src/domain/items.ts';
import type { World } from '../src/domain/world.ts';
import { NO_POINTS, ofKind, type Ruleset, type SlotPoints } from '../src/rules/rule.ts';

/** Asks the terms once of an engagement, for points that are then asked at many times. */
export function slotPointsOf(world: World, rules: Ruleset): (engagement: Engagement) => SlotPoints {
  const terms = ofKind(rules, 'term').flatMap(({ slot }) => (slot === undefined ? [] : [slot]));
  return (engagement) => {
    // Most engagements are worth something at certain times to one or two of the terms.
    const counting: SlotPoints[] = [];
    for (const term of terms) {
      const points = term(world, engagement);
      if (points !== NO_POINTS) counting.push(points);
    }
    return (time) => {
      let sum = 0;
      for (const points of counting) sum += points(time);
      return sum;
    };
  };
}
