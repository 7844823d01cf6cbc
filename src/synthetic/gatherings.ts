// Activity groups and voluntary offers: near their leaders, at evening hours those are free, themed by interests.
// Group sizes lie in the range seen in municipalities' descriptions (2 to 10, two leaders often); numbers are assumptions.
import { addDays, clockOf } from '../domain/time.ts';
import type { Coordinates } from '../domain/travel.ts';
import type { CaseloadInput } from '../schema/caseload.ts';
import type { Diary, Time } from './diary.ts';
import { isReady, isWithinReach } from './fit.ts';
import { drawNear, drawPlace } from './geography.ts';
import { type Contact, numbered } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { Setting } from './sizes.ts';
import { INTERESTS } from './vocabulary.ts';

export type GroupInput = NonNullable<CaseloadInput['groups']>[number];
export type OfferInput = NonNullable<CaseloadInput['offers']>[number];

/** A group, its weekly time, and the contacts who could lead it and are booked for it. */
export type Group = {
  readonly entry: GroupInput;
  readonly at: Coordinates;
  readonly time: Time;
  readonly leaders: Contact[];
};
export type Offer = {
  readonly entry: OfferInput;
  readonly at: Coordinates;
  readonly times: readonly Time[];
  readonly accompanist: Contact | undefined;
};

const RECIPIENTS_PER_GROUP = 18;
const RECIPIENTS_PER_OFFER = 26;

function drawTime(random: Random): Time {
  const weekday = random.weighted([
    [1, 5],
    [2, 6],
    [3, 6],
    [4, 6],
    [5, 2],
    [6, 3],
  ] as const);
  const cycleWeek = random.weighted([
    [undefined, 90],
    [1, 5],
    [2, 5],
  ] as const);
  return {
    weekday,
    start: weekday === 6 ? random.int(22, 26) * 30 : random.int(33, 37) * 30,
    minutes: random.pick([120, 120, 150, 180]),
    ...(cycleWeek === undefined ? {} : { cycleWeek }),
  };
}

export const slotOf = ({ weekday, start, minutes, cycleWeek }: Time) => ({
  weekday,
  start: clockOf(start),
  minutes,
  ...(cycleWeek === undefined ? {} : { cycleWeek }),
});

function drawThemes(random: Random): string[] {
  return [...new Set([random.weighted(INTERESTS), random.weighted(INTERESTS)])];
}

/** A time at which the contact can be at the place; undefined after twelve tries. */
function timeWith(random: Random, diary: Diary, contact: Contact, place: Coordinates): Time | undefined {
  for (let tries = 0; tries < 12; tries++) {
    const time = drawTime(random);
    if (diary.contactCan(contact, time, place)) return time;
  }
  return undefined;
}

/** Groups; about two of three have their leaders already, booked in the diary. */
export function drawGroups(setting: Setting, diary: Diary, contacts: readonly Contact[]): Group[] {
  const random = createRandom(setting.seed, 'groups');
  const { profile, today } = setting;
  const willing = contacts.filter((c) => c.entry.leadsGroups === true && isReady(c, 'group', today));
  const count = Math.max(2, Math.round(setting.recipients / RECIPIENTS_PER_GROUP));
  return Array.from({ length: count }, (_, index): Group => {
    const first = willing.length > 0 && random.chance(0.75) ? random.pick(willing) : undefined;
    const at =
      first === undefined
        ? drawPlace(random, profile.areas, profile.scatterMetres)
        : drawNear(random, first.home, profile.scatterMetres / 2);
    const mayLead = first !== undefined && isWithinReach(setting, first, at);
    const withFirst = mayLead ? timeWith(random, diary, first, at) : undefined;
    const time = withFirst ?? drawTime(random);
    const leaders = withFirst === undefined || first === undefined ? [] : [first];
    for (const other of willing) {
      if (leaders.length !== 1 || first === other || !isWithinReach(setting, other, at)) continue;
      if (diary.contactCan(other, time, at)) leaders.push(other);
    }
    for (const contact of leaders) diary.book(time, at, { contact });
    const minParticipants = random.int(2, 4);
    const entry: GroupInput = {
      id: numbered('g', index, 3),
      place: at,
      interests: drawThemes(random),
      slot: slotOf(time),
      ...(random.chance(0.5) ? { from: addDays(today, -random.int(60, 180)) } : {}),
      ...(random.chance(0.2) ? { to: addDays(today, random.int(60, 180)) } : {}),
      minParticipants,
      maxParticipants: minParticipants + random.int(2, 6),
      minLeaders: leaders.length === 2 && random.chance(0.5) ? 2 : 1,
      maxLeaders: 2,
    };
    return { entry, at, time, leaders };
  });
}

/** Voluntary offers; about half are accompanied by a contact, who is booked for every slot. */
export function drawOffers(setting: Setting, diary: Diary, contacts: readonly Contact[]): Offer[] {
  const random = createRandom(setting.seed, 'offers');
  const { profile, today } = setting;
  const willing = contacts.filter((c) => isReady(c, 'group', today));
  const count = Math.max(2, Math.round(setting.recipients / RECIPIENTS_PER_OFFER));
  return Array.from({ length: count }, (_, index): Offer => {
    const candidate = willing.length > 0 && random.chance(0.6) ? random.pick(willing) : undefined;
    const at =
      candidate === undefined
        ? drawPlace(random, profile.areas, profile.scatterMetres)
        : drawNear(random, candidate.home, profile.scatterMetres / 2);
    const within = candidate !== undefined && isWithinReach(setting, candidate, at);
    const first = within ? timeWith(random, diary, candidate, at) : undefined;
    const accompanist = first === undefined ? undefined : candidate;
    const times = [first ?? drawTime(random)];
    if (accompanist !== undefined) diary.book(times[0] as Time, at, { contact: accompanist });
    if (accompanist === undefined && random.chance(0.4)) {
      const second = drawTime(random);
      if (second.weekday !== times[0]?.weekday) times.push(second);
    }
    const entry: OfferInput = {
      id: numbered('o', index, 3),
      organisationId: numbered('org', random.int(0, Math.max(1, Math.floor(count / 2))), 3),
      agreement: {
        from: addDays(today, -random.int(200, 700)),
        ...(random.chance(0.4) ? { to: addDays(today, random.int(30, 400)) } : {}),
      },
      place: at,
      interests: drawThemes(random),
      slots: times.map(slotOf),
      capacity: random.int(2, 6),
      ...(accompanist === undefined ? {} : { accompaniedBy: accompanist.entry.id }),
    };
    return { entry, at, times, accompanist };
  });
}
