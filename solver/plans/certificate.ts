// The relaxation's best prices as a certificate: what docs/certificate.md describes, less the fingerprints of what it is
// about. Whoever verifies it prices every contact and gathering anew; the plans listed here only shorten that.
import { occurrencesOf, type Lead, type PatternTime, timeOfGathering } from '../../src/domain/items.ts';
import type { Gathering, Portion, World } from '../../src/domain/world.ts';
import { ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Certificate, CertificateRow, CertificateTime } from '../../src/schema/certificate.ts';
import type { Contact } from '../../src/schema/caseload.ts';
import type { Block, Candidates } from '../candidates/candidates.ts';
import { createFilter, limitsOf } from './branches.ts';
import { choiceOf, type Column } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import { reducedValue } from './features.ts';
import { gatheringOfLink } from './instance.ts';
import { type Prices, SCALE_BITS } from './prices.ts';
import { EXACT_SETS, type Pricing } from './pricing.ts';
import type { Row } from './rows.ts';

/** A certificate without the fingerprints of caseload and ruleset. */
export type UnsignedCertificate = Omit<Certificate, 'format' | 'caseloadFingerprint' | 'rulesetFingerprint'>;

/** What a certificate is made of. */
export type Proof = {
  readonly prices: Prices;
  /** Price of each of the rows; rows beyond have none. */
  readonly rowPrices: Float64Array;
  readonly rows: readonly Row[];
  /** What the rows' prices come to. */
  readonly constant: number;
  /** Ids of the pins that every plan holds. */
  readonly held: readonly string[];
  readonly mostBroken: number;
};

const SCALE = 2 ** SCALE_BITS;
/** Prices are multiples of 2^-20: whole when scaled. */
const scaled = (price: number): number => Math.round(price * SCALE);

const certificateTime = ({ cycleWeek, weekday, start, minutes }: PatternTime): CertificateTime => [
  cycleWeek ?? 0,
  weekday,
  start,
  minutes,
];

/** When each of some session times is. */
function timesOfTaus({ instance, blocks, tauPortion, optionsOfPortion }: Compiled, taus: ReadonlySet<number>) {
  const times = new Map<number, PatternTime>();
  const portions = new Set([...taus].map((tau) => tauPortion[tau] as number));
  for (const portion of portions)
    for (const option of optionsOfPortion(portion)) {
      const b = instance.optionBlock[option] as number;
      const from = instance.cellFrom[instance.blockCells[b] as number] as number;
      const to = instance.cellFrom[instance.blockCells[b + 1] as number] as number;
      for (let slot = from; slot < to; slot++) {
        const tau = instance.slotTau[slot] as number;
        if (!taus.has(tau) || times.has(tau)) continue;
        times.set(tau, (blocks[b] as Block).times[instance.slotTime[slot] as number] as PatternTime);
      }
    }
  return times;
}

/** The rows that have a price, in the caseload's words; pins that may break are no rows of it. */
function rowsOf(compiled: Compiled, { rows, rowPrices }: Proof): CertificateRow[] {
  const priced = rows.flatMap((row, r) => {
    const price = scaled(rowPrices[r] ?? 0);
    return price > 0 ? [{ row, price }] : [];
  });
  const clashing = priced.filter(({ row }) => row.meaning.kind === 'clash');
  const times = timesOfTaus(compiled, new Set(clashing.flatMap(({ row }) => row.taus.map(([tau]) => tau))));
  const keyOf = (portion: number): string => (compiled.portions[portion] as Portion).key;
  return priced.flatMap(({ row: { meaning, taus, seats }, price }): CertificateRow[] => {
    if (meaning.kind === 'pin') return [];
    if (meaning.kind === 'limit') return [{ ...meaning, price }];
    if (meaning.kind === 'subset') {
      const { portionKeys, contactIds, gatheringKeys } = meaning;
      return [
        {
          kind: 'subset',
          portionKeys: [...portionKeys],
          contactIds: [...contactIds],
          gatheringKeys: [...gatheringKeys],
          price,
        },
      ];
    }
    if (meaning.kind === 'cover') return [{ ...meaning, members: [...meaning.members], price }];
    const byPortion = new Map<string, CertificateTime[]>();
    for (const [tau] of taus) {
      const key = keyOf(compiled.tauPortion[tau] as number);
      const own = byPortion.get(key) ?? [];
      byPortion.set(key, own);
      own.push(certificateTime(times.get(tau) as PatternTime));
    }
    const members = [
      ...[...byPortion].map(([portionKey, own]) => ({ portionKey, times: own })),
      ...seats.map(([seat]) => {
        const block = compiled.seats[seat] as Block;
        return { portionKey: block.portion.key, gatheringKey: block.options[0]?.engagement.gathering?.key ?? '' };
      }),
    ];
    return [{ ...meaning, members, price }];
  });
}

/** What leading could add to a contact's tallies at most. */
function mostOfLead(world: World, rules: Ruleset, lead: Lead): number {
  let points = 0;
  for (const { tally } of ofKind(rules, 'term'))
    for (const occurrence of occurrencesOf(lead, timeOfGathering(lead.gathering)))
      for (const { amount, rise } of tally?.(world, { kind: 'occurrence', occurrence }) ?? [])
        if (rise !== undefined) points += Math.max(0, rise.points) * Math.ceil(amount / rise.step);
  return points;
}

function leadsOf(
  compiled: Compiled,
  rules: Ruleset,
  candidates: Candidates,
  { prices, rows, rowPrices }: Proof,
): Certificate['leads'] {
  const { instance, world } = compiled;
  /** What holding pins that may break is rewarded with. */
  const rewardOf = ({ gathering, contact }: Lead): number =>
    compiled.softPins.reduce((sum, { pin }) => {
      if (pin.kind !== 'lead' || pin.groupId !== gathering.id || pin.contactId !== contact.id) return sum;
      const r = rows.findIndex(({ meaning }) => meaning.kind === 'pin' && meaning.pinId === pin.pinId);
      return sum + (rowPrices[r] ?? 0);
    }, 0);
  const own = Array.from(instance.linkContact, (contact, link) => ({
    gatheringKey: (compiled.gatherings[gatheringOfLink(instance, link)] as Gathering).key,
    contactId: (compiled.contacts[contact] as Contact).id,
    price: scaled(prices.link[link] as number),
  }));
  // Gatherings in which nobody could sit have no plan, so leading them may cost all that it could be worth.
  const known = new Set(compiled.gatherings.map(({ key }) => key));
  const others = candidates.leads
    .filter(({ lead }) => !known.has(lead.gathering.key))
    .map(({ lead }) => ({
      gatheringKey: lead.gathering.key,
      contactId: lead.contact.id,
      price: scaled(mostOfLead(world, rules, lead) + rewardOf(lead)),
    }));
  return [...own, ...others].filter(({ price }) => price !== 0);
}

function contactPlanOf(
  compiled: Compiled,
  column: Column & { readonly kind: 'contact' },
  value: number,
): Certificate['contactPlans'][number] {
  const { served, leads } = choiceOf(compiled, [column]);
  return {
    contactId: (compiled.contacts[column.plan.contact] as Contact).id,
    value: scaled(value),
    engagements: served.map(({ engagement: { portion, form }, times }) => ({
      portionKey: portion.key,
      sessions: form.sessions,
      minutes: form.minutes,
      cycleWeeks: form.cycleWeeks,
      times: times.map(certificateTime),
    })),
    leads: leads.map(({ gathering }) => gathering.key),
  };
}

function gatheringPlanOf(
  { instance, ...compiled }: Compiled,
  { plan }: Column & { readonly kind: 'gathering' },
  value: number,
): Certificate['gatheringPlans'][number] {
  return {
    gatheringKey: (compiled.gatherings[plan.gathering] as Gathering).key,
    value: scaled(value),
    seats: plan.seats.map((seat) => (compiled.seats[seat] as Block).portion.key),
    leaders: plan.links.map((link) => (compiled.contacts[instance.linkContact[link] as number] as Contact).id),
  };
}

/** The best plan of every contact and gathering at the prices, searched for once more and without giving up early. */
async function bestPlans(compiled: Compiled, pricing: Pricing, { prices }: Proof) {
  const { instance } = compiled;
  const { isContactDemanded } = createFilter(compiled, limitsOf(compiled, []));
  const contacts = Array.from({ length: instance.contactCount }, (_, c) => c);
  const { columns, worth, gatheringWorth } = await pricing.price({
    prices,
    limits: undefined,
    // Nobody needs a plan worth nothing, except who must have one.
    contactDuals: contacts.map((c) => (isContactDemanded(c) ? -Infinity : -1)),
    mostSets: EXACT_SETS,
    most: 1,
  });
  const contactPlans = columns.flatMap((column) => {
    if (column.kind !== 'contact') return [];
    const value = reducedValue(instance, column, prices);
    return value > 0 || isContactDemanded(column.plan.contact) ? [contactPlanOf(compiled, column, value)] : [];
  });
  const gatheringPlans = columns.flatMap((column) =>
    column.kind === 'gathering'
      ? [gatheringPlanOf(compiled, column, gatheringWorth[column.plan.gathering] as number)]
      : [],
  );
  return { contactPlans, gatheringPlans, worth };
}

/** The certificate of the prices; undefined where they prove nothing. */
export async function certificateOf(
  compiled: Compiled,
  rules: Ruleset,
  candidates: Candidates,
  pricing: Pricing,
  proof: Proof,
): Promise<UnsignedCertificate | undefined> {
  const { world, portions, softPins } = compiled;
  const { contactPlans, gatheringPlans, worth } = await bestPlans(compiled, pricing, proof);
  const sum = proof.constant + worth;
  if (!Number.isFinite(sum)) return undefined;
  const parts = portions.map(({ key }, p) => ({ portionKey: key, price: scaled(proof.prices.portion[p] as number) }));
  const pinPrices = new Map(
    proof.rows.flatMap(({ meaning }, r) =>
      meaning.kind === 'pin' ? [[meaning.pinId, scaled(proof.rowPrices[r] ?? 0)] as const] : [],
    ),
  );
  const soft = softPins.map(({ pin }) => pin.pinId);
  const { today, from, weeks } = world.horizon;
  return {
    today,
    from,
    weeks,
    scaleBits: SCALE_BITS,
    // Sums are exact; half of their smallest unit goes to a search that gave up, whose bound may be rounded.
    bound: Math.floor(sum + 0.5 / SCALE),
    // Those of price 0 too: whoever begins from a certificate must tell them from new ones.
    parts,
    leads: leadsOf(compiled, rules, candidates, proof),
    rows: rowsOf(compiled, proof),
    held: [...proof.held],
    mayBreak:
      soft.length === 0
        ? []
        : [{ pinIds: soft, most: proof.mostBroken, prices: soft.map((pinId) => pinPrices.get(pinId) ?? 0) }],
    contactPlans,
    gatheringPlans,
  };
}
