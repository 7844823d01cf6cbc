// What already runs: active pairings, leaderships and the sessions published for them. Everything is booked in the
// diary first, so the active pairings can all be kept together; `breaks.ts` then breaks a few on purpose.
import { addDays, clockOf, isoWeekOf } from '../domain/time.ts';
import type { CaseloadInput } from '../schema/caseload.ts';
import type { Case, PartInput } from './decisions.ts';
import { type Diary, fallsOn, type ModeInput, type Time } from './diary.ts';
import { type Finder, isMatched, isWithinReach, mayMeet, sharedInterests } from './fit.ts';
import type { Group, Offer } from './gatherings.ts';
import { type Contact, numbered } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { Setting } from './sizes.ts';

export type PairingInput = NonNullable<CaseloadInput['pairings']>[number];
export type LeadershipInput = NonNullable<CaseloadInput['leaderships']>[number];
export type SessionInput = NonNullable<CaseloadInput['publishedSessions']>[number];

/** Part and whom it is with, as pairings, pins and published sessions name it. */
type WithWhom = Pick<PairingInput, 'partId' | 'share' | 'contactId' | 'groupId' | 'offerId'>;

/** An active pairing and how it runs; without times where the decision has expired and only its hours are kept. */
export type Running = {
  readonly entry: PairingInput;
  readonly aCase: Case;
  readonly contact: Contact | undefined;
  readonly times: readonly Time[];
};
export type History = {
  readonly running: Running[];
  readonly leaderships: LeadershipInput[];
};

/** Share of recipients with an active pairing. */
const ACTIVE_SHARE = 0.3;
const OTHER_SERVICES: readonly string[] = ['transport', 'errands', 'homework', 'practical-help', 'other-service'];

/** Whether a decision is in force today. */
export const isInForce = ({ decision }: Case, today: string): boolean =>
  decision.status !== 'revoked' && decision.from <= today && (decision.to === undefined || decision.to > today);

/** Whether a part is for this service and without demanding care. */
export const isCovered = (part: PartInput): boolean =>
  part.demandingCare !== true && !OTHER_SERVICES.includes(part.purpose ?? 'company');

/** Granted minutes in two weeks. */
export const fortnightGrant = ({ per, minutes }: PartInput): number => (per === 'week' ? minutes * 2 : minutes / 2);

const fortnightOf = (time: Time): number => (time.cycleWeek === undefined ? 2 : 1) * time.minutes;

/** Draws all that runs; mutates nothing but the diary. */
export function drawHistory(
  setting: Setting,
  diary: Diary,
  all: {
    readonly cases: readonly Case[];
    readonly find: Finder;
    readonly groups: readonly Group[];
    readonly offers: readonly Offer[];
  },
): History {
  const random = createRandom(setting.seed, 'history');
  const running: Running[] = [];
  const taken = new Set<string>();
  const paired = new Set<string>();
  const keep = (aCase: Case, withWhom: WithWhom, contact: Contact | undefined, times: readonly Time[]): void => {
    const entry: PairingInput = { id: numbered('pa', running.length), ...withWhom, status: 'active' };
    running.push({ entry, aCase, contact, times });
    taken.add(withWhom.partId);
    paired.add(aCase.recipient.entry.id);
  };
  const inForce = all.cases.filter((c) => isMatched(c.recipient) && isInForce(c, setting.today));
  const leaderships = fillGroups(setting, diary, { ...all, cases: inForce, taken, keep, random });
  fillOffers(setting, diary, { ...all, cases: inForce, taken, keep, random });
  pairUp(setting, diary, { ...all, taken, keep, random, count: () => paired.size });
  return { running, leaderships };
}

type Filling = {
  readonly cases: readonly Case[];
  readonly taken: ReadonlySet<string>;
  readonly keep: (aCase: Case, withWhom: WithWhom, contact: Contact | undefined, times: readonly Time[]) => void;
  readonly random: Random;
};

const allowing =
  (arrangement: 'group' | 'voluntary') =>
  ({ decision }: Case): boolean =>
    decision.parts.some((part) => part.arrangements.includes(arrangement));

/** The part of a case that a gathering of this time may serve: allowed, covered, not taken, grant large enough. */
function partFor({ decision }: Case, arrangement: 'group' | 'voluntary', time: Time, taken: ReadonlySet<string>) {
  return decision.parts.find(
    (part) =>
      part.arrangements.includes(arrangement) &&
      isCovered(part) &&
      part.shareable !== true &&
      !taken.has(part.id) &&
      fortnightOf(time) <= fortnightGrant(part),
  );
}

/** Active groups: the participants they need, mostly exactly the least, and their leaders. */
function fillGroups(setting: Setting, diary: Diary, all: Filling & { readonly groups: readonly Group[] }) {
  const { random, taken, keep } = all;
  const leaderships: LeadershipInput[] = [];
  const cases = all.cases.filter(allowing('group'));
  for (const group of all.groups) {
    const { entry, time, leaders, at } = group;
    if (leaders.length < (entry.minLeaders ?? 1) || !random.chance(0.6)) continue;
    const wanted = Math.min((entry.minParticipants ?? 2) + (random.chance(0.3) ? 1 : 0), entry.maxParticipants ?? 10);
    const fitting = cases.flatMap((aCase) => {
      const part = partFor(aCase, 'group', time, taken);
      const mayJoin =
        part !== undefined &&
        (part.groupIds === undefined || part.groupIds.includes(entry.id)) &&
        isWithinReach(setting, aCase.recipient, at) &&
        diary.recipientCan(aCase.recipient, time) &&
        leaders.every((leader) => mayMeet(aCase.recipient, leader, setting.today));
      return mayJoin ? [{ aCase, part, shared: sharedInterests(aCase.recipient.entry, entry) }] : [];
    });
    if (fitting.length < wanted) continue;
    fitting.sort((a, b) => b.shared - a.shared || (a.part.id < b.part.id ? -1 : 1));
    for (const { aCase, part } of fitting.slice(0, wanted)) {
      diary.book(time, at, { recipient: aCase.recipient });
      keep(aCase, { partId: part.id, groupId: entry.id }, undefined, [time]);
    }
    for (const leader of leaders)
      leaderships.push({
        id: numbered('le', leaderships.length),
        groupId: entry.id,
        contactId: leader.entry.id,
        status: 'active',
      });
  }
  return leaderships;
}

/** Active places in voluntary offers: one or two at about half of them. */
function fillOffers(setting: Setting, diary: Diary, all: Filling & { readonly offers: readonly Offer[] }): void {
  const { random, taken, keep } = all;
  const cases = all.cases.filter(allowing('voluntary'));
  for (const { entry, at, times, accompanist } of all.offers) {
    const [time] = times;
    // With a second slot the pairing would not say which, so only offers with one have active places.
    if (time === undefined || times.length > 1 || !random.chance(0.55)) continue;
    const fitting = cases.flatMap((aCase) => {
      const part = partFor(aCase, 'voluntary', time, taken);
      const mayJoin =
        part !== undefined &&
        isWithinReach(setting, aCase.recipient, at) &&
        diary.recipientCan(aCase.recipient, time) &&
        (accompanist === undefined || mayMeet(aCase.recipient, accompanist, setting.today));
      return mayJoin ? [{ aCase, part }] : [];
    });
    for (const { aCase, part } of random.sample(fitting, Math.min(entry.capacity, random.int(1, 2)))) {
      diary.book(time, at, { recipient: aCase.recipient });
      keep(aCase, { partId: part.id, offerId: entry.id }, undefined, [time]);
    }
  }
}

/** One-to-one pairings until the share of recipients with an active one is reached. */
function pairUp(
  setting: Setting,
  diary: Diary,
  all: Filling & { readonly find: Finder; readonly count: () => number },
): void {
  const { random, taken, keep } = all;
  const candidates = all.cases.filter((c) => isMatched(c.recipient) && c.decision.status !== 'revoked');
  const wanted = Math.round(setting.recipients * ACTIVE_SHARE);
  // Expired decisions first: they only reserve hours, which the times of the others must leave free.
  const shuffled = random.sample(candidates, candidates.length);
  const isExpired = (c: Case): boolean => c.decision.to !== undefined && c.decision.to <= setting.today;
  const expired = shuffled.filter(isExpired).slice(0, Math.ceil(wanted * 0.1));
  const running = shuffled.filter((c) => isInForce(c, setting.today) && c.decision.effectiveOn <= setting.today);
  for (const aCase of [...expired, ...running]) {
    if (all.count() >= wanted) return;
    const part = aCase.decision.parts.find(
      (p) => p.arrangements.includes('individual') && isCovered(p) && !taken.has(p.id),
    );
    if (part === undefined) continue;
    const share = part.shareable === true ? { share: 1 as const } : {};
    const near = all.find(aCase.recipient).filter((c) => diary.hasRoom(c, aCase.recipient));
    for (const contact of preferSimilar(random, aCase, near)) {
      const withWhom = { partId: part.id, ...share, contactId: contact.entry.id };
      if (isExpired(aCase)) {
        const perWeek = fortnightGrant(part) / 2 / (part.shareable === true ? 2 : 1);
        if (!diary.reserve(contact, aCase.recipient, perWeek)) continue;
        keep(aCase, withWhom, contact, []);
        break;
      }
      const times = bookFirst(random, diary, part.modes ?? [], aCase, contact);
      if (times === undefined) continue;
      keep(aCase, withWhom, contact, times);
      break;
    }
  }
}

/** Eight of the nearest, those with shared interests first. */
function preferSimilar(random: Random, { recipient }: Case, near: readonly Contact[]): Contact[] {
  return random
    .sample(near.slice(0, 20), 8)
    .sort((a, b) => sharedInterests(recipient.entry, b.entry) - sharedInterests(recipient.entry, a.entry));
}

function bookFirst(random: Random, diary: Diary, modes: readonly ModeInput[], { recipient }: Case, contact: Contact) {
  for (const mode of modes) {
    const times = diary.findTimes(random, mode, recipient, contact);
    if (times === undefined) continue;
    for (const time of times) diary.book(time, recipient.home, { contact, recipient, oneToOne: true });
    return times;
  }
  return undefined;
}

/** Sessions of four weeks from today for most running pairings, and of the week before as delivered. */
export function drawPublished(setting: Setting, running: readonly Running[]): SessionInput[] {
  const random = createRandom(setting.seed, 'published');
  const sessions: SessionInput[] = [];
  const published = new Map<string, boolean>();
  for (const { entry, aCase, times } of running) {
    const { partId, share, contactId, groupId, offerId } = entry;
    // A group's schedule is published for all who take part.
    const schedule = groupId ?? offerId ?? entry.id;
    const isPublished = published.get(schedule) ?? random.chance(0.7);
    published.set(schedule, isPublished);
    if (!isPublished) continue;
    const withWhom = {
      partId,
      ...(share === undefined ? {} : { share }),
      ...(contactId === undefined ? {} : { contactId }),
      ...(groupId === undefined ? {} : { groupId }),
      ...(offerId === undefined ? {} : { offerId }),
    };
    const { from, to = '2200-01-01' } = aCase.decision;
    for (let day = -7; day < 28; day++) {
      const date = addDays(setting.today, day);
      if (date < from || date >= to) continue;
      for (const time of times.filter((t) => fallsOn(t, date, isoWeekOf(date).cycleWeek)))
        sessions.push({
          id: numbered('s', sessions.length, 5),
          ...withWhom,
          date,
          start: clockOf(time.start),
          minutes: time.minutes,
          ...(day < 0 ? { status: random.chance(0.9) ? 'delivered' : 'cancelled' } : {}),
        });
    }
  }
  return sessions;
}
