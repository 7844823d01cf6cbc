// What driving costs the municipality, in whole numbers: term mileage-budget, limit mileage-consent and forecasts.
//
// A session's driving is out and back from the contact's home. With d metres and r øre a kilometre, once in a fortnight
// costs d·r/1000 · 26/12 = 13·d·r/6000 øre a month. Amounts are kept in 1/6000 øre, so sums stay whole.
import type { Policy } from '../schema/policy.ts';
import { contactOf, type Engagement, isLead, type Lead, type Occurrence, placeOf } from './items.ts';
import type { World } from './world.ts';

/** An amount is a count of these parts of an øre, a month. */
export const PARTS_PER_OERE = 6_000;

/** The driving of one session: who drives, out and back in metres, and the amount where it recurs once a fortnight. */
export type Drive = { readonly contactId: string; readonly metres: number; readonly amount: number };

/** Amount of driving so many metres once a fortnight, in 1/6000 øre a month. */
export const mileageAmount = (metres: number, rateOerePerKm: number): number => 13 * metres * rateOerePerKm;

/** Whole øre a month of a sum of amounts, halves up. */
export const oereAMonth = (amount: number): number => Math.floor((amount + PARTS_PER_OERE / 2) / PARTS_PER_OERE);

/** The largest sum of amounts that is still within the budget once it is rounded to øre. */
export const budgetAmount = ({ mileage }: Policy): number =>
  PARTS_PER_OERE * mileage.budgetOere + PARTS_PER_OERE / 2 - 1;

/** The driving of one session of an engagement or lead; undefined where nobody drives or nothing is reimbursed. */
export function driveOf(world: World, of: Engagement | Lead): Drive | undefined {
  const contact = contactOf(of);
  if (contact === undefined || contact.travel.mode !== 'car') return undefined;
  const { entitlement, rateOerePerKm } = world.policy.mileage;
  // Where each decision grants the allowance, leading a group is covered by none.
  const isEntitled = entitlement === 'every-contact' || (!isLead(of) && of.portion.decision.mileageGranted);
  const way = isEntitled ? world.travel.way(contact.id, placeOf(of), 'car') : undefined;
  if (way === undefined || way.metres === 0) return undefined;
  const metres = 2 * way.metres;
  return { contactId: contact.id, metres, amount: mileageAmount(metres, rateOerePerKm) };
}

/** The driving of an occurrence of the weekly pattern; a dated session has none, its kilometres are reported. */
export const drives = (world: World, { of, date }: Occurrence): Drive | undefined =>
  date === undefined ? driveOf(world, of) : undefined;
