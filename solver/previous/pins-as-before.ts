// The plan of the pins alone, told as an earlier plan had it wherever that holds the same pins: pins say who meets whom,
// seldom when, and times that people are used to should not move for nothing.
import { groupBy } from '../../src/domain/grouping.ts';
import type { Lead } from '../../src/domain/items.ts';
import type { Pinned, World } from '../../src/domain/world.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import { leastOf, type Unfit } from '../candidates/gatherings.ts';
import { type Choice, type Chosen, itemsOfChoice } from '../choice.ts';
import { createLedger } from '../greedy/ledger.ts';
import { isHeld } from '../pins/held.ts';

/** What stands or falls together: a portion served one to one, or a gathering with all who take part. */
type Unit = { readonly now: Choice; readonly before: Choice };

const unitOfServed = ({ engagement }: Chosen): string =>
  engagement.gathering === undefined ? `portion ${engagement.portion.key}` : `gathering ${engagement.gathering.key}`;

const unitOfLead = ({ gathering }: Lead): string => `gathering ${gathering.key}`;

/** A choice by units. */
function byUnit({ served, leads }: Choice): (key: string) => Choice {
  const servedOf = groupBy(served, unitOfServed);
  const leadsOf = groupBy(leads, unitOfLead);
  return (key) => ({ served: servedOf.get(key) ?? [], leads: leadsOf.get(key) ?? [] });
}

/** Whether the earlier form of a unit can stand by itself: a gathering needs its least, and nobody who does not fit. */
function canStand({ served, leads }: Choice, unfit: Unfit): boolean {
  const gathering = served[0]?.engagement.gathering;
  if (gathering === undefined) return served.length > 0;
  const least = leastOf(gathering);
  return (
    served.length >= least.participants &&
    leads.length >= least.leaders &&
    leads.every((lead) => served.every(({ engagement }) => unfit.get(lead)?.has(engagement.portion.key) !== true))
  );
}

/** The pins that a choice holds. */
function pinsHeld(pins: readonly Pinned[]): (choice: Choice) => readonly Pinned[] {
  const ofPortion = groupBy(pins, (pin) => (pin.kind === 'serve' ? pin.portionKey : ''));
  const ofGroup = groupBy(pins, (pin) => (pin.kind === 'lead' ? pin.groupId : ''));
  return (choice) =>
    [
      ...choice.served.flatMap(({ engagement }) => ofPortion.get(engagement.portion.key) ?? []),
      ...[...new Set(choice.leads.map(({ gathering }) => gathering.id))].flatMap((id) => ofGroup.get(id) ?? []),
    ].filter((pin) => isHeld(pin, choice));
}

/**
 * A sound choice that holds every pin that `pinsAlone` holds, as much as possible as `before` had it, and nothing that no
 * pin asks for. What does not fit beside the rest is as in `pinsAlone`, all of which fits together, so this ends.
 */
export function pinsAsBefore(world: World, rules: Ruleset, unfit: Unfit, pinsAlone: Choice, before: Choice): Choice {
  const nowOf = byUnit(pinsAlone);
  const beforeOf = byUnit(before);
  const heldBy = pinsHeld(world.pins);
  const keys = new Set([...pinsAlone.served.map(unitOfServed), ...pinsAlone.leads.map(unitOfLead)]);
  const units: Unit[] = [];
  const asNow = new Set<Unit>();
  for (const key of keys) {
    const unit: Unit = { now: nowOf(key), before: beforeOf(key) };
    const held = heldBy(unit.now);
    if (held.length === 0) continue;
    units.push(unit);
    if (!canStand(unit.before, unfit) || !held.every((pin) => isHeld(pin, unit.before))) asNow.add(unit);
  }
  for (;;) {
    const ledger = createLedger(world, rules);
    for (const { now } of asNow) ledger.book(itemsOfChoice(now));
    const unfitting = units.filter((unit) => !asNow.has(unit) && ledger.book(itemsOfChoice(unit.before)) === undefined);
    for (const unit of unfitting) asNow.add(unit);
    if (unfitting.length > 0) continue;
    const chosen = units.map((unit) => (asNow.has(unit) ? unit.now : unit.before));
    return { served: chosen.flatMap(({ served }) => served), leads: chosen.flatMap(({ leads }) => leads) };
  }
}
