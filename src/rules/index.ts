// The catalogue: every rule, in the order in which it is printed, documented and applied.
import { differentDays } from './conflict/different-days.ts';
import { keepApart } from './conflict/keep-apart.ts';
import { noOverlap } from './conflict/no-overlap.ts';
import { absence } from './eligibility/absence.ts';
import { approvedContact } from './eligibility/approved-contact.ts';
import { approvedRecipient } from './eligibility/approved-recipient.ts';
import { arrangement } from './eligibility/arrangement.ts';
import { closeFamily } from './eligibility/close-family.ts';
import { decisionPeriod } from './eligibility/decision-period.ts';
import { declined } from './eligibility/declined.ts';
import { demandingCare } from './eligibility/demanding-care.ts';
import { groupInOperation } from './eligibility/group-in-operation.ts';
import { institution } from './eligibility/institution.ts';
import { musts } from './eligibility/musts.ts';
import { notCovered } from './eligibility/not-covered.ts';
import { ofAge } from './eligibility/of-age.ts';
import { protectedAddress } from './eligibility/protected-address.ts';
import { publicHolidays } from './eligibility/public-holidays.ts';
import { travelLimit } from './eligibility/travel-limit.ts';
import { voluntaryOffer } from './eligibility/voluntary-offer.ts';
import { contactCapacity } from './limit/contact-capacity.ts';
import { groupSize } from './limit/group-size.ts';
import { groupsPerRecipient } from './limit/groups-per-recipient.ts';
import { hoursGranted } from './limit/hours-granted.ts';
import { mileageConsent } from './limit/mileage-consent.ts';
import { offerCapacity } from './limit/offer-capacity.ts';
import { recipientLimits } from './limit/recipient-limits.ts';
import { servedOnce } from './limit/served-once.ts';
import { pins } from './pin/pins.ts';
import type { Ruleset } from './rule.ts';
import { changeTax } from './term/change-tax.ts';
import { continuity } from './term/continuity.ts';
import { coreHours } from './term/core-hours.ts';
import { fairLoad } from './term/fair-load.ts';
import { interests } from './term/interests.ts';
import { mileageBudget } from './term/mileage-budget.ts';
import { preferredTimes } from './term/preferred-times.ts';
import { sameContact } from './term/same-contact.ts';
import { served } from './term/served.ts';
import { suggestedContact } from './term/suggested-contact.ts';
import { travel } from './term/travel.ts';
import { wishes } from './term/wishes.ts';
import { availability } from './window/availability.ts';
import { normalHours } from './window/normal-hours.ts';

export const RULES: Ruleset = [
  // Who may meet whom.
  closeFamily,
  approvedContact,
  approvedRecipient,
  institution,
  ofAge,
  demandingCare,
  declined,
  musts,
  protectedAddress,
  travelLimit,
  arrangement,
  voluntaryOffer,
  groupInOperation,
  notCovered,
  decisionPeriod,
  absence,
  publicHolidays,

  // When a session may lie.
  availability,
  normalHours,

  // How much, and how many.
  servedOnce,
  hoursGranted,
  contactCapacity,
  recipientLimits,
  groupSize,
  groupsPerRecipient,
  offerCapacity,
  mileageConsent,

  // What cannot go together.
  noOverlap,
  differentDays,
  keepApart,

  // What stays.
  pins,

  // Better or worse.
  served,
  suggestedContact,
  interests,
  wishes,
  continuity,
  travel,
  changeTax,
  preferredTimes,
  coreHours,
  sameContact,
  fairLoad,
  mileageBudget,
];
