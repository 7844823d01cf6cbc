// Rows of recipients with several portions: what no single plan can see to, because their portions may be served by
// different contacts and gatherings. They are added when a solution violates them, and then for good.
//
//   clash  sessions of which any two exclude each other: at most one
//   limit  a bucket of a limit rule: at most its most
//   cover  a bucket that counts distinct keys: for some keys one portion each, at most its most
// Long function createSeparation: what is known of each recipient's sessions is made once and closed over.
import { type Engagement, type Occurrence, occurrencesOf, type PatternTime } from '../../src/domain/items.ts';
import type { Gathering, Portion } from '../../src/domain/world.ts';
import { type ConflictRule, type Item, type LimitRule, ofKind, type Ruleset, type Use } from '../../src/rules/rule.ts';
import type { Contact } from '../../src/schema/caseload.ts';
import type { Block } from '../candidates/candidates.ts';
import type { Column } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import { FIRST_WEEK } from './instance.ts';
import { mostOf, type Subset } from './subsets.ts';

type Entries = readonly (readonly [feature: number, coefficient: number])[];

/** What a row says in the caseload's words, for certificates. */
export type RowMeaning =
  | { readonly kind: 'clash'; readonly recipientId: string }
  | { readonly kind: 'limit'; readonly recipientId: string; readonly rule: string; readonly bucket: string }
  | {
      readonly kind: 'cover';
      readonly recipientId: string;
      readonly rule: string;
      readonly bucket: string;
      readonly members: readonly { readonly portionKey: string; readonly distinct: string }[];
    }
  | {
      readonly kind: 'subset';
      readonly portionKeys: readonly string[];
      readonly contactIds: readonly string[];
      readonly gatheringKeys: readonly string[];
    }
  | { readonly kind: 'pin'; readonly pinId: string };

/** `Σ coefficient · feature ≤ most` over plans that have the features. */
export type Row = {
  readonly key: string;
  readonly meaning: RowMeaning;
  readonly most: number;
  readonly taus: Entries;
  readonly seats: Entries;
  readonly options: Entries;
  readonly leads: Entries;
  readonly locks: Entries;
  /** Of a subset row, which counts twos of rows that a plan takes, not its features. */
  readonly subset?: Subset | undefined;
};

/** A session that a portion of one recipient could have: a session time, or a seat. */
type Session = {
  readonly portion: number;
  readonly engagement: Engagement;
  readonly occurrences: readonly Occurrence[];
  readonly tau: number;
  readonly seat: number;
  readonly days: number;
  readonly minutes: number;
};

const NONE: Entries = [];

/** All sessions that the portions of a recipient could have. */
function sessionsOf(compiled: Compiled, own: readonly number[]): Session[] {
  const { instance, blocks, seats } = compiled;
  const sessions: Session[] = [];
  const known = new Set<number>();
  for (const p of own) {
    for (const option of compiled.optionsOfPortion(p)) {
      const b = instance.optionBlock[option] as number;
      const block = blocks[b] as Block;
      const { engagement } = block.options[0] as Block['options'][number];
      for (let cell = instance.blockCells[b] as number; cell < (instance.blockCells[b + 1] as number); cell++)
        for (let slot = instance.cellFrom[cell] as number; slot < (instance.cellFrom[cell + 1] as number); slot++) {
          const tau = instance.slotTau[slot] as number;
          if (tau < 0 || known.has(tau)) continue;
          known.add(tau);
          const time = block.times[instance.slotTime[slot] as number] as PatternTime;
          sessions.push({
            portion: p,
            engagement,
            occurrences: occurrencesOf(engagement, time),
            tau,
            seat: -1,
            days: instance.cellDays[cell] as number,
            minutes: time.minutes,
          });
        }
    }
    for (const seat of compiled.seatsOfPortion(p)) {
      const block = seats[seat] as Block;
      const { engagement } = block.options[0] as Block['options'][number];
      const occurrences = occurrencesOf(engagement, block.times[0] as PatternTime);
      const days = occurrences.reduce(
        (mask, { cycleWeek, weekday }) => mask | (1 << ((cycleWeek - 1) * 7 + weekday - 1)),
        0,
      );
      sessions.push({ portion: p, engagement, occurrences, tau: -1, seat, days, minutes: engagement.form.minutes });
    }
  }
  return sessions;
}

const isWeekly = (days: number): boolean => (days & FIRST_WEEK) !== 0 && days >> 7 !== 0;

export type Separation = {
  /** Rows that activities violate: how much of each session time and seat a solution takes. */
  violated(tauActivity: ReadonlyMap<number, number>, seatActivity: ReadonlyMap<number, number>): Row[];
  /** Rows that a whole solution violates. */
  violatedBy(columns: readonly Column[]): Row[];
};

const EPSILON = 1e-6;

/** What sessions use of one bucket of a limit rule, and how much of it there is at most. */
type Bucket = {
  readonly most: number;
  readonly isDistinct: boolean;
  readonly members: { session: Session; use: Use }[];
};

export function createSeparation(compiled: Compiled, rules: Ruleset): Separation {
  const { world, several, recipientIds, portions, instance } = compiled;
  const conflicts: readonly ConflictRule[] = ofKind(rules, 'conflict');
  const limits: readonly LimitRule[] = ofKind(rules, 'limit').filter(
    ({ id }) => id === 'recipient-limits' || id === 'groups-per-recipient',
  );
  const isExclusive = conflicts.some(({ exclusive }) => exclusive !== undefined);
  const made = new Map<number, readonly Session[]>();
  const sessions = (recipient: number): readonly Session[] => {
    let own = made.get(recipient);
    if (own === undefined) {
      own = sessionsOf(compiled, several.get(recipient) ?? []);
      made.set(recipient, own);
    }
    return own;
  };

  const excludes = (a: Session, b: Session): boolean => {
    if (a.portion === b.portion) {
      if (a.seat >= 0 || b.seat >= 0) return true;
      return (
        (isExclusive && (a.days & b.days) !== 0) || a.minutes !== b.minutes || isWeekly(a.days) !== isWeekly(b.days)
      );
    }
    return (
      (a.days & b.days) !== 0 &&
      a.occurrences.some((x) =>
        b.occurrences.some((y) => conflicts.some(({ occurrences }) => occurrences?.(world, x, y) !== undefined)),
      )
    );
  };

  const usesOf = (rule: LimitRule, { engagement, occurrences }: Session): readonly Use[] => [
    ...rule.uses(world, { kind: 'engagement', engagement }),
    ...occurrences.flatMap((occurrence) => rule.uses(world, { kind: 'occurrence', occurrence } satisfies Item)),
  ];

  const rowOf = (
    meaning: RowMeaning,
    most: number,
    members: readonly { session: Session; coefficient: number }[],
  ): Row => {
    const taus = members.flatMap(({ session: { tau }, coefficient }) => (tau < 0 ? [] : [[tau, coefficient] as const]));
    const seats = members.flatMap(({ session: { seat }, coefficient }) =>
      seat < 0 ? [] : [[seat, coefficient] as const],
    );
    const key = `${meaning.kind} ${most} ${taus.map((e) => e.join('*')).join()} ${seats.map((e) => e.join('*')).join()}`;
    return { key, meaning, most, taus, seats, options: NONE, leads: NONE, locks: NONE };
  };

  const clashes = (
    recipient: number,
    own: readonly Session[],
    active: readonly Session[],
    activity: (s: Session) => number,
  ): Row[] => {
    const rows: Row[] = [];
    for (let i = 0; i < active.length; i++)
      for (let j = i + 1; j < active.length; j++) {
        const [a, b] = [active[i] as Session, active[j] as Session];
        if (a.portion === b.portion || !excludes(a, b)) continue;
        // The clique is grown over what is active first, so that it is violated as much as it can be.
        const clique = [a, b];
        const byActivity = [...active].sort((x, y) => activity(y) - activity(x));
        for (const session of [...byActivity, ...own])
          if (!clique.includes(session) && clique.every((member) => excludes(member, session))) clique.push(session);
        const sum = clique.reduce((total, session) => total + activity(session), 0);
        if (sum <= 1 + EPSILON) continue;
        const recipientId = recipientIds[recipient] as string;
        const members = clique.map((session) => ({ session, coefficient: 1 }));
        rows.push(rowOf({ kind: 'clash', recipientId }, 1, members));
      }
    return rows;
  };

  /** What sessions use of each of a rule's buckets. */
  const bucketsOf = (rule: LimitRule, own: readonly Session[]): Map<string, Bucket> => {
    const buckets = new Map<string, Bucket>();
    for (const session of own)
      for (const use of usesOf(rule, session)) {
        const bucket = buckets.get(use.bucket);
        if (bucket !== undefined) bucket.members.push({ session, use });
        else
          buckets.set(use.bucket, {
            most: use.most ?? Infinity,
            isDistinct: use.distinct !== undefined,
            members: [{ session, use }],
          });
      }
    return buckets;
  };

  /** For each key of a bucket that counts keys once, the portion that takes it most. */
  const coversOf = ({ members }: Bucket, activity: (s: Session) => number) => {
    const byKey = new Map<string, Map<number, number>>();
    for (const { session, use } of members) {
      const keys = byKey.get(use.distinct ?? '') ?? new Map<number, number>();
      keys.set(session.portion, (keys.get(session.portion) ?? 0) + activity(session));
      byKey.set(use.distinct ?? '', keys);
    }
    return [...byKey].flatMap(([distinct, ofPortion]) => {
      const [portion, sum] = [...ofPortion].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [-1, 0];
      return sum > EPSILON ? [{ distinct, portion, sum }] : [];
    });
  };

  const overLimits = (
    recipient: number,
    own: readonly Session[],
    active: readonly Session[],
    activity: (s: Session) => number,
  ): Row[] => {
    const rows: Row[] = [];
    const recipientId = recipientIds[recipient] as string;
    for (const rule of limits) {
      let all: Map<string, Bucket> | undefined;
      for (const [bucket, taken] of bucketsOf(rule, active)) {
        const covers = taken.isDistinct ? coversOf(taken, activity) : undefined;
        const total =
          covers === undefined
            ? taken.members.reduce((sum, { session, use }) => sum + use.amount * activity(session), 0)
            : covers.reduce((sum, entry) => sum + entry.sum, 0);
        if (total <= taken.most + EPSILON) continue;
        // The row is about all sessions, active or not.
        all ??= bucketsOf(rule, own);
        const members = all.get(bucket)?.members ?? [];
        if (covers === undefined) {
          const meaning: RowMeaning = { kind: 'limit', recipientId, rule: rule.id, bucket };
          const amounts = members.map(({ session, use }) => ({ session, amount: use.amount }));
          rows.push(rowOf(meaning, taken.most, sumBySession(amounts)));
          continue;
        }
        const inRow = members.filter(({ session, use }) =>
          covers.some(({ distinct, portion }) => distinct === use.distinct && portion === session.portion),
        );
        const keys = covers.map(({ distinct, portion }) => ({
          portionKey: (portions[portion] as Portion).key,
          distinct,
        }));
        const meaning: RowMeaning = { kind: 'cover', recipientId, rule: rule.id, bucket, members: keys };
        rows.push(rowOf(meaning, taken.most, sumBySession(inRow.map(({ session }) => ({ session, amount: 1 })))));
      }
    }
    return rows;
  };

  const separation: Separation = {
    violatedBy(columns) {
      const taus = new Map<number, number>();
      const seats = new Map<number, number>();
      for (const column of columns)
        if (column.kind === 'gathering') for (const seat of column.plan.seats) seats.set(seat, 1);
        else
          for (const slot of column.plan.slots) {
            const tau = instance.slotTau[slot] as number;
            if (tau >= 0) taus.set(tau, 1);
          }
      return separation.violated(taus, seats);
    },
    violated(tauActivity, seatActivity) {
      const touched = new Set<number>();
      for (const tau of tauActivity.keys()) {
        const recipient = instance.portionRecipient[compiled.tauPortion[tau] as number];
        if (recipient !== undefined && several.has(recipient)) touched.add(recipient);
      }
      for (const seat of seatActivity.keys()) {
        const recipient = instance.portionRecipient[instance.seatPortion[seat] as number] as number;
        if (several.has(recipient)) touched.add(recipient);
      }
      const activity = ({ tau, seat }: Session): number =>
        (tau >= 0 ? tauActivity.get(tau) : seatActivity.get(seat)) ?? 0;
      const rows = new Map<string, Row>();
      for (const recipient of touched) {
        const own = sessions(recipient);
        const active = own.filter((session) => activity(session) > EPSILON);
        for (const row of [
          ...clashes(recipient, own, active, activity),
          ...overLimits(recipient, own, active, activity),
        ])
          rows.set(row.key, row);
      }
      return [...rows.values()];
    },
  };
  return separation;
}

function sumBySession(
  uses: readonly { readonly session: Session; readonly amount: number }[],
): { session: Session; coefficient: number }[] {
  const sums = new Map<Session, number>();
  for (const { session, amount } of uses) sums.set(session, (sums.get(session) ?? 0) + amount);
  return [...sums].map(([session, coefficient]) => ({ session, coefficient }));
}

/** The row of a subset, which no feature by itself has a part in. */
export function subsetRow({ portions, contacts, gatherings }: Compiled, subset: Subset): Row {
  const meaning: RowMeaning = {
    kind: 'subset',
    portionKeys: subset.portions.map((p) => (portions[p] as Portion).key),
    contactIds: subset.agents.flatMap((agent) => (agent < 0 ? [] : [(contacts[agent] as Contact).id])),
    gatheringKeys: subset.agents.flatMap((agent) => (agent >= 0 ? [] : [(gatherings[-1 - agent] as Gathering).key])),
  };
  const key = `subset ${subset.portions.join()} ${subset.agents.join()}`;
  return {
    key,
    meaning,
    most: mostOf(subset),
    taus: NONE,
    seats: NONE,
    options: NONE,
    leads: NONE,
    locks: NONE,
    subset,
  };
}
