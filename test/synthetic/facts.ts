// What tests want to know of a generated caseload: its world, eligible contacts before times, and the plan of what runs.
import { buildWorld, type Portion, type World } from '../../src/domain/world.ts';
import { isoWeekOf, weekdayOf } from '../../src/domain/time.ts';
import { RULES } from '../../src/rules/index.ts';
import { ofKind } from '../../src/rules/rule.ts';
import { type Caseload, caseload as schema } from '../../src/schema/caseload.ts';
import type { Assignment, Plan } from '../../src/schema/plan.ts';
import { type CaseloadOptions, generateCaseload } from '../../src/synthetic/generate.ts';

export const TODAY = '2026-01-05';

export function generate(options: CaseloadOptions): { readonly caseload: Caseload; readonly world: World } {
  const caseload = schema.parse(generateCaseload(options));
  return { caseload, world: buildWorld(caseload, { today: options.today ?? TODAY }) };
}

const ELIGIBILITY = ofKind(RULES, 'eligibility');

/** The first portion that allows one to one, of every recipient whom no rule keeps out of it. */
export function portionsToServe(world: World): Portion[] {
  const seen = new Set<string>();
  return [...world.portions.values()].filter((portion) => {
    if (seen.has(portion.recipient.id) || !portion.part.arrangements.includes('individual')) return false;
    seen.add(portion.recipient.id);
    return ELIGIBILITY.every(({ checks }) => (checks.portion?.(world, portion).status ?? 'met') === 'met');
  });
}

/** How many contacts could support the portion one to one, before anybody looks at times. */
export const eligibleContacts = (world: World, portion: Portion): number =>
  world.caseload.contacts.filter((contact) =>
    ELIGIBILITY.every(
      ({ checks }) =>
        (checks.contact?.(world, contact, 'support').status ?? 'met') === 'met' &&
        (checks.pair?.(world, portion, contact, 'support').status ?? 'met') === 'met',
    ),
  ).length;

/** Value at a share of a sorted list. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;

/** The weekly plan of all active pairings whose times are known: gatherings' slots, and what was published one to one. */
export function runningPlan(world: World): Plan {
  const { caseload } = world;
  const active = caseload.pairings.filter(({ status }) => status === 'active');
  const assignments = active.flatMap((pairing): Assignment[] => {
    const key = pairing.share === undefined ? pairing.partId : `${pairing.partId}/${pairing.share}`;
    const portion = world.portions.get(key);
    if (portion === undefined) throw new Error(`no portion ${key}`);
    const { recipient, decision, part } = portion;
    const withWhom = {
      id: key,
      recipientId: recipient.id,
      decisionId: decision.id,
      partId: part.id,
      ...(pairing.share === undefined ? {} : { share: pairing.share }),
      pinned: true,
    };
    const gathering = world.gatherings.get(pairing.groupId ?? `${pairing.offerId}@0`);
    if (gathering !== undefined) {
      const { weekday, start, minutes, cycleWeek } = gathering.slot;
      const isGroup = gathering.kind === 'group';
      const leaders = caseload.leaderships.filter((l) => l.groupId === gathering.id && l.status === 'active');
      const accompanist = isGroup ? undefined : gathering.accompaniedBy?.id;
      return [
        {
          ...withWhom,
          arrangement: gathering.kind,
          ...(isGroup ? { groupId: gathering.id } : { offerId: gathering.id }),
          contactIds: isGroup
            ? leaders.map(({ contactId }) => contactId)
            : accompanist === undefined
              ? []
              : [accompanist],
          cycleWeeks: cycleWeek === undefined ? 1 : 2,
          pattern: [{ cycleWeek: cycleWeek ?? 1, weekday, start, minutes, placeId: gathering.id }],
        },
      ];
    }
    return oneToOne(world, withWhom, pairing.contactId ?? '');
  });
  const leads = caseload.leaderships
    .filter(({ status }) => status === 'active')
    .map(({ groupId, contactId }) => ({ groupId, contactId }));
  return { ...EMPTY_PLAN, assignments, leads };
}

/** The pattern that the published sessions of a pairing repeat; none where none or not all weeks are published. */
function oneToOne(
  world: World,
  withWhom: Pick<Assignment, 'id' | 'recipientId' | 'decisionId' | 'partId' | 'share' | 'pinned'>,
  contactId: string,
): Assignment[] {
  const { to = '2200-01-01' } = world.decisions.get(withWhom.decisionId) ?? {};
  if (to < world.horizon.to) return [];
  const fortnight = new Map<string, Assignment['pattern'][number]>();
  for (const { date, start, minutes } of world.publishedSlots(withWhom.id)) {
    const { cycleWeek } = isoWeekOf(date);
    const weekday = weekdayOf(date);
    fortnight.set(`${cycleWeek} ${weekday} ${start}`, { cycleWeek, weekday, start, minutes });
  }
  const modes = world.portions.get(withWhom.id)?.part.modes ?? [];
  return modes
    .map(({ sessions, minutes, cycleWeeks }): Assignment => {
      const pattern = [...fortnight.values()].filter((slot) => cycleWeeks === 2 || slot.cycleWeek === 1);
      const isForm = pattern.length === sessions && pattern.every((slot) => slot.minutes === minutes);
      const isWhole = fortnight.size === (sessions * 2) / cycleWeeks;
      return {
        ...withWhom,
        arrangement: 'individual',
        contactIds: [contactId],
        cycleWeeks,
        pattern: isForm && isWhole ? pattern : [],
      };
    })
    .filter(({ pattern }) => pattern.length > 0)
    .slice(0, 1);
}

export const EMPTY_PLAN: Plan = {
  format: 'kobling/plan@1',
  caseloadFingerprint: '',
  rulesetFingerprint: '',
  from: TODAY,
  weeks: 4,
  status: 'feasible',
  objective: 0,
  bound: 0,
  absGap: 0,
  gap: 0,
  gapPerPart: 0,
  base: 0,
  seed: 1,
  steps: null,
  versions: { kobling: 'test', solver: 'none' },
  assignments: [],
  leads: [],
  sessions: [],
  unserved: [],
  brokenPins: [],
  score: {},
};
