// The places that a contact may have sessions at, numbered as they come among its options, then its leads.
import { gatheringOfLink, type Instance, placeOfGathering } from './instance.ts';

export type Places = {
  /** Recipients, and gatherings as `placeOfGathering`. */
  readonly places: readonly number[];
  /** Number of each place. */
  readonly number: ReadonlyMap<number, number>;
  /** Place of each option, then of each lead: numbers. */
  readonly ofItem: Int32Array;
};

export function placesOf(instance: Instance, contact: number): Places {
  const optionFrom = instance.optionFrom[contact] as number;
  const optionCount = (instance.optionFrom[contact + 1] as number) - optionFrom;
  const leadFrom = instance.leadFrom[contact] as number;
  const leadCount = (instance.leadFrom[contact + 1] as number) - leadFrom;
  const number = new Map<number, number>();
  const ofItem = new Int32Array(optionCount + leadCount);
  for (let item = 0; item < ofItem.length; item++) {
    const place =
      item < optionCount
        ? (instance.portionRecipient[instance.optionPortion[optionFrom + item] as number] as number)
        : placeOfGathering(gatheringOfLink(instance, instance.leadLink[leadFrom + item - optionCount] as number));
    if (!number.has(place)) number.set(place, number.size);
    ofItem[item] = number.get(place) as number;
  }
  return { places: [...number.keys()], number, ofItem };
}
