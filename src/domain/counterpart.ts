// Who or what serves a portion, as pairings, pins and published sessions name it: a contact, a group or an offer.
import type { Engagement } from './items.ts';

export type Counterpart = {
  readonly contactId?: string | undefined;
  readonly groupId?: string | undefined;
  readonly offerId?: string | undefined;
};

/** Whether an engagement is with the counterpart; of an offer, in any of its slots. */
export function isWith(engagement: Engagement, { contactId, groupId, offerId }: Counterpart): boolean {
  switch (engagement.arrangement) {
    case 'individual':
      return engagement.contact.id === contactId && groupId === undefined && offerId === undefined;
    case 'group':
      return engagement.gathering.id === groupId;
    case 'voluntary':
      return engagement.gathering.id === offerId;
  }
}
