// `npm run fuzz -- --cases 100000`: fuzzed requests, as many as one likes. Prints how they were answered; exit code 1 where one of
// them was answered otherwise than the API's document promises, or took longer than two seconds.
import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import type { Caseload } from '../../src/schema/caseload.ts';
import { fuzz } from './fuzz.ts';
import { HOME, type Ids, openApiPlace } from './place.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const [cases, seed] = [Number(values.cases), Number(values.seed)];
if (!Number.isSafeInteger(cases) || cases < 1 || !Number.isSafeInteger(seed)) {
  console.error('npm run fuzz -- --cases <n> --seed <n>: whole numbers.');
  exit(2);
}
const place = await openApiPlace();
const began = performance.now();
const result = await fuzz({
  url: place.api.url,
  document: place.document,
  municipality: HOME,
  caseload: place.caseloads[HOME] as Caseload,
  ids: place.ids[HOME] as Ids,
  bearer: await place.person(HOME, 'fuzzer', { roles: ['leader', 'coordinator', 'auditor'], isCleared: true }),
  cases,
  seed,
  atOnce: 8,
});
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ cases, seconds, ...result }, undefined, 2));
await place.close();
exit(result.problems.length === 0 ? 0 : 1);
