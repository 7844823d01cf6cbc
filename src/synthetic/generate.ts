// Generates a synthetic caseload on real Norwegian geography: the same options and seed give the same caseload.
// Nobody in it exists. Sources and assumptions of every figure: docs/synthetic.md.
import type { CaseloadInput } from '../schema/caseload.ts';
import { addDays } from '../domain/time.ts';
import { breakSome, recordConsents } from './breaks.ts';
import { drawDecisions } from './decisions.ts';
import { createDiary } from './diary.ts';
import { createFinder } from './fit.ts';
import { drawGroups, drawOffers } from './gatherings.ts';
import { drawHistory, drawPublished } from './history.ts';
import { drawContacts, drawRecipients } from './people.ts';
import { setReach } from './reach.ts';
import { type CaseloadOptions, settingOf } from './sizes.ts';
import { drawAbsences, drawPins, drawProposedLeaders, drawTies, keepSomeApart } from './ties.ts';

export { type CaseloadOptions, type Size, SIZES } from './sizes.ts';

/** A caseload of the size and seed, labelled synthetic; throws RangeError where an option is out of range. */
export function generateCaseload(options: CaseloadOptions): CaseloadInput {
  const setting = settingOf(options);
  const recipients = drawRecipients(setting);
  const contacts = drawContacts(setting);
  setReach(setting, recipients, contacts);
  const diary = createDiary(setting);
  const groups = drawGroups(setting, diary, contacts);
  const offers = drawOffers(setting, diary, contacts);
  const find = createFinder(setting, contacts);
  const cases = drawDecisions(setting, recipients, groups);
  const history = drawHistory(setting, diary, { cases, find, groups, offers });
  const ties = drawTies(setting, { cases, find, history });
  const proposedLeaders = drawProposedLeaders(setting, groups, history);
  keepSomeApart(setting, groups, cases, history);
  recordConsents(setting, diary, history.running);
  const pins = drawPins(setting, history.running);
  const locked = new Set(pins.map(({ partId }) => partId));
  const broken = breakSome(setting, history, offers, locked);
  return {
    format: 'kobling/caseload@1',
    municipalityId: `synthetic-${options.size}`,
    synthetic: true,
    screening: { statedOn: addDays(setting.today, -5) },
    policy: setting.policyInput,
    recipients: recipients.map(({ entry }) => entry),
    decisions: cases.map(({ decision }) => decision),
    contacts: contacts.map(({ entry }) => entry),
    groups: groups.map(({ entry }) => entry),
    offers: offers.map(({ entry }) => entry),
    relations: ties.relations,
    declined: [...ties.declined, ...broken.declined],
    suggestions: ties.suggestions,
    pairings: [...history.running.map(({ entry }) => entry), ...ties.proposed],
    leaderships: [...history.leaderships, ...proposedLeaders],
    pins,
    publishedSessions: drawPublished(setting, history.running),
    absences: [...drawAbsences(setting, [...recipients, ...contacts]), ...broken.absences],
  };
}
