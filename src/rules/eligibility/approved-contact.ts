// A contact passes two gates: to be proposed (interview, police certificate, a contract that covers the role) and to
// start (confidentiality and contract signed by the day of the session).
import { holds } from '../../domain/period.ts';
import { ageOn } from '../../domain/time.ts';
import { changeEngagement, changeRecipient, joinAccompaniedOffer, joinGroup, meetOn } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, type Example, MET, unknown } from '../rule.ts';

/** Age in years from which a recipient is an adult to the police certificate's purpose. */
const ADULT_FROM = 18;

const examples: readonly Example[] = [
  {
    title: 'interview held, certificate approved, contract for individuals and groups',
    outcome: 'met',
    edit: () => {},
  },
  {
    title: 'the interview is held today',
    outcome: 'met',
    bound: 'on',
    edit: (draft) => changeEngagement(draft, { interviewHeldOn: '2026-01-05' }),
  },
  {
    title: 'the interview is tomorrow',
    outcome: 'unknown',
    bound: 'over',
    edit: (draft) => changeEngagement(draft, { interviewHeldOn: '2026-01-06' }),
  },
  {
    title: 'no interview is recorded',
    outcome: 'unknown',
    edit: (draft) => changeEngagement(draft, { interviewHeldOn: undefined }),
  },
  {
    title: 'no certificate is recorded',
    outcome: 'unknown',
    edit: (draft) => changeEngagement(draft, { certificate: undefined }),
  },
  {
    title: 'the certificate is on its way',
    outcome: 'unknown',
    edit: (draft) => changeEngagement(draft, { certificate: { purposes: ['adults'], status: 'pending' } }),
  },
  {
    title: 'the certificate is refused, and the interview is not held either',
    outcome: 'broken',
    edit: (draft) =>
      changeEngagement(draft, {
        interviewHeldOn: undefined,
        certificate: { purposes: ['adults'], status: 'refused' },
      }),
  },
  {
    title: 'a certificate for adults, and the recipient turns 18 on the first day',
    outcome: 'met',
    bound: 'on',
    edit(draft) {
      changeEngagement(draft, { certificate: { purposes: ['adults'], status: 'approved' } });
      changeRecipient(draft, { bornOn: '2008-01-05' });
    },
  },
  {
    title: 'a certificate for adults, and the recipient turns 18 the day after',
    outcome: 'broken',
    bound: 'over',
    edit(draft) {
      changeEngagement(draft, { certificate: { purposes: ['adults'], status: 'approved' } });
      changeRecipient(draft, { bornOn: '2008-01-06' });
    },
  },
  {
    title: 'a certificate for minors only, and the recipient is an adult',
    outcome: 'broken',
    edit: (draft) => changeEngagement(draft, { certificate: { purposes: ['minors'], status: 'approved' } }),
  },
  {
    title: 'no contract yet, and no session planned on a date',
    outcome: 'met',
    edit: (draft) => changeEngagement(draft, { contract: undefined, confidentialitySignedOn: undefined }),
  },
  {
    title: 'the contract ends after the first day',
    outcome: 'met',
    bound: 'on',
    edit: (draft) =>
      changeEngagement(draft, { contract: { from: '2025-07-01', to: '2026-01-06', scope: ['individual'] } }),
  },
  {
    title: 'the contract has ended on the first day',
    outcome: 'broken',
    bound: 'over',
    edit: (draft) =>
      changeEngagement(draft, { contract: { from: '2025-07-01', to: '2026-01-05', scope: ['individual'] } }),
  },
  {
    title: 'a contract for groups only, one to one',
    outcome: 'broken',
    edit: (draft) => changeEngagement(draft, { contract: { from: '2025-07-01', scope: ['group'] } }),
  },
  {
    title: 'a contract for groups only, as leader of a group',
    outcome: 'met',
    edit(draft) {
      joinGroup(draft);
      changeEngagement(draft, { contract: { from: '2025-07-01', scope: ['group'] } });
    },
  },
  {
    title: 'a contract for individuals only, as leader of a group',
    outcome: 'broken',
    edit(draft) {
      joinGroup(draft);
      changeEngagement(draft, { contract: { from: '2025-07-01', scope: ['individual'] } });
    },
  },
  {
    title: 'a contract for individuals only, accompanying a voluntary offer',
    outcome: 'broken',
    edit(draft) {
      joinAccompaniedOffer(draft);
      changeEngagement(draft, { contract: { from: '2025-07-01', scope: ['individual'] } });
    },
  },
  {
    title: 'confidentiality signed and contract begun on the day of the session',
    outcome: 'met',
    bound: 'on',
    edit(draft) {
      meetOn(draft, '2026-01-12');
      changeEngagement(draft, {
        confidentialitySignedOn: '2026-01-12',
        contract: { from: '2026-01-12', to: '2026-01-13', scope: ['individual'] },
      });
    },
  },
  {
    title: 'confidentiality signed the day after the session',
    outcome: 'broken',
    bound: 'over',
    edit(draft) {
      meetOn(draft, '2026-01-12');
      changeEngagement(draft, { confidentialitySignedOn: '2026-01-13' });
    },
  },
  {
    title: 'the contract begins the day after the session',
    outcome: 'broken',
    bound: 'over',
    edit(draft) {
      meetOn(draft, '2026-01-12');
      changeEngagement(draft, { contract: { from: '2026-01-13', scope: ['individual'] } });
    },
  },
  {
    title: 'the contract ends on the day of the session, which is the first day without it',
    outcome: 'broken',
    bound: 'over',
    edit(draft) {
      meetOn(draft, '2026-01-12');
      changeEngagement(draft, { contract: { from: '2025-07-01', to: '2026-01-12', scope: ['individual'] } });
    },
  },
  {
    title: 'a session is planned without a contract',
    outcome: 'broken',
    edit(draft) {
      meetOn(draft, '2026-01-12');
      changeEngagement(draft, { contract: undefined });
    },
  },
  {
    title: 'a session of a group whose leader signs the contract later',
    outcome: 'broken',
    edit(draft) {
      joinGroup(draft);
      meetOn(draft, '2026-01-14');
      changeEngagement(draft, { contract: { from: '2026-01-15', scope: ['group'] } });
    },
  },
  {
    title: 'a certificate for adults, and the leader of the group meets a minor',
    outcome: 'broken',
    edit(draft) {
      joinGroup(draft);
      changeEngagement(draft, { certificate: { purposes: ['adults'], status: 'approved' } });
      changeRecipient(draft, { bornOn: '2012-01-01' });
    },
  },
];

export const approvedContact: EligibilityRule = {
  kind: 'eligibility',
  id: 'approved-contact',
  sources: [
    { name: 'H-QS', reference: 'interview, confidentiality declaration and contract before the contact starts' },
    { name: 'H-INFO', reference: 'contacts hand in a police certificate' },
    { name: 'PUB', reference: 'helse- og omsorgstjenesteloven § 5-4: police certificate, for adults or for minors' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Godkjent støttekontakt', nn: 'Godkjend støttekontakt', en: 'Approved contact' },
    demand: {
      nb: 'En støttekontakt har vært til intervju og har godkjent politiattest for riktig formål. Før oppstart er taushetserklæring og kontrakt underskrevet, og kontrakten dekker oppdraget.',
      nn: 'Ein støttekontakt har vore til intervju og har godkjend politiattest for rett føremål. Før oppstart er teieplikterklæring og kontrakt underskrivne, og kontrakten dekkjer oppdraget.',
      en: 'A contact has been interviewed and has an approved police certificate for the right purpose. Before the start, confidentiality declaration and contract are signed, and the contract covers the assignment.',
    },
    broken: {
      nb: 'Støttekontakten er ikke godkjent for oppdraget ({reason}).',
      nn: 'Støttekontakten er ikkje godkjend for oppdraget ({reason}).',
      en: 'The contact is not approved for the assignment ({reason}).',
    },
    unknown: {
      nb: 'Godkjenningen av støttekontakten er ikke fullført ({missing}).',
      nn: 'Godkjenninga av støttekontakten er ikkje fullført ({missing}).',
      en: 'The approval of the contact is not complete ({missing}).',
    },
    advice: {
      nb: 'Fullfør intervju, politiattest, taushetserklæring og kontrakt, eller velg en annen støttekontakt.',
      nn: 'Fullfør intervju, politiattest, teieplikterklæring og kontrakt, eller vel ein annan støttekontakt.',
      en: 'Complete interview, police certificate, confidentiality declaration and contract, or choose another contact.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    // What can no longer be mended goes before what is only missing.
    contact(world, { engagement }, role) {
      const { interviewHeldOn, certificate, contract } = engagement;
      if (certificate?.status === 'refused') return broken({ reason: 'certificate-refused' });
      if (contract?.to !== undefined && contract.to <= world.horizon.from) return broken({ reason: 'contract-ended' });
      const scope = role === 'support' ? 'individual' : 'group';
      if (contract !== undefined && !contract.scope.includes(scope)) return broken({ reason: 'contract-scope', scope });
      if (interviewHeldOn === undefined || interviewHeldOn > world.horizon.today)
        return unknown({ missing: 'interview' });
      return certificate?.status === 'approved' ? MET : unknown({ missing: 'certificate' });
    },
    pair(world, { recipient }, { engagement }) {
      const purpose = ageOn(recipient.bornOn, world.horizon.from) < ADULT_FROM ? 'minors' : 'adults';
      const { certificate } = engagement;
      // A missing certificate is said once, by the check of the contact.
      if (certificate === undefined || certificate.purposes.includes(purpose)) return MET;
      return broken({ reason: 'certificate-purpose', purpose });
    },
    dated(_world, { of, date }) {
      if (of.contact === undefined) return MET;
      const { confidentialitySignedOn, contract } = of.contact.engagement;
      if (confidentialitySignedOn === undefined || confidentialitySignedOn > date)
        return broken({ reason: 'confidentiality-unsigned', date });
      return contract !== undefined && holds(contract, date) ? MET : broken({ reason: 'no-contract', date });
    },
  },
  examples,
};
