// Prices every contact and gathering at once: the plans worth adding to the master, and the bound of these prices.
import type { Compiled } from './compile/compile.ts';
import { type ContactProblem, createContactProblem } from './contact-problem.ts';
import type { Gaps } from './instance.ts';
import type { Limits } from './branches.ts';
import type { Column } from './columns.ts';
import type { Prices } from './prices.ts';
import { priceContact } from './price-contact.ts';
import { priceGathering } from './price-gathering.ts';

/** Sets of items that a contact's search may look at in a heuristic round, and in an exact one. */
export const HEURISTIC_SETS = 100;
export const EXACT_SETS = 400_000;

export type PricingRequest = {
  readonly prices: Prices;
  readonly limits: Limits | undefined;
  /** For each contact the value at these prices of the best plan the master has; −Infinity where it has none; absent: nobody has one. */
  readonly attained?: Float64Array | undefined;
  /** Each contact's and gathering's own dual: only plans worth more are wanted; absent: everybody's best plan is. */
  readonly contactDuals?: ArrayLike<number> | undefined;
  readonly gatheringDuals?: ArrayLike<number> | undefined;
  readonly mostSets: number;
  /** Plans kept of each contact; default 3. */
  readonly most?: number | undefined;
  /** Asked between contacts; where it is late, nothing more is priced and the worth is infinite. */
  readonly isLate?: (() => boolean) | undefined;
  /** Contacts and gatherings to price; absent: all. */
  readonly contacts?: readonly number[] | undefined;
  readonly gatherings?: readonly number[] | undefined;
};

export type PricingResult = {
  readonly columns: readonly Column[];
  /** Sum over contacts and gatherings of what their best plan is worth at most; −Infinity where a demand cannot be met. */
  readonly worth: number;
  /** The same for each contact and gathering that was priced, in the order asked. */
  readonly contactWorth: Float64Array;
  readonly gatheringWorth: Float64Array;
};

/** Contacts priced between two moments at which the rest of the process may run. */
const CONTACTS_A_BREATH = 50;
/** Plans kept of each contact in a round. */
const PLANS_A_CONTACT = 3;
/** Plans must beat their contact's dual by more than rounding. */
const GAIN = 1e-5;

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** 0, 1, … below a count. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** The result with its sum, added up in the order asked. */
export const resultOf = (result: Omit<PricingResult, 'worth'>): PricingResult => ({
  ...result,
  worth: sum(result.contactWorth) + sum(result.gatheringWorth),
});

/** One request at a time: what is learned of a contact stays for the next. */
export type Pricing = { price(request: PricingRequest): Promise<PricingResult> };

/** Prices in this thread. */
export function createPricing({ instance, parts }: Pick<Compiled, 'instance' | 'parts'>, gaps: Gaps): Pricing {
  const problems: (ContactProblem | undefined)[] = [];
  const problemOf = (c: number): ContactProblem => (problems[c] ??= createContactProblem(instance, c, gaps, parts));
  const everyContact = upTo(instance.contactCount);
  const everyGathering = upTo(instance.gatheringCount);
  return {
    async price({ prices, limits, attained, contactDuals, gatheringDuals, mostSets, most = PLANS_A_CONTACT, ...who }) {
      const { isLate = () => false } = who;
      const { contacts = everyContact, gatherings = everyGathering } = who;
      const columns: Column[] = [];
      const contactWorth = new Float64Array(contacts.length);
      const gatheringWorth = new Float64Array(gatherings.length);
      for (const [i, c] of contacts.entries()) {
        // Signals and messages are heard between contacts.
        if (i % CONTACTS_A_BREATH === CONTACTS_A_BREATH - 1) await new Promise((resolve) => void setImmediate(resolve));
        if (isLate()) {
          contactWorth[i] = Infinity;
          continue;
        }
        const { bound, plans } = priceContact(problemOf(c), {
          prices,
          limits: limits?.contacts,
          attained: attained?.[c] ?? -Infinity,
          above: (contactDuals?.[c] ?? -Infinity) + GAIN,
          most,
          mostSets,
        });
        contactWorth[i] = bound;
        for (const plan of plans) columns.push({ kind: 'contact', plan });
      }
      gatherings.forEach((g, i) => {
        const { bound, value, plan } = priceGathering(instance, g, prices, limits?.gatherings);
        gatheringWorth[i] = bound;
        if (plan !== undefined && value > (gatheringDuals?.[g] ?? -Infinity) + GAIN)
          columns.push({ kind: 'gathering', plan });
      });
      return resultOf({ columns, contactWorth, gatheringWorth });
    },
  };
}
