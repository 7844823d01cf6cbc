// The change report in words, person by person. People and groups are named by their ids.
import type { Localized } from '../schema/locale.ts';
import type {
  ChangeReason,
  ChangeReport,
  ContactChange,
  DatedMeeting,
  DroppedMeeting,
  PinFacts,
  RecipientChange,
  Weekly,
} from './change-facts.ts';
import { CHANGE_PHRASES as WORDS, REASON_PHRASES } from './change-phrases.ts';
import { dayText, patternText, spanText } from './pattern-text.ts';
import { CLASS_PHRASES } from './phrases.ts';
import { failureText, fill, type Speech, titleOf } from './text.ts';

/** What is told of one person; each entry is what is different, and the sentences that say why. */
export type PersonText = {
  readonly id: string;
  readonly entries: readonly { readonly what: string; readonly why: readonly string[] }[];
};
type Entry = PersonText['entries'][number];

export type ChangesText = {
  /** How much is different, or that nothing is. */
  readonly summary: readonly string[];
  readonly recipients: { readonly title: string; readonly people: readonly PersonText[] };
  readonly contacts: { readonly title: string; readonly people: readonly PersonText[] };
  /** Pins that are no change: still not held, held again; and what must not be. */
  readonly pins: readonly { readonly title: string; readonly entries: readonly Entry[] }[];
};

/** `a, b og c`. */
function listText(items: readonly string[], { locale }: Speech): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : items.slice(0, -1).join(', ') + WORDS.and[locale] + last;
}

function partnerText({ arrangement, contactIds, groupId, offerId }: Weekly, speech: Speech): string {
  if (arrangement === 'individual')
    return contactIds.length === 0 ? fill(WORDS.withSomebody, speech) : listText(contactIds, speech);
  const who = groupId ?? offerId ?? '';
  return fill(arrangement === 'group' ? WORDS.inGroup : WORDS.atOffer, speech, { who });
}

/** With whom and when: `c1, mandag 17:00–19:00`. */
function weeklyText(weekly: Weekly, speech: Speech): string {
  const leaders = weekly.arrangement === 'individual' ? [] : weekly.contactIds;
  const led = leaders.length === 0 ? '' : fill(WORDS.ledBy, speech, { who: listText(leaders, speech) });
  return `${partnerText(weekly, speech)}${led}, ${patternText(weekly, speech.locale)}`;
}

/** Whether the partner is another, or none: then it is worth saying that only the times were forbidden. */
type Change = 'partner' | 'same-partner';

function reasonText(reason: ChangeReason, speech: Speech, change: Change = 'partner'): string[] {
  switch (reason.kind) {
    case 'hard-rule': {
      const found = [...new Set(reason.failures.map((failure) => failureText(failure, speech)))];
      const isPlain = reason.scope === 'pairing' || (reason.scope === 'times' && change === 'same-partner');
      return isPlain ? found : [`${fill(REASON_PHRASES[reason.scope], speech)} ${found.join(' ')}`];
    }
    case 'pinned':
      return [fill(REASON_PHRASES.pinned, speech, { pins: listText(reason.pinIds, speech) })];
    case 'gone':
      return [fill(REASON_PHRASES[reason.what], speech)];
    // Told once: by the broken pin, by who is new, or by the whole plan being the first.
    case 'pin-broken':
    case 'new':
    case 'first-plan':
      return [];
    case 'registered':
    case 'not-running':
    case 'released':
    case 'better-plan':
      return [fill(REASON_PHRASES[reason.kind], speech)];
  }
}

const meetingText = ({ date, ...span }: DatedMeeting, { locale }: Speech): string =>
  `${dayText(date, locale)} ${spanText(span)}`;

/** ` (fravær: c1)`: a rule's title, and who it is about where it says so. */
function causeText({ cause }: DroppedMeeting, speech: Speech): string {
  if (cause === undefined) return '';
  if (cause === 'cancelled') return ` (${fill(WORDS.cancelled, speech)})`;
  const title = titleOf(cause.rule, speech);
  const who = cause.facts['personId'];
  return ` (${title.charAt(0).toLowerCase()}${title.slice(1)}${who === undefined ? '' : `: ${String(who)}`})`;
}

function pinEntry(
  { pinId, pin, contactId, groupId, offerId, rules, conflict, failures }: PinFacts,
  speech: Speech,
): Entry {
  const others = conflict.filter((id) => id !== pinId);
  const untold = rules.filter((rule) => !failures.some((failure) => failure.rule === rule));
  const who = pin === 'lead' ? groupId : (contactId ?? groupId ?? offerId);
  return {
    what: fill(pin === 'lead' ? WORDS.pinLead : WORDS.pinServe, speech, { pin: pinId, who: who ?? '' }),
    why: [
      ...new Set(failures.map((failure) => failureText(failure, speech))),
      ...untold.map((rule) => `${titleOf(rule, speech)}.`),
      ...(others.length === 0 ? [] : [fill(WORDS.conflict, speech, { others: listText(others, speech) })]),
    ],
  };
}

const isPerson = ({ arrangement }: Weekly): boolean => arrangement === 'individual';

function differenceText(
  { kind, before, after }: Extract<RecipientChange, { before: Weekly; after: Weekly }>,
  speech: Speech,
): string {
  const { locale } = speech;
  const who = partnerText(after, speech);
  const leaders = ({ contactIds }: Weekly): string =>
    contactIds.length === 0 ? fill(WORDS.nobody, speech) : listText(contactIds, speech);
  switch (kind) {
    case 'partner':
      return fill(isPerson(before) && isPerson(after) ? WORDS.otherContact : WORDS.otherPartner, speech, {
        now: weeklyText(after, speech),
        was: weeklyText(before, speech),
      });
    case 'leaders':
      return fill(WORDS.leaders, speech, { partner: who, now: leaders(after), was: leaders(before) });
    case 'form':
    case 'times':
      return fill(WORDS[kind], speech, { who, now: patternText(after, locale), was: patternText(before, locale) });
  }
}

function recipientEntries(change: RecipientChange, speech: Speech): Entry[] {
  const only = (phrase: Localized): Entry => ({ what: fill(phrase, speech), why: [] });
  switch (change.kind) {
    case 'arrived':
      return [only(WORDS.arrivedRecipient)];
    case 'served': {
      const was = change.wasUnserved === undefined ? [] : [fill(WORDS.wasUnserved, speech)];
      const reason = change.reason.kind === 'pinned' ? reasonText(change.reason, speech) : [];
      return [
        { what: fill(WORDS.served, speech, { now: weeklyText(change.after, speech) }), why: [...was, ...reason] },
      ];
    }
    case 'unserved': {
      const found = change.class === undefined ? [] : [CLASS_PHRASES[change.class][speech.locale]];
      // The class says that others got the room, so a better plan is no more than that.
      const reason = change.reason.kind === 'better-plan' ? [] : reasonText(change.reason, speech);
      const isGone = change.reason.kind === 'gone' && change.reason.what === 'recipient';
      const what = fill(isGone ? WORDS.had : WORDS.unserved, speech, { was: weeklyText(change.before, speech) });
      return [{ what, why: [...reason, ...found] }];
    }
    case 'waiting': {
      const own = change.explained?.portion.map((failure) => failureText(failure, speech)) ?? [];
      const found = change.class === undefined ? [] : [CLASS_PHRASES[change.class][speech.locale]];
      return [{ what: fill(WORDS.waiting, speech), why: [...found, ...own] }];
    }
    case 'no-longer-waiting':
      return [
        {
          what: fill(WORDS.noLongerWaiting, speech),
          why: change.failures.map((failure) => failureText(failure, speech)),
        },
      ];
    case 'dates':
      return datesEntries(change, speech);
    case 'pin-broken':
      return [pinEntry(change, speech)];
    case 'partner':
    case 'form':
    case 'times':
    case 'leaders':
      return [
        {
          what: differenceText(change, speech),
          why: reasonText(change.reason, speech, change.kind === 'partner' ? 'partner' : 'same-partner'),
        },
      ];
  }
}

function datesEntries({ dropped, added, moved }: Extract<RecipientChange, { kind: 'dates' }>, speech: Speech): Entry[] {
  const texts = [
    ...dropped.map((meeting) =>
      fill(WORDS.dropped, speech, { at: meetingText(meeting, speech), cause: causeText(meeting, speech) }),
    ),
    ...moved.map(({ from, to }) =>
      fill(WORDS.moved, speech, {
        from: meetingText(from, speech),
        to: meetingText(to, speech),
        cause: causeText(from, speech),
      }),
    ),
    ...added.map((meeting) => fill(WORDS.added, speech, { at: meetingText(meeting, speech) })),
  ];
  return texts.map((what) => ({ what, why: [] }));
}

function contactEntries(change: ContactChange, speech: Speech): Entry[] {
  const only = (phrase: Localized, values: Readonly<Record<string, string>> = {}): Entry => ({
    what: fill(phrase, speech, values),
    why: [],
  });
  switch (change.kind) {
    case 'arrived':
      return [only(WORDS.arrivedContact)];
    case 'gone':
      return [only(WORDS.goneContact)];
    case 'idle':
      return [only(WORDS.idle)];
    case 'barred':
      return [{ ...only(WORDS.barred), why: change.failures.map((failure) => failureText(failure, speech)) }];
    case 'recipients': {
      const { gained, lost } = change;
      return [
        ...(gained.length === 0 ? [] : [only(WORDS.gained, { who: listText(gained, speech) })]),
        ...(lost.length === 0 ? [] : [only(WORDS.lost, { who: listText(lost, speech) })]),
      ];
    }
    case 'pin-broken':
      return [pinEntry(change, speech)];
    case 'lead-gained':
    case 'lead-lost': {
      const head = change.kind === 'lead-lost' ? WORDS.leadLost : WORDS.leadGained;
      return [{ ...only(head, { group: change.groupId }), why: reasonText(change.reason, speech) }];
    }
  }
}

/** Says which part an entry is about, where a person has several. */
function namedEntries(changes: readonly RecipientChange[], speech: Speech): Entry[] {
  const keys = new Set(changes.flatMap((change) => ('portionKey' in change ? [change.portionKey] : [])));
  return changes.flatMap((change) =>
    recipientEntries(change, speech).map((entry) =>
      keys.size < 2 || !('portionKey' in change) ? entry : { ...entry, what: `${change.portionKey}: ${entry.what}` },
    ),
  );
}

/** Minutes as hours. */
function hoursText(minutes: number, { locale }: Speech): string {
  const hours = String(Math.round((minutes / 60) * 100) / 100);
  return locale === 'en' ? `${hours} h` : `${hours.replace('.', ',')} t`;
}

function summaryOf({ isFirst, isScreened, people, totals }: ChangeReport, speech: Speech): string[] {
  if (!isScreened) return [fill(WORDS.notScreened, speech)];
  const { recipients, contacts, servedMinutes } = totals;
  const [before, after] = [hoursText(servedMinutes.before, speech), hoursText(servedMinutes.after, speech)];
  const isSame = before === after;
  const hours = fill(isSame ? WORDS.hoursSame : WORDS.hours, speech, { before, after });
  if (isFirst) return [fill(WORDS.first, speech)];
  if (people.length === 0) return [fill(WORDS.nothing, speech), hours];
  return [
    fill(WORDS.counts, speech, {
      recipients: recipients.changed,
      allRecipients: recipients.changed + recipients.unchanged,
      contacts: contacts.changed,
      allContacts: contacts.changed + contacts.unchanged,
    }),
    hours,
  ];
}

/** A report in words. */
export function changesText(report: ChangeReport, speech: Speech): ChangesText {
  const { people, stillBroken, mended, unexplained } = report;
  const pinEntries = (pins: readonly PinFacts[]): Entry[] => pins.map((pin) => pinEntry(pin, speech));
  const pins = [
    { phrase: WORDS.unexplained, pins: unexplained },
    { phrase: WORDS.stillBroken, pins: stillBroken },
  ];
  return {
    summary: [
      ...summaryOf(report, speech),
      ...(mended.length === 0 ? [] : [fill(WORDS.mended, speech, { pins: listText(mended, speech) })]),
    ],
    recipients: {
      title: fill(WORDS.recipients, speech),
      people: people.flatMap((person) =>
        person.role === 'recipient' ? [{ id: person.id, entries: namedEntries(person.changes, speech) }] : [],
      ),
    },
    contacts: {
      title: fill(WORDS.contacts, speech),
      people: people.flatMap((person) =>
        person.role === 'contact'
          ? [{ id: person.id, entries: person.changes.flatMap((change) => contactEntries(change, speech)) }]
          : [],
      ),
    },
    pins: pins
      .filter((group) => group.pins.length > 0)
      .map((group) => ({
        title: fill(group.phrase, speech, { count: group.pins.length }),
        entries: pinEntries(group.pins),
      })),
  };
}
