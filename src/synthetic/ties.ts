// What stands between or speaks for pairs that do not run yet: kinship, suggestions, declined pairs, proposals, and the
// few active pairings that a rule now forbids. Shares are assumptions.
import { addDays, clockOf } from '../domain/time.ts';
import type { CaseloadInput } from '../schema/caseload.ts';
import type { Relation } from '../schema/policy.ts';
import type { Case } from './decisions.ts';
import type { Finder } from './fit.ts';
import type { Group } from './gatherings.ts';
import {
  type History,
  isCovered,
  isInForce,
  type LeadershipInput,
  type PairingInput,
  type Running,
} from './history.ts';
import { type Contact, numbered } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { Setting } from './sizes.ts';

type Relations = NonNullable<CaseloadInput['relations']>;
type Suggestions = NonNullable<CaseloadInput['suggestions']>;
type Declined = NonNullable<CaseloadInput['declined']>;
type Absences = NonNullable<CaseloadInput['absences']>;
type Pins = NonNullable<CaseloadInput['pins']>;

export type Ties = {
  readonly relations: Relations;
  readonly suggestions: Suggestions;
  readonly declined: Declined;
  readonly proposed: PairingInput[];
};

/** How a contact may be related to a recipient so many years younger (or older, below 0): close kin six times in ten. */
function drawRelation(random: Random, yearsOlder: number): Relation {
  if (random.chance(0.25)) return random.pick(['neighbour', 'friend', 'former-contact']);
  const isClose = random.chance(0.75);
  if (yearsOlder >= 42) return isClose ? 'grandparent' : 'aunt-or-uncle';
  if (yearsOlder >= 19) return isClose ? random.pick(['parent', 'step-parent', 'parent-in-law']) : 'aunt-or-uncle';
  if (yearsOlder > -19) return isClose ? random.pick(['sibling', 'step-sibling', 'sibling-in-law']) : 'cousin';
  return isClose ? random.pick(['child', 'child-in-law']) : 'niece-or-nephew';
}

/** Ties of recipients without an active pairing to contacts who could serve them. */
export function drawTies(
  setting: Setting,
  all: { readonly cases: readonly Case[]; readonly find: Finder; readonly history: History },
): Ties {
  const random = createRandom(setting.seed, 'ties');
  const active = new Set(all.history.running.map(({ aCase }) => aCase.recipient.entry.id));
  const open = all.cases
    .filter(({ recipient }) => !active.has(recipient.entry.id))
    .map((aCase) => ({ aCase, near: all.find(aCase.recipient) }))
    .filter(({ near }) => near.length > 0);
  const some = (share: number) => random.sample(open, Math.max(2, Math.round(open.length * share)));
  const ties: Ties = { relations: [], suggestions: [], declined: [], proposed: [] };
  const tied = new Set<string>();
  /** A contact near a case who has no tie to it yet. */
  const untied = ({ aCase, near }: (typeof open)[number], within: number): Contact | undefined => {
    const free = near.filter(({ entry }) => !tied.has(`${aCase.recipient.entry.id} ${entry.id}`)).slice(0, within);
    const contact = free.length === 0 ? undefined : random.pick(free);
    if (contact !== undefined) tied.add(`${aCase.recipient.entry.id} ${contact.entry.id}`);
    return contact;
  };
  const pairOf = (aCase: Case, contact: Contact) => ({
    recipientId: aCase.recipient.entry.id,
    contactId: contact.entry.id,
  });

  for (const one of some(0.15)) {
    const contact = untied(one, 12);
    if (contact === undefined) continue;
    const pair = pairOf(one.aCase, contact);
    ties.relations.push({ ...pair, relation: drawRelation(random, contact.age - one.aCase.recipient.age) });
    // Families often suggest one of their own.
    if (random.chance(0.4)) ties.suggestions.push(pair);
  }
  for (const one of some(0.15)) {
    const contact = untied(one, 15);
    if (contact !== undefined) ties.suggestions.push(pairOf(one.aCase, contact));
  }
  for (const one of some(0.08)) {
    const contact = untied(one, 40);
    if (contact === undefined) continue;
    const on = addDays(setting.today, -random.int(5, 150));
    const by = random.pick(['recipient', 'recipient', 'contact', 'coordinator'] as const);
    const reopened = random.chance(0.15) ? { reopenedOn: addDays(on, 4) } : {};
    ties.declined.push({ ...pairOf(one.aCase, contact), by, on, ...reopened });
  }
  for (const one of some(0.12)) {
    const part = one.aCase.decision.parts.find((p) => p.arrangements.includes('individual') && isCovered(p));
    const contact = part === undefined || !isInForce(one.aCase, setting.today) ? undefined : untied(one, 12);
    if (part === undefined || contact === undefined) continue;
    ties.proposed.push({
      id: numbered('pa', all.history.running.length + ties.proposed.length),
      partId: part.id,
      ...(part.shareable === true ? { share: 1 as const } : {}),
      contactId: contact.entry.id,
      status: 'proposed',
    });
  }
  return ties;
}

/** Leaders who are being considered for groups that have none at work yet. */
export function drawProposedLeaders(setting: Setting, groups: readonly Group[], history: History): LeadershipInput[] {
  const random = createRandom(setting.seed, 'leaders');
  const led = new Set(history.leaderships.map(({ groupId }) => groupId));
  const proposed: LeadershipInput[] = [];
  for (const { entry, leaders } of groups) {
    const [leader] = leaders;
    if (led.has(entry.id) || leader === undefined || !random.chance(0.5)) continue;
    proposed.push({
      id: numbered('le', history.leaderships.length + proposed.length),
      groupId: entry.id,
      contactId: leader.entry.id,
      status: 'proposed',
    });
  }
  return proposed;
}

/** Pairs of recipients who must not meet in a group: one pair for every tenth group, not both taking part already. */
export function keepSomeApart(
  setting: Setting,
  groups: readonly Group[],
  cases: readonly Case[],
  history: History,
): void {
  const random = createRandom(setting.seed, 'apart');
  for (const { entry } of groups) {
    if (!random.chance(0.1)) continue;
    const inGroup = history.running.filter((r) => r.entry.groupId === entry.id).map((r) => r.aCase.recipient.entry.id);
    const joining = cases.filter(({ decision }) => decision.parts.some((p) => p.arrangements.includes('group')));
    const [a, b] = random.sample(joining, 2).map(({ recipient }) => recipient.entry.id);
    if (a === undefined || b === undefined || (inGroup.includes(a) && inGroup.includes(b))) continue;
    entry.keepApart = [[a, b]];
  }
}

/** A coordinator's locks of the times of a few running pairings. */
export function drawPins(setting: Setting, running: readonly Running[]): Pins {
  const random = createRandom(setting.seed, 'pins');
  const pins: Pins = [];
  for (const { entry, times } of running) {
    const [time] = times;
    if (time === undefined || entry.contactId === undefined || !random.chance(0.04)) continue;
    pins.push({
      id: numbered('k', pins.length, 3),
      partId: entry.partId,
      ...(entry.share === undefined ? {} : { share: entry.share }),
      contactId: entry.contactId,
      slot: {
        weekday: time.weekday,
        start: clockOf(time.start),
        ...(time.cycleWeek === undefined ? {} : { cycleWeek: time.cycleWeek }),
      },
    });
  }
  return pins;
}

/** Absences of one or two weeks that begin within the next month, and some that are past. */
export function drawAbsences(
  setting: Setting,
  people: readonly { readonly entry: { readonly id: string } }[],
): Absences {
  const random = createRandom(setting.seed, 'absences');
  return people.flatMap(({ entry }) => {
    if (!random.chance(0.07)) return [];
    const from = addDays(setting.today, random.int(-10, 24));
    return [{ personId: entry.id, from, to: addDays(from, random.int(1, 14)) }];
  });
}
