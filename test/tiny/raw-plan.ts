// A plan document made from raw options and leads: what brute force hands to the auditor.
import { clockOf } from '../../src/domain/time.ts';
import type { Gathering, World } from '../../src/domain/world.ts';
import type { Contact } from '../../src/schema/caseload.ts';
import type { Assignment, PatternSlot, Plan } from '../../src/schema/plan.ts';
import type { RawOption } from './raw-options.ts';

/** A contact who leads a group. */
export type RawLead = { readonly kind: 'lead'; readonly contact: Contact; readonly gathering: Gathering };

/** What a raw plan consists of. */
export type Piece = RawOption | RawLead;

function slotOfGathering({ id, slot }: Gathering): PatternSlot {
  const { cycleWeek = 1, weekday, start, minutes } = slot;
  return { cycleWeek, weekday, start, minutes, placeId: id };
}

function seatContacts(gathering: Gathering, pieces: readonly Piece[]): string[] {
  if (gathering.kind === 'voluntary') return gathering.accompaniedBy === undefined ? [] : [gathering.accompaniedBy.id];
  return pieces.flatMap((piece) =>
    piece.kind === 'lead' && piece.gathering.key === gathering.key ? [piece.contact.id] : [],
  );
}

function assignmentOf(option: RawOption, index: number, pieces: readonly Piece[]): Assignment {
  const { recipient, decision, part, share } = option.portion;
  const served = {
    id: `a${index}`,
    recipientId: recipient.id,
    decisionId: decision.id,
    partId: part.id,
    ...(share === undefined ? {} : { share }),
    pinned: false,
  };
  if (option.kind === 'individual') {
    const { minutes, cycleWeeks } = option.mode;
    const pattern = option.times.map(({ cycleWeek = 1, weekday, start }) => ({
      cycleWeek,
      weekday,
      start: clockOf(start),
      minutes,
    }));
    return { ...served, arrangement: 'individual', contactIds: [option.contact.id], cycleWeeks, pattern };
  }
  const { gathering } = option;
  return {
    ...served,
    arrangement: gathering.kind,
    contactIds: seatContacts(gathering, pieces),
    ...(gathering.kind === 'group' ? { groupId: gathering.id } : { offerId: gathering.id }),
    cycleWeeks: gathering.slot.cycleWeek === undefined ? 1 : 2,
    pattern: [slotOfGathering(gathering)],
  };
}

/** The weekly plan that consists of the pieces; its objective and score are not recorded. */
export function rawPlan({ horizon }: World, pieces: readonly Piece[]): Plan {
  return {
    format: 'kobling/plan@1',
    caseloadFingerprint: '',
    rulesetFingerprint: '',
    from: horizon.from,
    weeks: horizon.weeks,
    status: 'feasible',
    objective: 0,
    bound: 0,
    absGap: 0,
    gap: 0,
    gapPerPart: 0,
    base: 0,
    seed: 0,
    steps: null,
    versions: { kobling: 'brute-force', solver: 'none' },
    assignments: pieces.flatMap((piece, index) => (piece.kind === 'lead' ? [] : [assignmentOf(piece, index, pieces)])),
    leads: pieces.flatMap((piece) =>
      piece.kind === 'lead' ? [{ groupId: piece.gathering.id, contactId: piece.contact.id }] : [],
    ),
    sessions: [],
    unserved: [],
    brokenPins: [],
    score: {},
  };
}
