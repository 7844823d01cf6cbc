// Ids: one id space over the whole document, and every reference to something of the right kind that is there.
import type { Localized } from './locale.ts';
import type { Path } from './problem.ts';
import { each, eachPart, placeOfEntry, type Report, type RoughCaseload } from './sense.ts';

type Kind =
  | 'recipient'
  | 'contact'
  | 'group'
  | 'offer'
  | 'decision'
  | 'part'
  | 'pairing'
  | 'leadership'
  | 'pin'
  | 'session';

const KINDS: Readonly<Record<Kind, Localized>> = {
  recipient: { nb: 'en bruker', nn: 'ein brukar', en: 'a recipient' },
  contact: { nb: 'en støttekontakt', nn: 'ein støttekontakt', en: 'a contact' },
  group: { nb: 'en gruppe', nn: 'ei gruppe', en: 'a group' },
  offer: { nb: 'et frivillig tilbud', nn: 'eit frivillig tilbod', en: 'a voluntary offer' },
  decision: { nb: 'et vedtak', nn: 'eit vedtak', en: 'a decision' },
  part: { nb: 'en del av et vedtak', nn: 'ein del av eit vedtak', en: 'a part of a decision' },
  pairing: { nb: 'en kobling', nn: 'ei kopling', en: 'a pairing' },
  leadership: { nb: 'en gruppeledelse', nn: 'ei gruppeleiing', en: 'a leadership' },
  pin: { nb: 'en lås', nn: 'ein lås', en: 'a pin' },
  session: { nb: 'et publisert treff', nn: 'eit publisert treff', en: 'a published session' },
};

const PERSON: Localized = {
  nb: 'en bruker eller støttekontakt',
  nn: 'ein brukar eller støttekontakt',
  en: 'a recipient or contact',
};
const PLACE: Localized = {
  nb: 'en bruker, støttekontakt, gruppe eller et tilbud',
  nn: 'ein brukar, støttekontakt, gruppe eller eit tilbod',
  en: 'a recipient, contact, group or offer',
};

type Index = {
  readonly known: ReadonlyMap<string, Kind>;
  /** Kinds whose list could not be read: references to them cannot be judged. */
  readonly unlisted: ReadonlySet<Kind>;
};

/** Collects all ids and reports those used twice. */
function indexIds(caseload: RoughCaseload, report: Report): Index {
  const known = new Map<string, Kind>();
  const first = new Map<string, Path>();
  const unlisted = new Set<Kind>();
  const add = (id: string | undefined, kind: Kind, path: Path): void => {
    if (id === undefined) return;
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, path);
      known.set(id, kind);
    } else report('duplicate-id', [...path, 'id'], { facts: { first: placeOfEntry(before) } });
  };
  const lists = {
    recipients: 'recipient',
    contacts: 'contact',
    groups: 'group',
    offers: 'offer',
    decisions: 'decision',
    pairings: 'pairing',
    leaderships: 'leadership',
    pins: 'pin',
    publishedSessions: 'session',
  } as const satisfies Partial<Record<keyof RoughCaseload, Kind>>;
  for (const [name, kind] of Object.entries(lists)) {
    const entries: readonly ({ readonly id?: string | undefined } | undefined)[] | undefined =
      caseload[name as keyof typeof lists];
    if (entries === undefined) unlisted.add(kind);
    each(entries, [name], (entry, path) => add(entry.id, kind, path));
  }
  if (caseload.decisions?.every((decision) => decision?.parts !== undefined) !== true) unlisted.add('part');
  eachPart(caseload, (part, path) => add(part.id, 'part', path));
  return { known, unlisted };
}

type Refer = (id: string | undefined, path: Path, kinds: readonly Kind[], expected?: Localized) => void;

function referrer({ known, unlisted }: Index, report: Report): Refer {
  return (id, path, kinds, expected) => {
    if (id === undefined) return;
    const kind = known.get(id);
    const facts = { expected: expected ?? KINDS[kinds[0] ?? 'recipient'] };
    if (kind === undefined) {
      if (!kinds.some((one) => unlisted.has(one))) report('unknown-id', path, { facts });
    } else if (!kinds.includes(kind)) report('wrong-kind', path, { facts: { ...facts, kind: KINDS[kind] } });
  };
}

/** Reports the second of a pair that is the first again. */
function differ(first: string | undefined, second: string | undefined, path: Path, report: Report): void {
  if (first !== undefined && first === second) report('same-twice', path);
}

function referWithinDecisions(caseload: RoughCaseload, refer: Refer): void {
  each(caseload.decisions, ['decisions'], (decision, path) => {
    refer(decision.recipientId, [...path, 'recipientId'], ['recipient']);
  });
  eachPart(caseload, (part, path) => {
    each(part.groupIds, [...path, 'groupIds'], (id, at) => refer(id, at, ['group']));
    each(part.offerIds, [...path, 'offerIds'], (id, at) => refer(id, at, ['offer']));
  });
}

function referFromPairings(caseload: RoughCaseload, refer: Refer): void {
  for (const name of ['pairings', 'pins', 'publishedSessions'] as const) {
    each<{ [key in 'partId' | 'contactId' | 'groupId' | 'offerId']?: string | undefined }>(
      caseload[name],
      [name],
      (entry, path) => {
        refer(entry.partId, [...path, 'partId'], ['part']);
        refer(entry.contactId, [...path, 'contactId'], ['contact']);
        refer(entry.groupId, [...path, 'groupId'], ['group']);
        refer(entry.offerId, [...path, 'offerId'], ['offer']);
      },
    );
  }
  each(caseload.leaderships, ['leaderships'], ({ groupId, contactId }, path) => {
    refer(groupId, [...path, 'groupId'], ['group']);
    refer(contactId, [...path, 'contactId'], ['contact']);
  });
}

function referBetweenPeople(caseload: RoughCaseload, refer: Refer): void {
  for (const name of ['relations', 'declined', 'suggestions'] as const) {
    each<{ recipientId?: string | undefined; contactId?: string | undefined }>(
      caseload[name],
      [name],
      ({ recipientId, contactId }, path) => {
        refer(recipientId, [...path, 'recipientId'], ['recipient']);
        refer(contactId, [...path, 'contactId'], ['contact']);
      },
    );
  }
  each(caseload.absences, ['absences'], ({ personId }, path) => {
    refer(personId, [...path, 'personId'], ['recipient', 'contact'], PERSON);
  });
}

function referFromPlaces(caseload: RoughCaseload, refer: Refer, report: Report): void {
  each(caseload.groups, ['groups'], (group, path) => {
    each(group.keepApart, [...path, 'keepApart'], (pair, at) => {
      each(pair, at, (id, idAt) => refer(id, idAt, ['recipient']));
      differ(pair[0], pair[1], [...at, 1], report);
    });
  });
  each(caseload.offers, ['offers'], (offer, path) => {
    refer(offer.accompaniedBy, [...path, 'accompaniedBy'], ['contact']);
  });
  const ways = new Map<string, Path>();
  each(caseload.travelMatrix, ['travelMatrix'], ({ fromId, toId }, path) => {
    for (const [key, id] of Object.entries({ fromId, toId }))
      refer(id, [...path, key], ['recipient', 'contact', 'group', 'offer'], PLACE);
    differ(fromId, toId, [...path, 'toId'], report);
    if (fromId === undefined || toId === undefined) return;
    const key = `${fromId}\u0000${toId}`;
    const before = ways.get(key);
    if (before === undefined) ways.set(key, path);
    else report('duplicate-entry', path, { facts: { first: placeOfEntry(before) } });
  });
}

/** Reports ids used twice, ids that point nowhere or at the wrong kind, and ways given twice. */
export function checkReferences(caseload: RoughCaseload, report: Report): void {
  const refer = referrer(indexIds(caseload, report), report);
  referWithinDecisions(caseload, refer);
  referFromPairings(caseload, refer);
  referBetweenPeople(caseload, refer);
  referFromPlaces(caseload, refer, report);
}
