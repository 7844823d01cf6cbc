// Features of the people and decisions of a tiny caseload: who may be served, who may serve, how much, at what cost.
import { addDays } from '../../src/domain/time.ts';
import type { Caseload } from '../../src/schema/caseload.ts';
import { bornBefore, type Draft, type Feature, LANGUAGES, placeAt, TRAITS } from './draft.ts';

const FAMILY = ['parent', 'sibling', 'guardian', 'same-household', 'cousin', 'friend'] as const;

const pairOf = ({ caseload, draw }: Draft) => ({
  recipient: draw.pick(caseload.recipients),
  contact: draw.pick(caseload.contacts),
});

const anyPart = ({ caseload, draw }: Draft) => draw.pick(draw.pick(caseload.decisions).parts);

const OF_PAIRS: Readonly<Record<string, Feature>> = {
  kinship: (draft) => {
    const { recipient, contact } = pairOf(draft);
    const relation = draft.draw.pick(FAMILY);
    draft.caseload.relations.push({ recipientId: recipient.id, contactId: contact.id, relation });
  },
  'a declined pair, seldom reopened': (draft) => {
    const { draw, frame } = draft;
    const { recipient, contact } = pairOf(draft);
    const by = draw.pick(['recipient', 'contact', 'coordinator'] as const);
    const on = addDays(frame.today, -40);
    const reopened = draw.chance(0.2) ? { reopenedOn: addDays(frame.today, draw.pick([-3, 0, 1])) } : {};
    draft.caseload.declined.push({ recipientId: recipient.id, contactId: contact.id, by, on, ...reopened });
  },
  'a suggested contact': (draft) => {
    const { recipient, contact } = pairOf(draft);
    draft.caseload.suggestions.push({ recipientId: recipient.id, contactId: contact.id });
  },
  'a must that a contact breaks, or that nobody knows of': (draft) => {
    const { recipient, contact } = pairOf(draft);
    const { draw } = draft;
    const strength = 'must';
    switch (draw.pick(['language', 'gender', 'age-range', 'trait'] as const)) {
      case 'language':
        recipient.requirements.push({ attribute: 'language', value: draw.pick(LANGUAGES), strength });
        break;
      case 'gender':
        if (draw.chance(0.3)) delete contact.gender;
        recipient.requirements.push({ attribute: 'gender', value: draw.pick(['female', 'male'] as const), strength });
        break;
      case 'age-range':
        recipient.requirements.push({ attribute: 'age-range', from: 20, to: draw.pick([35, 50]), strength });
        break;
      case 'trait': {
        const value = draw.pick(TRAITS);
        if (draw.chance(0.5)) delete contact.traits[value];
        else contact.traits[value] = draw.chance(0.3);
        recipient.requirements.push({ attribute: 'trait', value, strength });
      }
    }
  },
  'a long way': (draft) => {
    const { recipient, contact } = pairOf(draft);
    const { draw } = draft;
    if (draw.chance(0.5)) contact.travel.maxMinutes = draw.pick([1, 5, 10]);
    else if (draw.chance(0.5)) recipient.travel.maxMinutes = draw.pick([1, 5, 10]);
    recipient.place = placeAt(draw.pick([10, 44, 45, 46, 60]));
  },
};

const OF_CONTACTS: Readonly<Record<string, Feature>> = {
  'a contact who is not approved': ({ caseload, draw, frame }) => {
    const { engagement } = draw.pick(caseload.contacts);
    const before = addDays(frame.today, -20);
    switch (draw.int(1, 6)) {
      case 1:
        delete engagement.interviewHeldOn;
        break;
      case 2:
        engagement.interviewHeldOn = addDays(frame.today, draw.int(0, 1));
        break;
      case 3:
        engagement.certificate = { purposes: ['adults'], status: draw.pick(['pending', 'refused'] as const) };
        break;
      case 4:
        engagement.certificate = { purposes: [draw.pick(['adults', 'minors'] as const)], status: 'approved' };
        break;
      case 5:
        engagement.contract = {
          from: before,
          to: addDays(frame.from, draw.pick([-5, 0, 1])),
          scope: ['individual', 'group'],
        };
        break;
      default:
        engagement.contract = { from: before, scope: [draw.pick(['individual', 'group'] as const)] };
    }
  },
  'a young contact': (draft) => {
    const { caseload, draw } = draft;
    const { recipient, contact } = pairOf(draft);
    contact.bornOn = bornBefore(draft, draw.pick([15, 16, 17, 17, 18, 19]));
    caseload.policy.sixteenIfKnown = draw.chance(0.4);
    caseload.policy.minimumContactAge = draw.pick([18, 18, 20]);
    if (draw.chance(0.4)) caseload.suggestions.push({ recipientId: recipient.id, contactId: contact.id });
  },
  'a contact with little room': ({ caseload, draw }) => {
    const { capacity } = draw.pick(caseload.contacts);
    const limit = draw.pick(['minutes', 'recipients', 'evenings'] as const);
    if (limit === 'minutes') capacity.maxMinutesPerWeek = draw.pick([0, 30, 60, 60, 119, 120]);
    else if (limit === 'recipients') capacity.maxRecipients = draw.int(0, 1);
    else capacity.maxEveningsPerWeek = draw.int(0, 1);
  },
  'wishes for load': ({ caseload, draw }) => {
    for (const { capacity } of caseload.contacts)
      if (draw.chance(0.8)) capacity.wantedMinutesPerWeek = draw.pick([0, 30, 45, 60, 90, 120]);
  },
};

/** Adds a decision that is over, whose active pairing may still reserve its contact. */
function addExpired({ caseload, draw, frame }: Draft): void {
  const { id: recipientId } = draw.pick(caseload.recipients);
  const minutes = draw.pick([60, 120]);
  const part: Caseload['decisions'][number]['parts'][number] = {
    id: 'pex',
    minutes,
    per: 'week',
    arrangements: ['individual'],
    purpose: 'company',
    modes: [{ sessions: 1, minutes, cycleWeeks: 1 }],
    shareable: false,
    demandingCare: false,
    carryOver: [],
  };
  const ended = draw.pick([0, 10, 59, 60, 61]);
  caseload.decisions.push({
    id: 'dex',
    recipientId,
    status: 'granted',
    effectiveOn: addDays(frame.today, -300),
    from: addDays(frame.today, -330),
    to: addDays(frame.from, -ended),
    mileageGranted: false,
    parts: [part],
  });
  if (draw.chance(0.85)) {
    const reserved = draw.chance(0.4) ? { minutesPerWeek: draw.pick([30, 60, 240]) } : {};
    caseload.pairings.push({
      id: 'prex',
      partId: 'pex',
      contactId: draw.pick(caseload.contacts).id,
      status: 'active',
      ...reserved,
    });
  }
}

const OF_DECISIONS: Readonly<Record<string, Feature>> = {
  'an expired decision whose pairing is reserved': addExpired,
  'a decision not begun or over': ({ caseload, draw, frame }) => {
    const decision = draw.pick(caseload.decisions);
    if (draw.chance(0.5)) {
      decision.from = addDays(frame.from, 7 * frame.weeks + draw.pick([-1, 0, 0, 20]));
      delete decision.to;
    } else decision.to = addDays(frame.from, draw.pick([-70, -1, 0, 0, 1]));
  },
  'a revoked decision or somebody who moved': ({ caseload, draw }) => {
    if (draw.chance(0.5)) draw.pick(caseload.decisions).status = 'revoked';
    else draw.pick(caseload.recipients).resident = false;
  },
  'a resident of an institution': ({ caseload, draw }) => {
    caseload.policy.institutionsExcluded = draw.chance(0.8);
    draw.pick(caseload.recipients).housing = draw.pick(['institution', 'staffed-24h'] as const);
  },
  'demanding care': (draft) => {
    const { caseload, draw } = draft;
    anyPart(draft).demandingCare = true;
    caseload.policy.qualifiedForDemandingCare = draw.chance(0.6);
    for (const { engagement } of caseload.contacts) if (draw.chance(0.3)) engagement.qualified = true;
  },
  'a purpose that is not covered': (draft) => {
    anyPart(draft).purpose = draft.draw.pick([
      'transport',
      'errands',
      'homework',
      'practical-help',
      'other-service',
    ] as const);
  },
  'forms above the grant': (draft) => {
    const part = anyPart(draft);
    const grant = part.per === 'week' ? part.minutes : part.minutes / 4;
    const minutes = grant + draft.draw.pick([1, 15, 30]);
    part.modes = [...draft.draw.some(part.modes, draft.draw.pick([0, 0, 1])), { sessions: 1, minutes, cycleWeeks: 1 }];
  },
  'driving beyond the budget': ({ caseload, draw, frame }) => {
    const { mileage } = caseload.policy;
    mileage.budgetOere = draw.pick([0, 5_000, 10_000, 20_000]);
    mileage.entitlement = draw.pick(['every-contact', 'every-contact', 'granted'] as const);
    caseload.policy.weights.mileage = draw.int(0, 2);
    for (const contact of caseload.contacts) if (draw.chance(0.7)) contact.travel.mode = 'car';
    for (const recipient of caseload.recipients) recipient.place = placeAt(draw.pick([0, 2, 5, 9, 15]));
    for (const decision of caseload.decisions) {
      if (draw.chance(0.5)) delete decision.mileageConsentOn;
      else decision.mileageConsentOn = addDays(frame.today, draw.pick([-5, 0, 1]));
    }
  },
  urgency: ({ caseload, draw, frame }) => {
    caseload.policy.urgencyDaysPerStep = draw.pick([1, 15, 30]);
    for (const decision of caseload.decisions)
      decision.effectiveOn = addDays(frame.today, -draw.pick([0, 14, 15, 100, 800]));
  },
  'other weights': ({ caseload, draw }) => {
    const { weights } = caseload.policy;
    weights.travel = draw.pick([0, 13, 60]);
    weights.fairLoad = draw.int(0, 7);
    weights.interests = draw.pick([0, 7, 40]);
    weights.changeTax = draw.pick([0, 11, 20]);
  },
  // Last, since who is strictly protected has no place.
  'somebody protected, or nobody screened': ({ caseload, draw, frame }) => {
    const person = draw.pick([...caseload.recipients, ...caseload.contacts]);
    switch (draw.int(1, 5)) {
      case 1:
        caseload.screening = { statedOn: addDays(frame.today, -draw.pick([30, 31, 32])) };
        break;
      case 2:
        if (draw.chance(0.5)) delete caseload.screening;
        else caseload.screening = { statedOn: addDays(frame.today, 1) };
        break;
      case 3:
        person.protection = draw.pick(['kode-6', 'abroad', 'unknown'] as const);
        delete person.place;
        break;
      default:
        person.protection = 'kode-7';
        caseload.policy.kode7OptIn = draw.chance(0.3);
    }
  },
};

/** By name, in the order in which they are applied. */
export const PEOPLE_FEATURES: Readonly<Record<string, Feature>> = { ...OF_PAIRS, ...OF_CONTACTS, ...OF_DECISIONS };
