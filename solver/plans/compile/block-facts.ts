// What a block says by itself: its first engagement, with whom it is, and the time of a seat.
import type { Engagement, PatternTime } from '../../../src/domain/items.ts';
import type { Gathering } from '../../../src/domain/world.ts';
import type { Contact } from '../../../src/schema/caseload.ts';
import type { Block, Option } from '../../candidates/candidates.ts';

export const engagementOf = ({ options }: Block): Engagement => (options[0] as Option).engagement;
export const contactOf = (block: Block): Contact => engagementOf(block).contact as Contact;
export const gatheringOf = (block: Block): Gathering => engagementOf(block).gathering as Gathering;
export const isSeatBlock = ({ options }: Block): boolean => options[0]?.engagement.gathering !== undefined;
/** Its time; a seat has one. */
export const firstTimeOf = ({ times }: Block): PatternTime => times[0] as PatternTime;
