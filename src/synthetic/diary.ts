// Who is where when: finds times that existing pairings can keep together, so that no active pairing breaks a hard rule.
import { axisDay, contains, type CycleWeek, type Interval, intervalsOf, weekdayOf } from '../domain/time.ts';
import type { Coordinates } from '../domain/travel.ts';
import type { CaseloadInput } from '../schema/caseload.ts';
import { wayBetween } from './fit.ts';
import type { Contact, Recipient } from './people.ts';
import type { Random } from './random.ts';
import type { Setting } from './sizes.ts';

/** A recurring time; without `cycleWeek` every week. Start in minutes after midnight. */
export type Time = {
  readonly weekday: number;
  readonly start: number;
  readonly minutes: number;
  readonly cycleWeek?: CycleWeek | undefined;
};
export type ModeInput = NonNullable<CaseloadInput['decisions'][number]['parts'][number]['modes']>[number];

type Booking = { readonly week: CycleWeek; readonly time: Time; readonly place: Coordinates };
type Page = {
  readonly free: readonly Interval[];
  readonly bookings: Booking[];
  reserved: number;
  recipients: Set<string>;
};

const weeksOf = ({ cycleWeek }: Time): readonly CycleWeek[] => (cycleWeek === undefined ? [1, 2] : [cycleWeek]);
const isEvening = ({ start, minutes }: Time): boolean => start + minutes > 17 * 60;
const NORMAL_FROM = 8 * 60;
const NORMAL_TO = 22 * 60;

export type Diary = {
  /** Whether the contact can be at the place at the time, by free time, ways, hours and evenings. */
  contactCan(contact: Contact, time: Time, place: Coordinates): boolean;
  /** Whether the recipient can: free, nothing else that day, and within their own limits. */
  recipientCan(recipient: Recipient, time: Time): boolean;
  /** Whether the contact has room for one more recipient. */
  hasRoom(contact: Contact, recipient: Recipient): boolean;
  /** Books the time for people; one-to-one sessions count towards the contact's recipients. */
  book(time: Time, place: Coordinates, who: { contact?: Contact; recipient?: Recipient; oneToOne?: boolean }): void;
  /** Keeps a contact's minutes a week and a place for a recipient without a time. */
  reserve(contact: Contact, recipient: Recipient, minutesPerWeek: number): boolean;
  /** Times for a mode with both, or undefined: sessions on different days. */
  findTimes(random: Random, mode: ModeInput, recipient: Recipient, contact: Contact): Time[] | undefined;
  bookings(contact: Contact): readonly { readonly time: Time; readonly place: Coordinates }[];
};

function isFree(page: Page, week: CycleWeek, time: Time): boolean {
  const from = axisDay(week, time.weekday) + time.start;
  return contains(page.free, from, from + time.minutes);
}

/** The minutes, sessions and evenings already booked in a week. */
function tally(page: Page, week: CycleWeek): { minutes: number; sessions: number; evenings: Set<number> } {
  const inWeek = page.bookings.filter((booking) => booking.week === week);
  return {
    minutes: inWeek.reduce((sum, { time }) => sum + time.minutes, 0),
    sessions: inWeek.length,
    evenings: new Set(inWeek.filter(({ time }) => isEvening(time)).map(({ time }) => time.weekday)),
  };
}

type PageOf = (person: Recipient | Contact) => Page;

function contactCan(setting: Setting, page: Page, contact: Contact, time: Time, place: Coordinates): boolean {
  const { maxMinutesPerWeek, maxEveningsPerWeek = 7 } = contact.entry.capacity;
  const mode = contact.entry.travel?.mode ?? 'car';
  return weeksOf(time).every((week) => {
    if (!isFree(page, week, time)) return false;
    const booked = tally(page, week);
    if (booked.minutes + time.minutes + page.reserved > maxMinutesPerWeek) return false;
    if (isEvening(time) && booked.evenings.add(time.weekday).size > maxEveningsPerWeek) return false;
    return page.bookings.every((other) => {
      if (other.week !== week || other.time.weekday !== time.weekday) return true;
      const before = time.start - (other.time.start + other.time.minutes);
      const after = other.time.start - (time.start + time.minutes);
      return Math.max(before, after) >= wayBetween(setting, other.place, place, mode).minutes;
    });
  });
}

function recipientCan(page: Page, { entry }: Recipient, time: Time): boolean {
  const { sessionsPerWeek = 21, eveningsPerWeek = 7 } = entry.limits ?? {};
  return weeksOf(time).every((week) => {
    if (!isFree(page, week, time)) return false;
    const booked = tally(page, week);
    return (
      booked.sessions < sessionsPerWeek &&
      !page.bookings.some((other) => other.week === week && other.time.weekday === time.weekday) &&
      (!isEvening(time) || booked.evenings.add(time.weekday).size <= eveningsPerWeek)
    );
  });
}

function unbook(pages: readonly Page[], time: Time): void {
  for (const { bookings } of pages)
    bookings.splice(0, bookings.length, ...bookings.filter((booking) => booking.time !== time));
}

/** The starts of a mode's sessions on a day, on the half hour within the normal hours. */
function* startsOf(minutes: number): Generator<number> {
  for (let start = NORMAL_FROM; start + minutes <= NORMAL_TO; start += 30) yield start;
}

function findTimes(
  diary: Pick<Diary, 'contactCan' | 'recipientCan' | 'book'>,
  pageOf: PageOf,
  { random, mode, recipient, contact }: { random: Random; mode: ModeInput; recipient: Recipient; contact: Contact },
): Time[] | undefined {
  const cycles: readonly (CycleWeek | undefined)[] = mode.cycleWeeks === 2 ? [1, 2] : [undefined];
  const days = cycles.flatMap((cycleWeek) =>
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => (cycleWeek === undefined ? { weekday } : { weekday, cycleWeek })),
  );
  const found: Time[] = [];
  for (const day of random.sample(days, days.length)) {
    if (found.length === mode.sessions) break;
    for (const start of startsOf(mode.minutes)) {
      const time: Time = { ...day, start, minutes: mode.minutes };
      if (!diary.recipientCan(recipient, time) || !diary.contactCan(contact, time, recipient.home)) continue;
      diary.book(time, recipient.home, { contact, recipient });
      found.push(time);
      break;
    }
  }
  // The trial bookings let the sessions of one mode see each other; the caller books what it keeps.
  for (const time of found) unbook([pageOf(contact), pageOf(recipient)], time);
  return found.length === mode.sessions ? found : undefined;
}

/** An empty diary of everybody. */
export function createDiary(setting: Setting): Diary {
  const pages = new Map<string, Page>();
  const pageOf: PageOf = ({ entry }) => {
    let page = pages.get(entry.id);
    if (page === undefined) {
      page = { free: intervalsOf(entry.availability), bookings: [], reserved: 0, recipients: new Set<string>() };
      pages.set(entry.id, page);
    }
    return page;
  };
  const hasRoom: Diary['hasRoom'] = (contact, recipient) => {
    const { recipients } = pageOf(contact);
    return recipients.has(recipient.entry.id) || recipients.size < (contact.entry.capacity.maxRecipients ?? 10);
  };
  const asked: Pick<Diary, 'contactCan' | 'recipientCan' | 'book'> = {
    contactCan: (contact, time, place) => contactCan(setting, pageOf(contact), contact, time, place),
    recipientCan: (recipient, time) => recipientCan(pageOf(recipient), recipient, time),
    book(time, place, { contact, recipient, oneToOne }) {
      for (const person of [contact, recipient])
        if (person !== undefined) for (const week of weeksOf(time)) pageOf(person).bookings.push({ week, time, place });
      if (oneToOne === true && contact !== undefined && recipient !== undefined)
        pageOf(contact).recipients.add(recipient.entry.id);
    },
  };
  return {
    ...asked,
    hasRoom,
    findTimes: (random, mode, recipient, contact) => findTimes(asked, pageOf, { random, mode, recipient, contact }),
    reserve(contact, recipient, minutesPerWeek) {
      const page = pageOf(contact);
      const most = Math.max(tally(page, 1).minutes, tally(page, 2).minutes);
      if (!hasRoom(contact, recipient)) return false;
      if (most + page.reserved + minutesPerWeek > contact.entry.capacity.maxMinutesPerWeek) return false;
      page.reserved += minutesPerWeek;
      page.recipients.add(recipient.entry.id);
      return true;
    },
    bookings: (contact) => pageOf(contact).bookings,
  };
}

/** Whether a time of the cycle falls on a date of a week of the cycle. */
export const fallsOn = (time: Time, date: string, cycleWeek: CycleWeek): boolean =>
  weekdayOf(date) === time.weekday && (time.cycleWeek === undefined || time.cycleWeek === cycleWeek);
