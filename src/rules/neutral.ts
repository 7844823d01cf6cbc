// The neutral text of every rule about who may meet whom. It is one and the same sentence, so that a recipient or a
// contact cannot tell from the wording which rule stood in the way, least of all a protected address or a no.
import type { Localized } from './rule.ts';

export const PAIRING_NOT_POSSIBLE: Localized = {
  nb: 'Koblingen er ikke mulig etter kommunens regler.',
  nn: 'Koplinga er ikkje mogleg etter reglane i kommunen.',
  en: "The pairing is not possible under the municipality's rules.",
};

/** The neutral text of every rule about the date of a session: it does not say who is away or whose paper is missing. */
export const DATE_NOT_POSSIBLE: Localized = {
  nb: 'Treffet kan ikke legges på denne datoen.',
  nn: 'Treffet kan ikkje leggjast på denne datoen.',
  en: 'The session cannot be held on this date.',
};
