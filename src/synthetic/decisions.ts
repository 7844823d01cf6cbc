// Decisions: how much is granted, in which parts and arrangements, delivered how, and from when to when.
// Molde's main rule is 2–6 h a week; effective dates lie one month after the decision. All shares are assumptions.
import { addDays } from '../domain/time.ts';
import { greatCircleMetres } from '../domain/travel.ts';
import type { Arrangement, CaseloadInput } from '../schema/caseload.ts';
import type { ModeInput } from './diary.ts';
import type { Group } from './gatherings.ts';
import { numbered, type Recipient } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { Setting } from './sizes.ts';

export type DecisionInput = CaseloadInput['decisions'][number];
export type PartInput = DecisionInput['parts'][number];
export type Case = { readonly recipient: Recipient; readonly decision: DecisionInput };

type Kind = readonly (readonly Arrangement[])[];

/** Arrangements part by part, and how often. More than one in five decisions combines two parts, whatever the size. */
const KINDS: readonly (readonly [Kind, number])[] = [
  [[['individual']], 50],
  [[['individual'], ['group']], 14],
  [[['individual'], ['voluntary']], 6],
  [[['individual'], ['group', 'voluntary']], 3],
  [[['individual', 'group']], 9],
  [[['individual', 'voluntary']], 4],
  [[['individual', 'group', 'voluntary']], 2],
  [[['group']], 8],
  [[['group', 'voluntary']], 4],
];

const WEEKLY_HOURS = [
  [2, 24],
  [3, 28],
  [4, 25],
  [5, 11],
  [6, 9],
  [1.5, 2],
  [8, 1],
] as const;
const MONTHLY_HOURS = [
  [8, 4],
  [10, 2],
  [12, 4],
  [16, 4],
  [20, 2],
] as const;

const PURPOSE_WEIGHTS = [
  ['company', 40],
  ['activity', 26],
  ['exercise', 10],
  ['culture', 10],
  ['outdoors', 8],
  ['shopping-together', 4],
  ['transport', 0.5],
  ['errands', 0.4],
  ['homework', 0.3],
  ['practical-help', 0.4],
  ['other-service', 0.2],
] as const;

const SESSION_LENGTHS = [90, 120, 150, 180, 210, 240];

/** Every way of one to three sessions a cycle, 1.5–4 h each, that gives so many minutes in a fortnight. */
export function modesGiving(minutesInFortnight: number): ModeInput[] {
  return SESSION_LENGTHS.flatMap((minutes) =>
    ([1, 2] as const).flatMap((cycleWeeks): ModeInput[] => {
      const sessions = (minutesInFortnight * cycleWeeks) / (2 * minutes);
      if (!Number.isInteger(sessions) || sessions < 1 || sessions > 3) return [];
      // Two sessions of a fortnight are kept: they may lie in the same week, which one a week may not.
      return [{ sessions, minutes, ...(cycleWeeks === 2 ? { cycleWeeks } : {}) }];
    }),
  );
}

/** One or two ways to deliver it all and mostly one or two to deliver some of it, at least 40 %. */
function drawModes(random: Random, minutesInFortnight: number, alternates: boolean): ModeInput[] {
  const isWeekly = (mode: ModeInput): boolean => mode.cycleWeeks === undefined;
  const full = modesGiving(minutesInFortnight);
  const weekly = full.filter(isWeekly);
  const kept = new Set(random.sample(weekly.length > 0 ? weekly : full, random.int(1, 2)));
  if (alternates || random.chance(0.12))
    for (const mode of random.sample(
      full.filter((m) => !isWeekly(m)),
      1,
    ))
      kept.add(mode);
  const partial: ModeInput[] = [];
  for (let part = Math.ceil((minutesInFortnight * 0.4) / 30) * 30; part < minutesInFortnight; part += 30)
    partial.push(...modesGiving(part).filter((mode) => isWeekly(mode) || alternates));
  const some = random.chance(0.8) ? random.sample(partial, random.int(1, 2)) : [];
  return [...kept, ...some];
}

/** Groups that a part names: the nearest few, for one group part in eight. */
function drawGroupIds(random: Random, recipient: Recipient, groups: readonly Group[]): string[] | undefined {
  if (!random.chance(0.12)) return undefined;
  return groups
    .map(({ entry, at }) => ({ id: entry.id, metres: greatCircleMetres(at, recipient.home) }))
    .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1))
    .slice(0, random.int(1, 3))
    .map(({ id }) => id);
}

type Draft = { readonly id: string; readonly arrangements: readonly Arrangement[]; readonly isCombined: boolean };

function drawPart(
  random: Random,
  recipient: Recipient,
  groups: readonly Group[],
  draft: Draft,
  month: string,
): PartInput {
  const { id, arrangements, isCombined } = draft;
  const isIndividual = arrangements.includes('individual');
  const isMonthly = isIndividual && !isCombined && random.chance(0.13);
  const hours = isMonthly
    ? random.weighted(MONTHLY_HOURS)
    : isCombined || !isIndividual
      ? random.pick([2, 2, 3, 3, 3])
      : random.weighted(WEEKLY_HOURS);
  const minutes = hours * 60;
  const inFortnight = isMonthly ? minutes / 2 : minutes * 2;
  const alternates = recipient.entry.availability.some((window) => window.cycleWeek !== undefined);
  const isShareable = isIndividual && inFortnight >= 480 && random.chance(0.14);
  const purpose = random.weighted(PURPOSE_WEIGHTS);
  const groupIds = arrangements.includes('group') ? drawGroupIds(random, recipient, groups) : undefined;
  return {
    id,
    minutes,
    per: isMonthly ? 'month' : 'week',
    arrangements: [...arrangements],
    ...(purpose === 'company' ? {} : { purpose }),
    ...(isIndividual ? { modes: drawModes(random, isShareable ? inFortnight / 2 : inFortnight, alternates) } : {}),
    ...(isShareable ? { shareable: true } : {}),
    ...(random.chance(0.012) ? { demandingCare: true } : {}),
    ...(groupIds === undefined ? {} : { groupIds }),
    ...(random.chance(0.006) ? { carryOver: [{ month, minutes: 120, approvedBy: 'u-01' }] } : {}),
  };
}

/** Effective date, start and end, as days from today. */
function drawPeriod(random: Random): { effective: number; from: number; to: number | undefined } {
  const state = random.weighted([
    ['running', 92],
    ['ends-soon', 4],
    ['expired', 4],
  ] as const);
  if (state !== 'running') {
    const effective = -random.int(120, 180);
    return { effective, from: effective - 30, to: state === 'expired' ? -random.int(0, 59) : random.int(2, 27) };
  }
  // Newer decisions wait more often, so half of all lie within two months of today.
  const effective = random.chance(0.5) ? random.int(-60, 30) : random.int(-180, -30);
  const from = Math.min(0, effective - random.int(28, 33));
  const years = random.weighted([
    [undefined, 30],
    [1, 34],
    [2, 32],
    [3, 4],
  ] as const);
  return { effective, from, to: years === undefined ? undefined : from + years * 365 };
}

function drawDecision(
  random: Random,
  { index, recipient, kind }: { readonly index: number; readonly recipient: Recipient; readonly kind: Kind },
  groups: readonly Group[],
  setting: Setting,
): DecisionInput {
  const { today, profile } = setting;
  const { effective, from, to } = drawPeriod(random);
  return {
    id: numbered('d', index),
    recipientId: recipient.entry.id,
    ...(random.chance(0.005) ? { status: 'revoked' } : {}),
    decidedOn: addDays(today, from),
    effectiveOn: addDays(today, effective),
    from: addDays(today, from),
    ...(to === undefined ? {} : { to: addDays(today, to) }),
    ...(random.chance(0.01) ? { normalHoursException: { from: '08:00', to: '23:00' } } : {}),
    ...(random.chance(0.3) ? { mileageGranted: true } : {}),
    ...(random.chance(profile.mileageConsent) ? { mileageConsentOn: addDays(today, Math.min(0, from + 7)) } : {}),
    parts: kind.map((arrangements, i) => {
      const draft = { id: `${numbered('p', index)}${'ab'[i]}`, arrangements, isCombined: kind.length > 1 };
      return drawPart(random, recipient, groups, draft, today.slice(0, 7));
    }),
  };
}

/** One decision a recipient, in order of the recipients. */
export function drawDecisions(setting: Setting, recipients: readonly Recipient[], groups: readonly Group[]): Case[] {
  const random = createRandom(setting.seed, 'decisions');
  const kinds = random.apportion(KINDS, recipients.length);
  return recipients.map((recipient, index) => ({
    recipient,
    decision: drawDecision(random, { index, recipient, kind: kinds[index] ?? [['individual']] }, groups, setting),
  }));
}
