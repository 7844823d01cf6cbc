// Pricing shared among threads, with the same result whatever their number: a contact's plans depend on the requests that
// its own problem has seen, so each contact belongs to one thread for good, and results are put together in the order asked.
import { openThread, type Thread } from '../backends/thread.ts';
import { agentOf, type Column } from './columns.ts';
import type { Compiled } from './compile/compile.ts';
import type { Gaps, Instance } from './instance.ts';
import { createPricing, type Pricing, type PricingRequest, type PricingResult, resultOf, upTo } from './pricing.ts';
import { type Ways, waysOf } from './ways.ts';

/** What a thread gets when it starts; arrays are in shared memory. */
export type ShareSetup = {
  readonly instance: Instance;
  readonly parts: Int32Array;
  readonly ways: Ways;
  /** 1 where nothing more is to be priced. */
  readonly late: Int32Array;
};

/** A request for a thread's own contacts and gatherings. */
export type Share = Omit<PricingRequest, 'isLate'>;

type Other = Thread<Share, PricingResult>;

export type ThreadOptions = {
  /** Threads that price, this one among them: 1 or more. */
  readonly threads: number;
  /** Contacts that each thread has at least; default 350. */
  readonly contactsAThread?: number | undefined;
};

/** With fewer, a thread takes more to start and to warm up than a whole search spends on pricing what it would take over. */
const CONTACTS_A_THREAD = 350;
/** Milliseconds between two moments at which a thread that waits for others asks whether it is late. */
const HEARING = 100;

const inSharedMemory = <A extends Int32Array | Float64Array | Uint8Array | Int16Array | Uint16Array>(array: A): A => {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const make = array.constructor as new (buffer: SharedArrayBuffer) => A;
  const shared = new make(new SharedArrayBuffer(array.byteLength));
  shared.set(array);
  return shared;
};

const copyOf = (numbers: ArrayLike<number> | undefined): Float64Array | undefined =>
  numbers && Float64Array.from(numbers);

/** The instance with its arrays where threads see them without a copy of their own. */
function sharedInstance(instance: Instance): Instance {
  const entries = Object.entries(instance).map(([name, value]) => [
    name,
    ArrayBuffer.isView(value) ? inSharedMemory(value as Int32Array) : value,
  ]);
  return Object.fromEntries(entries) as Instance;
}

/** Results of shares as one: contacts and gatherings in the order asked, each from the thread that it belongs to. */
function together(
  contacts: readonly number[],
  gatherings: readonly number[],
  results: readonly PricingResult[],
): PricingResult {
  const next = results.map(() => ({ column: 0, contact: 0, gathering: 0 }));
  const columns: Column[] = [];
  const take = (index: number, agent: number, kind: 'contact' | 'gathering'): number => {
    const result = results[index % results.length] as PricingResult;
    const at = next[index % results.length] as (typeof next)[number];
    const isOwn = (column: Column | undefined): column is Column => column !== undefined && agentOf(column) === agent;
    for (; isOwn(result.columns[at.column]); at.column++) columns.push(result.columns[at.column] as Column);
    return (kind === 'contact' ? result.contactWorth : result.gatheringWorth)[at[kind]++] as number;
  };
  const contactWorth = Float64Array.from(contacts, (c) => take(c, c, 'contact'));
  const gatheringWorth = Float64Array.from(gatherings, (g) => take(g, -1 - g, 'gathering'));
  return resultOf({ columns, contactWorth, gatheringWorth });
}

/** Threads 1 to count − 1, which share the work with this one, thread 0. */
function openOthers({ instance, parts }: Compiled, gaps: Gaps, count: number, late: Int32Array): readonly Other[] {
  const theirs = upTo(instance.contactCount).filter((c) => c % count > 0);
  const ways = waysOf(instance, gaps, theirs);
  const setup: ShareSetup = { instance: sharedInstance(instance), parts: inSharedMemory(parts), ways, late };
  return Array.from({ length: count - 1 }, () => openThread('../plans/pricing-thread', setup));
}

/**
 * Prices in this thread and, of a large caseload, in others beside it. They start at the first request and stay warm until
 * `close`; a request that comes later starts new ones. Rejects where one of them dies.
 */
export function sharePricing(
  compiled: Compiled,
  gaps: Gaps,
  { threads, contactsAThread = CONTACTS_A_THREAD }: ThreadOptions,
): Pricing & { close(): Promise<void> } {
  const { instance } = compiled;
  const count = Math.max(1, Math.min(threads, Math.floor(instance.contactCount / contactsAThread)));
  const own = createPricing(compiled, gaps);
  if (count === 1) return { ...own, close: async () => {} };
  const late = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const everyContact = upTo(instance.contactCount);
  const everyGathering = upTo(instance.gatheringCount);
  let others: readonly Other[] | undefined;

  const close = async (): Promise<void> => {
    const ending = others ?? [];
    others = undefined;
    await Promise.all(ending.map((thread) => thread.close()));
  };

  return {
    async price({ isLate = () => false, contacts = everyContact, gatherings = everyGathering, ...request }) {
      const asked = (others ??= openOthers(compiled, gaps, count, late));
      Atomics.store(late, 0, 0);
      const isLateNow = (): boolean => {
        if (isLate()) Atomics.store(late, 0, 1);
        return Atomics.load(late, 0) === 1;
      };
      // A view of a larger array would take all of it along.
      const posted = {
        ...request,
        attained: copyOf(request.attained),
        contactDuals: copyOf(request.contactDuals),
        gatheringDuals: copyOf(request.gatheringDuals),
      };
      const shareOf = (thread: number): Share => ({
        ...posted,
        contacts: contacts.filter((c) => c % count === thread),
        gatherings: gatherings.filter((g) => g % count === thread),
      });
      const hearing = setInterval(isLateNow, HEARING);
      try {
        const theirs = asked.map((thread, i) => thread.ask(shareOf(i + 1)));
        const mine = own.price({ ...shareOf(0), isLate: isLateNow });
        return together(contacts, gatherings, await Promise.all([mine, ...theirs]));
      } catch (error) {
        Atomics.store(late, 0, 1);
        await close();
        throw error;
      } finally {
        clearInterval(hearing);
      }
    },
    close,
  };
}
