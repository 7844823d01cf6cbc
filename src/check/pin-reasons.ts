// Whether rules leave any way at all to hold a pin: the auditor's own answer to a plan that says a pin had to break.
//
// The pin is imagined alone in the plan. The checks and windows that the plan names are asked first. Where it names
// limits or conflicts, the pin is placed as lightly as it can be within every check and window, and those are asked.
import { type Engagement, formOfGathering, type Lead, occurrencesOf, timeOfGathering } from '../domain/items.ts';
import { minuteOfDay } from '../domain/time.ts';
import type { Gathering, Pinned, Portion, World } from '../domain/world.ts';
import type { Item, Ruleset } from '../rules/rule.ts';
import { couldBeEnough } from './compatible.ts';
import { type Eligibility, eligibilityOf, roleAt } from './eligibility.ts';
import { areBearable, imagined, lightestTimes, type Rows } from './pin-placement.ts';
import { sumBuckets } from './limits.ts';
import { gatheringsOfOffer } from './read-assignment.ts';
import { perWorld, rulesByKind } from './rules-by-kind.ts';
import { isInside, type Windows, windowsOf } from './windows.ts';

type ServePin = Extract<Pinned, { kind: 'serve' }>;

/** What binds the imagined pin: checks and windows, the limits and conflicts to bear, and who else could join it. */
type Bounds = {
  readonly world: World;
  readonly eligibility: Eligibility;
  readonly windows: Windows;
  readonly rows: Rows;
  readonly company: Company;
};

/**
 * Whether the named rules of a ruleset are a true reason for breaking a pin: alone or together they leave no way to hold
 * it, or all rules leave none and without the named ones there would be one.
 */
export function isForbidden(world: World, pinned: Pinned, named: readonly string[], ruleset: Ruleset): boolean {
  const own = ruleset.filter(({ id }) => named.includes(id));
  if (own.length === 0) return false;
  const company = companyOf(world, ruleset);
  const canHold = (checks: Ruleset, rows: Rows): boolean =>
    isPossible(
      { world, eligibility: eligibilityOf(world, checks), windows: windowsOf(world, checks), rows, company },
      pinned,
    );
  if (!canHold(own, { limits: [], conflicts: [] })) return true;
  const rows = rulesByKind(own);
  if (rows.limits.length + rows.conflicts.length === 0) return false;
  if (!canHold(ruleset, rows)) return true;
  const others = rulesByKind(ruleset.filter((rule) => !own.includes(rule)));
  return !canHold(ruleset, rulesByKind(ruleset)) && canHold(ruleset, others);
}

function isPossible(bounds: Bounds, pinned: Pinned): boolean {
  const { world, eligibility } = bounds;
  if (pinned.kind === 'lead') {
    const gathering = world.gatherings.get(pinned.groupId);
    const contact = world.contacts.get(pinned.contactId);
    if (gathering?.kind !== 'group' || contact === undefined) return false;
    return isLeadPossible(bounds, { contact, gathering });
  }
  const portion = world.portions.get(pinned.portionKey);
  if (portion === undefined || eligibility.ofPortion(portion).length > 0) return false;
  if (pinned.contactId !== undefined) return isSupportPossible(bounds, portion, pinned.contactId, pinned);
  return gatheringsOf(world, pinned).some((gathering) => isSeatPossible(bounds, portion, gathering));
}

function isSupportPossible(bounds: Bounds, portion: Portion, contactId: string, { slot }: ServePin): boolean {
  const { world, eligibility, windows, rows } = bounds;
  const contact = world.contacts.get(contactId);
  if (contact === undefined || eligibility.ofContact(contact, 'support').length > 0) return false;
  if (eligibility.ofPair(portion, contact, 'support').length > 0) return false;
  return portion.part.modes.some((form) => {
    const engagement: Engagement = { portion, form, arrangement: 'individual', contact };
    if (eligibility.ofEngagement(engagement).length > 0) return false;
    const times = lightestTimes(world, windows, rows, engagement, slot);
    return times !== undefined && areBearable(world, rows, [{ of: engagement, times }]);
  });
}

/** The pin's group, or the slots of its offer; of those only the one it is locked to. */
function gatheringsOf(world: World, { groupId, offerId, slot }: ServePin): readonly Gathering[] {
  const group = groupId === undefined ? undefined : world.gatherings.get(groupId);
  const gatherings = offerId === undefined ? (group === undefined ? [] : [group]) : gatheringsOfOffer(world, offerId);
  if (gatherings === undefined || slot === undefined) return gatherings ?? [];
  const start = minuteOfDay(slot.start);
  return gatherings.filter((gathering) => {
    const time = timeOfGathering(gathering);
    const isInCycle = slot.cycleWeek === undefined || time.cycleWeek === undefined || slot.cycleWeek === time.cycleWeek;
    return time.weekday === slot.weekday && time.start === start && isInCycle;
  });
}

/** The leads that come with a gathering whoever joins it: an offer's accompanying contact. */
const leadsWith = (gathering: Gathering): Lead[] =>
  gathering.kind === 'voluntary' && gathering.accompaniedBy !== undefined
    ? [{ contact: gathering.accompaniedBy, gathering }]
    : [];

const isOnTime = (windows: Windows, of: Engagement | Lead, gathering: Gathering): boolean =>
  occurrencesOf(of, timeOfGathering(gathering)).every((occurrence) => isInside(windows, occurrence));

const isLeadEligible = ({ eligibility, windows }: Pick<Bounds, 'eligibility' | 'windows'>, lead: Lead): boolean =>
  eligibility.ofContact(lead.contact, roleAt(lead.gathering), lead.gathering).length === 0 &&
  isOnTime(windows, lead, lead.gathering);

const canMeet = (eligibility: Eligibility, { portion }: Engagement, { contact, gathering }: Lead): boolean =>
  eligibility.ofPair(portion, contact, roleAt(gathering)).length === 0;

const seatIn = (portion: Portion, gathering: Gathering): Engagement => ({
  portion,
  form: formOfGathering(gathering),
  arrangement: gathering.kind,
  gathering,
});

function isSeatPossible(bounds: Bounds, portion: Portion, gathering: Gathering): boolean {
  const { world, eligibility, windows, rows, company } = bounds;
  const seat = seatIn(portion, gathering);
  const leads = leadsWith(gathering);
  if (eligibility.ofEngagement(seat).length > 0 || !isOnTime(windows, seat, gathering)) return false;
  if (!leads.every((lead) => isLeadEligible(bounds, lead) && canMeet(eligibility, seat, lead))) return false;
  const times = [timeOfGathering(gathering)];
  if (
    !areBearable(
      world,
      rows,
      [seat, ...leads].map((of) => ({ of, times })),
    )
  )
    return false;
  const maySitWith = (other: Engagement): boolean => !areApart(rows, world, seat, other);
  return canFill(bounds, { kind: 'engagement', engagement: seat }, [
    ...leadItems(company.leadsAt(gathering).filter((lead) => canMeet(eligibility, seat, lead))),
    ...seatItems(company.seatsAt(gathering).filter(maySitWith)),
  ]);
}

function isLeadPossible(bounds: Bounds, lead: Lead): boolean {
  const { world, eligibility, rows, company } = bounds;
  const { contact, gathering } = lead;
  if (!isLeadEligible(bounds, lead)) return false;
  if (!areBearable(world, rows, [{ of: lead, times: [timeOfGathering(gathering)] }])) return false;
  return canFill(bounds, { kind: 'lead', lead }, [
    ...leadItems(company.leadsAt(gathering).filter((other) => other.contact !== contact)),
    ...seatItems(company.seatsAt(gathering).filter((seat) => canMeet(eligibility, seat, lead))),
  ]);
}

const leadItems = (leads: readonly Lead[]): Item[] => leads.map((lead) => ({ kind: 'lead', lead }));
const seatItems = (seats: readonly Engagement[]): Item[] =>
  seats.map((engagement) => ({ kind: 'engagement', engagement }));

/** Whether two seats of a gathering cannot both be taken: nobody sits in it twice. */
const areApart = ({ conflicts }: Rows, world: World, a: Engagement, b: Engagement): boolean =>
  a.portion.recipient === b.portion.recipient ||
  conflicts.some((rule) => rule.engagements?.(world, a, b) !== undefined);

/** Whether enough of those who could join could do so at once for the least that the item asks for. */
function canFill({ world, eligibility, rows }: Bounds, item: Item, others: readonly Item[]): boolean {
  const asking = rows.limits.flatMap((rule) => {
    const asked = rule.uses(world, item).filter(({ least }) => least !== undefined && least > 0);
    const buckets = new Set(asked.map(({ bucket }) => bucket));
    const uses: typeof rule.uses = (w, i) => rule.uses(w, i).filter(({ bucket }) => buckets.has(bucket));
    return asked.length === 0 ? [] : [{ ...rule, uses }];
  });
  const isEnough = (joining: readonly Item[]): boolean =>
    sumBuckets(world, [item, ...joining].map(imagined), asking).every(
      ({ amount, least }) => least === undefined || amount >= least,
    );
  const doClash = (a: Item, b: Item): boolean => {
    if (a.kind === 'engagement' && b.kind === 'engagement') return areApart(rows, world, a.engagement, b.engagement);
    if (a.kind === 'engagement' && b.kind === 'lead') return !canMeet(eligibility, a.engagement, b.lead);
    return a.kind === 'lead' && b.kind === 'engagement' && !canMeet(eligibility, b.engagement, a.lead);
  };
  return couldBeEnough(others, doClash, isEnough);
}

/** Who could lead, and who could take part in, a gathering under a whole ruleset. */
type Company = {
  leadsAt(gathering: Gathering): readonly Lead[];
  seatsAt(gathering: Gathering): readonly Engagement[];
};

const companyOf = (world: World, ruleset: Ruleset): Company => companies(world, ruleset)(ruleset);

const companies = perWorld((world, rules) => {
  const leads = new Map<string, readonly Lead[]>();
  const seats = new Map<string, readonly Engagement[]>();
  const kept = <T>(cache: Map<string, readonly T[]>, key: string, find: () => readonly T[]): readonly T[] => {
    let found = cache.get(key);
    if (found === undefined) {
      found = find();
      cache.set(key, found);
    }
    return found;
  };
  return (ruleset: Ruleset): Company => {
    const eligibility = eligibilityOf(world, ruleset);
    const windows = windowsOf(world, ruleset);
    return {
      leadsAt: (gathering) =>
        kept(leads, gathering.key, () =>
          world.caseload.contacts
            .map((contact): Lead => ({ contact, gathering }))
            .filter((lead) => isLeadEligible({ eligibility, windows }, lead))
            .filter((lead) => areBearable(world, rules, [{ of: lead, times: [timeOfGathering(gathering)] }])),
        ),
      seatsAt: (gathering) =>
        kept(seats, gathering.key, () =>
          [...world.portions.values()]
            .filter((portion) => eligibility.ofPortion(portion).length === 0)
            .map((portion) => seatIn(portion, gathering))
            .filter((seat) => eligibility.ofEngagement(seat).length === 0 && isOnTime(windows, seat, gathering))
            .filter((seat) => areBearable(world, rules, [{ of: seat, times: [timeOfGathering(gathering)] }])),
        ),
    };
  };
});
