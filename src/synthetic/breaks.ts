// What has happened since yesterday: a few active pairings that a rule now forbids, so that a nightly run has to name
// the rule. Only pairings whose contact has no other duty are touched, so nothing else breaks along with them.
import { addDays } from '../domain/time.ts';
import type { CaseloadInput } from '../schema/caseload.ts';
import { mileageAmount, budgetAmount } from '../domain/mileage.ts';
import type { Diary } from './diary.ts';
import { wayBetween } from './fit.ts';
import type { Offer } from './gatherings.ts';
import type { History, Running } from './history.ts';
import { createRandom } from './random.ts';
import type { Setting } from './sizes.ts';

/** Share of active pairings that are broken on purpose; at least one. */
const BROKEN_SHARE = 0.03;

type Broken = {
  readonly declined: NonNullable<CaseloadInput['declined']>;
  readonly absences: NonNullable<CaseloadInput['absences']>;
  /** Ids of the pairings that a hard rule now forbids. */
  readonly pairingIds: readonly string[];
};

/** Breaks a few pairings in turn: certificate refused, contract ended, declined; and an absence beside each. */
export function breakSome(
  setting: Setting,
  history: History,
  offers: readonly Offer[],
  locked: ReadonlySet<string>,
): Broken {
  const random = createRandom(setting.seed, 'breaks');
  const { today } = setting;
  const duties = new Map<string, number>();
  const count = (contactId: string | undefined): void => {
    if (contactId !== undefined) duties.set(contactId, (duties.get(contactId) ?? 0) + 1);
  };
  for (const { entry } of history.running) count(entry.contactId);
  for (const { contactId } of history.leaderships) count(contactId);
  for (const { accompanist } of offers) count(accompanist?.entry.id);

  const breakable = history.running.filter(
    (r) =>
      r.contact !== undefined &&
      r.times.length > 0 &&
      duties.get(r.contact.entry.id) === 1 &&
      !locked.has(r.entry.partId),
  );
  const broken: { declined: Broken['declined']; absences: Broken['absences']; pairingIds: string[] } = {
    declined: [],
    absences: [],
    pairingIds: [],
  };
  const many = Math.max(1, Math.round(history.running.length * BROKEN_SHARE));
  const [first, ...rest] = random.sample(breakable, many * 2);
  const chosen = first === undefined ? [] : [first, ...rest];
  for (const [index, running] of chosen.entries()) {
    if (index < many) {
      breakOne(running, index + setting.seed, today, broken.declined);
      broken.pairingIds.push(running.entry.id);
    } else {
      const away = index % 2 === 0 ? running.contact?.entry.id : running.aCase.recipient.entry.id;
      const from = addDays(today, random.int(1, 6));
      if (away !== undefined) broken.absences.push({ personId: away, from, to: addDays(from, random.int(7, 21)) });
    }
  }
  return broken;
}

function breakOne({ contact, aCase }: Running, turn: number, today: string, declined: Broken['declined']): void {
  const engagement = contact?.entry.engagement;
  if (contact === undefined || engagement?.certificate === undefined || engagement.contract === undefined) return;
  switch (((turn % 3) + 3) % 3) {
    case 0:
      engagement.certificate.status = 'refused';
      return;
    case 1:
      engagement.contract.to = addDays(today, -3);
      return;
    default:
      declined.push({
        recipientId: aCase.recipient.entry.id,
        contactId: contact.entry.id,
        by: 'recipient',
        on: addDays(today, -2),
      });
  }
}

/** Records the consent of recipients whose running pairings drive beyond the mileage budget: else they could not run. */
export function recordConsents(setting: Setting, diary: Diary, running: readonly Running[]): void {
  const { policy, today } = setting;
  for (const { contact, aCase } of running) {
    if (contact === undefined || (contact.entry.travel?.mode ?? 'car') !== 'car') continue;
    const amount = diary.bookings(contact).reduce((sum, { place }) => {
      const { metres } = wayBetween(setting, contact.home, place, 'car');
      return sum + mileageAmount(2 * metres, policy.mileage.rateOerePerKm);
    }, 0);
    if (amount > budgetAmount(policy)) aCase.decision.mileageConsentOn ??= aCase.decision.decidedOn ?? today;
  }
}
