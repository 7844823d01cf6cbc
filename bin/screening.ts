// What is said where there is no valid screening for protected addresses: without it nobody is planned for.
import type { World } from '../src/domain/world.ts';
import type { Locale } from '../src/schema/locale.ts';
import { dateText, numberText } from './format.ts';
import { say } from './phrases.ts';

/** Why nobody is planned for: the page must not look as if all were well. */
export function screeningText({ caseload, horizon, policy }: World, locale: Locale): string {
  const stated = caseload.screening?.statedOn;
  const facts = { today: dateText(horizon.today, locale), days: numberText(policy.screeningValidDays, locale) };
  return stated === undefined
    ? say('screeningAbsent', locale)
    : say('screeningStale', locale, { ...facts, stated: dateText(stated, locale) });
}
