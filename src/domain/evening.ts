// What counts as an evening: a session that ends after the policy's clock time.
import type { Policy } from '../schema/policy.ts';
import type { Occurrence } from './items.ts';
import { minuteOfDay } from './time.ts';

/** Whether an occurrence takes an evening; one that ends on the stroke does not. */
export const isEvening = ({ eveningFrom }: Policy, { start, minutes }: Occurrence): boolean =>
  start + minutes > minuteOfDay(eveningFrom);
