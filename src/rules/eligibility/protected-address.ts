// People with a protected address, and people not screened for one, are never matched automatically. What the rule
// says is the same for every kind of protection: neither texts nor facts tell which one it is.
import { dayNumber } from '../../domain/time.ts';
import type { World } from '../../domain/world.ts';
import type { Caseload, Contact, Recipient } from '../../schema/caseload.ts';
import type { Policy } from '../../schema/policy.ts';
import { changeContact, changeRecipient, joinAccompaniedOffer, joinGroup } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, type ExampleDraft, MET, type Outcome, unknown } from '../rule.ts';

const PROTECTED = { reason: 'protected' };
const NOT_SCREENED = { reason: 'not-screened' };

type Protection = Recipient['protection'];

const screened = new WeakMap<World, boolean>();

/** Whether a statement says on a day that everybody was screened, not longer ago than the policy allows. */
export function isScreenedOn(
  { screeningValidDays }: Pick<Policy, 'screeningValidDays'>,
  screening: Caseload['screening'],
  today: string,
): boolean {
  if (screening === undefined) return false;
  const days = dayNumber(today) - dayNumber(screening.statedOn);
  return 0 <= days && days < screeningValidDays;
}

/** Whether a statement says that everybody was screened, not longer ago than the policy allows. */
export function isScreened(world: World): boolean {
  let found = screened.get(world);
  if (found === undefined) {
    const { caseload, horizon, policy } = world;
    found = isScreenedOn(policy, caseload.screening, horizon.today);
    screened.set(world, found);
  }
  return found;
}

/** Whether an address is one that keeps its person out of automatic matching, and out of sight. */
export const isProtected = ({ kode7OptIn }: Pick<Policy, 'kode7OptIn'>, protection: Protection): boolean =>
  protection !== 'none' && !(protection === 'kode-7' && kode7OptIn);

function mayBeMatched(world: World, { protection }: Recipient | Contact): Outcome {
  if (!isScreened(world)) return unknown(NOT_SCREENED);
  if (!isProtected(world.policy, protection)) return MET;
  return protection === 'unknown' ? unknown(PROTECTED) : broken(PROTECTED);
}

// No place is stored of a protected person, so the examples take it away too.
const protectRecipient = (draft: ExampleDraft, protection: Protection): void =>
  changeRecipient(draft, { protection, place: undefined });
const protectContact = (draft: ExampleDraft, protection: Protection): void =>
  changeContact(draft, { protection, place: undefined });

export const protectedAddress: EligibilityRule = {
  kind: 'eligibility',
  id: 'protected-address',
  sources: [
    { name: 'PUB', reference: 'protected addresses (kode 6 and kode 7) in the national register are kept secret' },
    { name: 'SET', reference: 'whether kode 7 is matched, and how long a screening statement is valid' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['kode7OptIn', 'screeningValidDays'],
  texts: {
    title: { nb: 'Skjermet adresse', nn: 'Skjerma adresse', en: 'Protected address' },
    demand: {
      nb: 'Bare personer som er avklart mot adressesperre, kobles automatisk.',
      nn: 'Berre personar som er avklarte mot adressesperre, blir kopla automatisk.',
      en: 'Only people who are cleared against address protection are matched automatically.',
    },
    broken: {
      nb: 'Saken kan ikke kobles automatisk ({reason}).',
      nn: 'Saka kan ikkje koplast automatisk ({reason}).',
      en: 'The case cannot be matched automatically ({reason}).',
    },
    unknown: {
      nb: 'Saken er ikke avklart for automatisk kobling ({reason}).',
      nn: 'Saka er ikkje avklart for automatisk kopling ({reason}).',
      en: 'The case is not cleared for automatic matching ({reason}).',
    },
    advice: {
      nb: 'Saken følges opp manuelt av en medarbeider som er klarert for det.',
      nn: 'Saka blir følgd opp manuelt av ein medarbeidar som er klarert for det.',
      en: 'The case is followed up by hand by an employee who is cleared for it.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    portion: (world, { recipient }) => mayBeMatched(world, recipient),
    contact: (world, contact) => mayBeMatched(world, contact),
  },
  examples: [
    { title: 'screened, and no protection', outcome: 'met', edit: () => {} },
    {
      title: 'the screening statement is 30 days old, the last valid day',
      outcome: 'met',
      bound: 'on',
      edit({ caseload }) {
        caseload.screening = { statedOn: '2025-12-06' };
      },
    },
    {
      title: 'the screening statement is 31 days old',
      outcome: 'unknown',
      bound: 'over',
      edit({ caseload }) {
        caseload.screening = { statedOn: '2025-12-05' };
      },
    },
    {
      title: 'the screening statement is of today',
      outcome: 'met',
      bound: 'on',
      edit({ caseload }) {
        caseload.screening = { statedOn: '2026-01-05' };
      },
    },
    {
      title: 'the screening statement is dated tomorrow',
      outcome: 'unknown',
      bound: 'over',
      edit({ caseload }) {
        caseload.screening = { statedOn: '2026-01-06' };
      },
    },
    {
      title: 'nobody stated that people were screened',
      outcome: 'unknown',
      edit({ caseload }) {
        caseload.screening = undefined;
      },
    },
    {
      title: 'a recipient with kode 6',
      outcome: 'broken',
      edit: (draft) => protectRecipient(draft, 'kode-6'),
    },
    {
      title: 'a contact with kode 6',
      outcome: 'broken',
      edit: (draft) => protectContact(draft, 'kode-6'),
    },
    {
      title: 'a recipient with an address abroad that is protected',
      outcome: 'broken',
      edit: (draft) => protectRecipient(draft, 'abroad'),
    },
    {
      title: 'a recipient whose protection is unknown',
      outcome: 'unknown',
      edit: (draft) => protectRecipient(draft, 'unknown'),
    },
    {
      title: 'a contact whose protection is unknown',
      outcome: 'unknown',
      edit: (draft) => protectContact(draft, 'unknown'),
    },
    {
      title: 'a recipient with kode 7',
      outcome: 'broken',
      edit: (draft) => changeRecipient(draft, { protection: 'kode-7' }),
    },
    {
      title: 'a recipient with kode 7, in a municipality that opts in',
      outcome: 'met',
      edit(draft) {
        draft.caseload.policy = { kode7OptIn: true };
        changeRecipient(draft, { protection: 'kode-7' });
      },
    },
    {
      title: 'kode 6 in a municipality that opts in for kode 7',
      outcome: 'broken',
      edit(draft) {
        draft.caseload.policy = { kode7OptIn: true };
        protectRecipient(draft, 'kode-6');
      },
    },
    {
      title: 'the leader of the group has kode 7',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        changeContact(draft, { protection: 'kode-7' });
      },
    },
    {
      title: 'the contact who accompanies the offer has kode 7',
      outcome: 'broken',
      edit(draft) {
        joinAccompaniedOffer(draft);
        changeContact(draft, { protection: 'kode-7' });
      },
    },
  ],
};
