// The table of blocks: length, cycle, driving, and the limits of the recipient.
import type { Instance } from '../instance.ts';
import type { Probes, RecipientNumbers } from '../probes.ts';
import { engagementOf } from './block-facts.ts';
import type { ContactNumbers } from './contact-numbers.ts';
import type { Options } from './options.ts';
import type { People } from './people.ts';

export type BlockTable = Pick<
  Instance,
  | 'blockMinutes'
  | 'blockCycle'
  | 'blockDrive'
  | 'blockUnagreed'
  | 'blockDaySessions'
  | 'blockWeekSessions'
  | 'blockWeekEvenings'
  | 'blockTally'
>;

/** Blocks between two looks at the clock. */
export const A_LOOK = 1_000;

/** Shows every block to the rules; undefined where that gets late. */
export function fillBlocks(
  { portionRecipient, recipientIds }: People,
  { blocks, blockContact, blockPortion }: Options,
  probes: Probes,
  numbers: ContactNumbers,
  isLate: () => boolean,
): BlockTable | undefined {
  const count = blocks.length;
  const table = {
    blockMinutes: new Int16Array(count),
    blockCycle: new Uint8Array(count),
    blockDrive: new Float64Array(count),
    blockUnagreed: new Uint8Array(count),
    blockDaySessions: new Uint8Array(count),
    blockWeekSessions: new Uint8Array(count),
    blockWeekEvenings: new Uint8Array(count),
    blockTally: new Float64Array(count * probes.tallyCount),
  };
  const ofRecipient: (RecipientNumbers | undefined)[] = recipientIds.map(() => undefined);
  for (const [b, block] of blocks.entries()) {
    if (b % A_LOOK === 0 && isLate()) return undefined;
    const engagement = engagementOf(block);
    const drive = numbers.note(blockContact[b] as number, engagement, table.blockTally, b);
    const recipient = portionRecipient[blockPortion[b] as number] as number;
    const limits = (ofRecipient[recipient] ??= probes.recipient(engagement));
    table.blockMinutes[b] = engagement.form.minutes;
    table.blockCycle[b] = engagement.form.cycleWeeks;
    table.blockDrive[b] = drive.amount;
    table.blockUnagreed[b] = drive.unagreed ? 1 : 0;
    table.blockDaySessions[b] = limits.daySessions;
    table.blockWeekSessions[b] = limits.weekSessions;
    table.blockWeekEvenings[b] = limits.weekEvenings;
  }
  return table;
}
