// Whatever is sent: no crash, no answer that the document does not promise, nothing over two seconds, and a pointer to what is
// wrong. `npm run fuzz -- --cases 100000` does more of the same.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { type ApiPlace, HOME, openApiPlace } from './place.ts';

const isSample = process.env['KOBLING_CASES'] !== undefined;
const CASES = isSample ? 600 : 10_000;

let place: ApiPlace;
beforeAll(async () => void (place = await openApiPlace()), 120_000);
afterAll(() => place.close());

it('thousands of fuzzed requests are answered as the document promises', async () => {
  const { api, document, caseloads, ids } = place;
  const result = await fuzz({
    url: api.url,
    document,
    municipality: HOME,
    caseload: caseloads[HOME] as never,
    ids: ids[HOME] as never,
    bearer: await place.person(HOME, 'fuzzer', { roles: ['leader', 'coordinator', 'auditor'], isCleared: true }),
    cases: CASES,
    seed: 1,
    atOnce: 8,
  });
  console.log(JSON.stringify({ cases: CASES, ...result }));
  expect(result.problems).toEqual([]);
  // Not all of them are refused: the rest is reached, too.
  expect((result.byStatus['200'] ?? 0) / CASES).toBeGreaterThan(0.1);
  expect((result.byStatus['422'] ?? 0) / CASES).toBeGreaterThan(0.1);
}, 300_000);
