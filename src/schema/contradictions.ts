// What is well formed and points somewhere, but contradicts itself: times, dates and bounds that cross, parts that
// cannot be delivered as they say, and places of people of whom none is stored.
import type { Part, Recipient } from './caseload.ts';
import type { PostalCodes } from './postal-codes.ts';
import type { Path } from './problem.ts';
import type { Rough } from './rough.ts';
import type { Place, Slot } from './scalars.ts';
import { each, eachPart, placeOfEntry, type Report, type RoughCaseload } from './sense.ts';

type Span = { readonly from?: string | undefined; readonly to?: string | undefined };
type CrossedCode = 'window-crossed' | 'dates-crossed';

/** Clock times and dates compare as texts. An absent end never crosses. */
function spanChecker(code: CrossedCode, report: Report) {
  return (span: Span | undefined, path: Path): void => {
    if (span?.from === undefined || span.to === undefined || span.from < span.to) return;
    report(code, [...path, 'to'], { value: span.to, facts: { from: span.from } });
  };
}

/** Clock windows [from, to) must have a length. */
function checkWindows(caseload: RoughCaseload, report: Report): void {
  const check = spanChecker('window-crossed', report);
  check(caseload.policy?.normalHours, ['policy', 'normalHours']);
  each(caseload.policy?.coreHours, ['policy', 'coreHours'], check);
  for (const name of ['recipients', 'contacts'] as const)
    each<Pick<Rough<Recipient>, 'availability' | 'preferredTimes'>>(caseload[name], [name], (person, path) => {
      each(person.availability, [...path, 'availability'], check);
      each(person.preferredTimes, [...path, 'preferredTimes'], check);
    });
  each(caseload.decisions, ['decisions'], (decision, path) => {
    check(decision.normalHoursException, [...path, 'normalHoursException']);
  });
}

/** Periods [from, to) must have a day. */
function checkPeriods(caseload: RoughCaseload, report: Report): void {
  const check = spanChecker('dates-crossed', report);
  each(caseload.decisions, ['decisions'], check);
  each(caseload.contacts, ['contacts'], (contact, path) =>
    check(contact.engagement?.contract, [...path, 'engagement', 'contract']),
  );
  each(caseload.groups, ['groups'], check);
  each(caseload.offers, ['offers'], (offer, path) => check(offer.agreement, [...path, 'agreement']));
  each(caseload.absences, ['absences'], check);
}

const minuteOfDay = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Reports a session that does not end on the day it starts on. */
export function checkEndsToday(
  { start, minutes }: Pick<Rough<Slot>, 'start' | 'minutes'>,
  path: Path,
  report: Report,
): void {
  if (start === undefined || minutes === undefined || minuteOfDay(start) + minutes <= 1_440) return;
  report('past-midnight', [...path, 'start'], { facts: { minutes } });
}

function checkSlots(caseload: RoughCaseload, report: Report): void {
  each(caseload.groups, ['groups'], ({ slot }, path) => {
    if (slot !== undefined) checkEndsToday(slot, [...path, 'slot'], report);
  });
  each(caseload.offers, ['offers'], ({ slots }, path) => {
    each(slots, [...path, 'slots'], (slot, at) => checkEndsToday(slot, at, report));
  });
  each(caseload.publishedSessions, ['publishedSessions'], (session, path) => checkEndsToday(session, path, report));
  // A pin has no length of its own; the shortest session is 15 minutes.
  each(caseload.pins, ['pins'], ({ slot }, path) => {
    if (slot !== undefined) checkEndsToday({ start: slot.start, minutes: 15 }, [...path, 'slot'], report);
  });
}

type Amounts = Readonly<Record<string, unknown>>;

/** The lower one of two bounds may not exceed the upper one; defaults count. */
function checkOrder(entry: Amounts, [lower, upper]: readonly [string, string], path: Path, report: Report): void {
  const amount = entry[lower];
  const most = entry[upper];
  if (typeof amount !== 'number' || typeof most !== 'number' || amount <= most) return;
  report('bounds-crossed', [...path, lower], { value: amount, facts: { other: upper, most } });
}

function checkBounds(caseload: RoughCaseload, report: Report): void {
  each(caseload.groups, ['groups'], (group, path) => {
    checkOrder(group, ['minParticipants', 'maxParticipants'], path, report);
    checkOrder(group, ['minLeaders', 'maxLeaders'], path, report);
  });
  each(caseload.contacts, ['contacts'], ({ capacity }, path) => {
    checkOrder(capacity ?? {}, ['wantedMinutesPerWeek', 'maxMinutesPerWeek'], [...path, 'capacity'], report);
  });
  each(caseload.recipients, ['recipients'], ({ requirements }, path) => {
    each(requirements, [...path, 'requirements'], (requirement, at) => {
      if (requirement.attribute !== 'age-range') return;
      const { from, to } = requirement;
      if (from !== undefined && to !== undefined && from >= to)
        report('ages-crossed', [...at, 'to'], { facts: { from } });
    });
  });
}

function checkCarryOver({ carryOver }: Rough<Part>, path: Path, report: Report): void {
  const months = new Map<string, Path>();
  each(carryOver, [...path, 'carryOver'], ({ month }, at) => {
    if (month === undefined) return;
    const before = months.get(month);
    if (before === undefined) months.set(month, at);
    else report('duplicate-entry', at, { facts: { first: placeOfEntry(before) } });
  });
}

function checkParts(caseload: RoughCaseload, report: Report): void {
  eachPart(caseload, (part, path) => {
    if (part.arrangements?.includes('individual') && part.modes?.length === 0)
      report('modes-missing', [...path, 'modes']);
    each(part.modes, [...path, 'modes'], ({ sessions, cycleWeeks }, at) => {
      if (sessions === undefined || cycleWeeks === undefined || sessions <= 7 * cycleWeeks) return;
      report('too-many-sessions', [...at, 'sessions'], { facts: { most: 7 * cycleWeeks } });
    });
    checkCarryOver(part, path, report);
  });
}

const WITHOUT_PLACE: readonly (string | undefined)[] = ['kode-6', 'abroad', 'unknown'];

type Located = { readonly place?: Rough<Place> | undefined; readonly protection?: string | undefined };

/** Places: none for protected people; postal codes must be in the table. */
function checkPlaces(caseload: RoughCaseload, postalCodes: PostalCodes | undefined, report: Report): void {
  const needTable: Path[] = [];
  for (const name of ['recipients', 'contacts', 'groups', 'offers'] as const)
    each<Located>(caseload[name], [name], ({ place, protection }, path) => {
      const at = [...path, 'place'];
      if (place === undefined) return;
      if (WITHOUT_PLACE.includes(protection)) report('protected-place', at);
      else if ('postalCode' in place && place.postalCode !== undefined) {
        if (postalCodes === undefined) needTable.push([...at, 'postalCode']);
        else if (!postalCodes.has(place.postalCode)) report('unknown-postal-code', [...at, 'postalCode']);
      }
    });
  const [first] = needTable;
  // One fault, however many places: the table was not given.
  if (first !== undefined) report('no-postal-codes', first, { facts: { count: needTable.length } });
}

/** Reports everything in a caseload that contradicts itself within an entry. */
export function checkContradictions(
  caseload: RoughCaseload,
  postalCodes: PostalCodes | undefined,
  report: Report,
): void {
  checkWindows(caseload, report);
  checkPeriods(caseload, report);
  checkSlots(caseload, report);
  checkBounds(caseload, report);
  checkParts(caseload, report);
  checkPlaces(caseload, postalCodes, report);
}
