// Pairings, pins and published sessions: each names one partner and the right half, and pins do not contradict.
import type { Part, Pin } from './caseload.ts';
import { type Path, valueAt } from './problem.ts';
import type { Rough } from './rough.ts';
import { each, eachPart, type Report, type RoughCaseload } from './sense.ts';

const PARTNERS = ['contactId', 'groupId', 'offerId'] as const;

type Entry = {
  readonly id?: string | undefined;
  readonly partId?: string | undefined;
  readonly share?: 1 | 2 | undefined;
} & { readonly [key in (typeof PARTNERS)[number]]?: string | undefined };

type Time = {
  readonly weekday?: number | undefined;
  readonly start?: string | undefined;
  readonly cycleWeek?: 1 | 2 | undefined;
};

const partsById = (caseload: RoughCaseload): ReadonlyMap<string, Rough<Part>> => {
  const parts = new Map<string, Rough<Part>>();
  eachPart(caseload, (part) => {
    if (part.id !== undefined && !parts.has(part.id)) parts.set(part.id, part);
  });
  return parts;
};

/** What the text names, sound or not: a malformed contactId is a fault of its own, not a missing partner. */
function namedPartners(raw: unknown): readonly string[] {
  return typeof raw === 'object' && raw !== null ? PARTNERS.filter((key) => Object.hasOwn(raw, key)) : [];
}

function checkShare(entry: Entry, raw: unknown, part: Rough<Part> | undefined, path: Path, report: Report): void {
  if (part?.id === undefined || part.shareable === undefined) return;
  const given = typeof raw === 'object' && raw !== null && Object.hasOwn(raw, 'share');
  if (part.shareable && !given) report('share-missing', [...path, 'share'], { facts: { part: part.id } });
  if (!part.shareable && entry.share !== undefined)
    report('share-not-allowed', [...path, 'share'], { facts: { part: part.id } });
}

const meetsAt = (slot: Time, pinned: Time): boolean =>
  slot.weekday === pinned.weekday &&
  slot.start === pinned.start &&
  (slot.cycleWeek === undefined || pinned.cycleWeek === undefined || slot.cycleWeek === pinned.cycleWeek);

/** A pin of a gathering may only be at a time when it meets. */
function checkPinnedSlots(caseload: RoughCaseload, report: Report): void {
  const slots = new Map<string, readonly (Time | undefined)[]>();
  each(caseload.groups, ['groups'], ({ id, slot }) => {
    if (id !== undefined) slots.set(id, [slot]);
  });
  each(caseload.offers, ['offers'], ({ id, slots: all }) => {
    if (id !== undefined) slots.set(id, all ?? [undefined]);
  });
  each<Rough<Pin>>(caseload.pins, ['pins'], ({ slot, groupId, offerId }, path) => {
    const gathering = groupId ?? offerId;
    const times = gathering === undefined ? undefined : slots.get(gathering);
    if (slot?.weekday === undefined || slot.start === undefined || gathering === undefined || times === undefined)
      return;
    // A slot that could not be read may be the one that is meant.
    if (times.some((time) => time?.weekday === undefined || time.start === undefined || meetsAt(time, slot))) return;
    report('slot-not-offered', [...path, 'slot'], { facts: { gathering } });
  });
}

/** Reports entries with no or several partners, wrong halves, and pins of one portion to different partners. */
export function checkPartners(caseload: RoughCaseload, raw: unknown, report: Report): void {
  const parts = partsById(caseload);
  const pinned = new Map<string, { readonly partner: string; readonly first: string }>();
  for (const name of ['pairings', 'pins', 'publishedSessions'] as const) {
    each<Entry & { readonly status?: string | undefined }>(caseload[name], [name], (entry, path) => {
      const rawEntry = valueAt(raw, path);
      const named = namedPartners(rawEntry);
      if (named.length !== 1) report('one-partner', path, { facts: { count: named.length } });
      const part = entry.partId === undefined ? undefined : parts.get(entry.partId);
      checkShare(entry, rawEntry, part, path, report);
      const pins = name === 'pins' || (name === 'pairings' && entry.status === 'active');
      const partner = entry.contactId ?? entry.groupId ?? entry.offerId;
      if (!pins || named.length !== 1 || partner === undefined || part?.id === undefined) return;
      const portion = entry.share === undefined ? part.id : `${part.id}/${entry.share}`;
      const before = pinned.get(portion);
      if (before === undefined) pinned.set(portion, { partner, first: entry.id ?? path.join('/') });
      else if (before.partner !== partner)
        report('contradictory-pins', path, { facts: { first: before.first, portion } });
    });
  }
  checkPinnedSlots(caseload, report);
}
