// A thread of `pricing-threads.ts`: prices its share of contacts and gatherings, request by request.
import { answerAsThread } from '../backends/thread.ts';
import { createPricing, type PricingResult } from './pricing.ts';
import type { Share, ShareSetup } from './pricing-threads.ts';
import { gapsOfWays } from './ways.ts';

answerAsThread(({ instance, parts, ways, late }: ShareSetup) => {
  const pricing = createPricing({ instance, parts }, gapsOfWays(instance, ways));
  const isLate = (): boolean => Atomics.load(late, 0) === 1;
  return (share: Share): Promise<PricingResult> => pricing.price({ ...share, isLate });
});
