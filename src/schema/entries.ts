// The lists of a caseload entry by entry: what each entry is called where it stands alone, its schema, and what tells it from the
// others of its list.
import type { z } from 'zod';
import {
  absence,
  type Caseload,
  contact,
  decision,
  declinedPair,
  group,
  leadership,
  offer,
  pairing,
  pin,
  publishedSession,
  recipient,
  related,
  suggestion,
  way,
} from './caseload.ts';

export type ListName = {
  [K in keyof Caseload]-?: Caseload[K] extends readonly unknown[] ? K : never;
}[keyof Caseload];
export type Entry<K extends ListName> = Caseload[K][number];

type Declared<K extends ListName> = {
  /** What one entry is. */
  readonly kind: string;
  /** Where the list is found in an address. */
  readonly path: string;
  readonly schema: z.ZodType<Entry<K>>;
  /** What tells an entry from the others; where nothing does, they are numbered. */
  readonly idOf: (entry: Entry<K>) => string;
};

const ownId = ({ id }: { readonly id: string }): string => id;
const pairId = ({ recipientId, contactId }: { readonly recipientId: string; readonly contactId: string }): string =>
  `${recipientId} ${contactId}`;

export const LISTS = {
  recipients: { kind: 'recipient', path: 'recipients', schema: recipient, idOf: ownId },
  decisions: { kind: 'decision', path: 'decisions', schema: decision, idOf: ownId },
  contacts: { kind: 'contact', path: 'contacts', schema: contact, idOf: ownId },
  groups: { kind: 'group', path: 'groups', schema: group, idOf: ownId },
  offers: { kind: 'offer', path: 'offers', schema: offer, idOf: ownId },
  relations: { kind: 'relation', path: 'relations', schema: related, idOf: pairId },
  declined: { kind: 'declined-pair', path: 'declined-pairs', schema: declinedPair, idOf: pairId },
  suggestions: { kind: 'suggestion', path: 'suggestions', schema: suggestion, idOf: pairId },
  pairings: { kind: 'pairing', path: 'pairings', schema: pairing, idOf: ownId },
  leaderships: { kind: 'leadership', path: 'leaderships', schema: leadership, idOf: ownId },
  pins: { kind: 'pin', path: 'pins', schema: pin, idOf: ownId },
  publishedSessions: { kind: 'published-session', path: 'published-sessions', schema: publishedSession, idOf: ownId },
  absences: {
    kind: 'absence',
    path: 'absences',
    schema: absence,
    idOf: ({ personId, from }) => `${personId} ${from}`,
  },
  travelMatrix: { kind: 'way', path: 'ways', schema: way, idOf: ({ fromId, toId }) => `${fromId} ${toId}` },
} as const satisfies { readonly [K in ListName]: Declared<K> };

export const LIST_NAMES = Object.keys(LISTS) as ListName[];
/** What an entry of a list is. */
export type EntryKind = (typeof LISTS)[ListName]['kind'];
