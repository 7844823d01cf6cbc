// What the rules say in numbers of each contact, noted while its blocks and leads are shown to them.
import type { Engagement, Lead } from '../../../src/domain/items.ts';
import type { Instance } from '../instance.ts';
import type { Probes } from '../probes.ts';

/** Numbers of a (contact, tally): three of its rise and three of its fall. */
const A_TALLY = 6;

export type ContactNumbers = {
  readonly table: Pick<Instance, 'mostRecipients' | 'mostWeekMinutes' | 'mostEvenings' | 'mostDrive' | 'tallies'>;
  /** Notes what an engagement or lead tells of its contact; its own amounts go to row `at` of `amounts`. */
  note(contact: number, of: Engagement | Lead, amounts: Float64Array, at: number): ReturnType<Probes['drive']>;
};

export function createContactNumbers(count: number, probes: Probes): ContactNumbers {
  const { tallyCount } = probes;
  const numbers = new Float64Array(count * tallyCount * A_TALLY);
  const mostRecipients = new Int32Array(count);
  const mostWeekMinutes = new Int32Array(count);
  const mostEvenings = new Int32Array(count);
  const mostDrive = new Float64Array(count).fill(Infinity);
  const isKnown = new Uint8Array(count);
  const noteTallies = (contact: number, of: Engagement | Lead, amounts: Float64Array, at: number): void => {
    probes.tallies(of).forEach((use, t) => {
      if (use === undefined) return;
      amounts[at * tallyCount + t] = use.amount;
      const base = (contact * tallyCount + t) * A_TALLY;
      const { rise, fall } = use;
      if (rise !== undefined) numbers.set([rise.points, rise.step, rise.upTo], base);
      if (fall !== undefined) numbers.set([fall.points, fall.step, fall.beyond], base + 3);
    });
  };
  const noteLimits = (contact: number, of: Engagement | Lead): void => {
    if (isKnown[contact] === 1) return;
    isKnown[contact] = 1;
    const { recipients, weekMinutes, evenings } = probes.contact(of);
    // Blocks are noted before leads: a contact who only leads has no recipients.
    mostRecipients[contact] = 'portion' in of ? recipients : 0;
    mostWeekMinutes[contact] = weekMinutes;
    mostEvenings[contact] = evenings;
  };
  return {
    table: {
      mostRecipients,
      mostWeekMinutes,
      mostEvenings,
      mostDrive,
      tallies: { count: tallyCount, numbers },
    },
    note(contact, of, amounts, at) {
      noteLimits(contact, of);
      noteTallies(contact, of, amounts, at);
      const drive = probes.drive(of);
      mostDrive[contact] = Math.min(mostDrive[contact] as number, drive.most);
      return drive;
    },
  };
}
