// `npm run nasty -- --models 1000`: nasty caseloads, as many as one likes. Prints how they were answered; exit code 1 where one of
// them was answered otherwise than it may be, or too late.
import { exit, stderr } from 'node:process';
import { parseArgs } from 'node:util';
import { GRACE_SECONDS, ordeals, tally, wrongWith } from './nasty.ts';

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    grace: { type: 'string', default: String(GRACE_SECONDS) },
  },
});
const [count, first, grace] = [values.models, values.seed, values.grace].map(Number) as [number, number, number];
if (!(count > 0) || !Number.isInteger(first) || !(grace > 0)) {
  console.error('How many models and the seconds of grace must be above 0, and the seed a whole number.');
  exit(2);
}
let done = 0;
const all = await ordeals({ first, count, atOnce: 2, graceSeconds: grace }, (told) => {
  const wrong = wrongWith(told, grace);
  if (wrong !== undefined) console.error(JSON.stringify({ ...told, wrong }));
  if (++done % 50 === 0) stderr.write(`${done} of ${count}\n`);
});
const wrong = all.filter((told) => wrongWith(told, grace) !== undefined);
const slowest = Math.max(...all.map(({ seconds }) => seconds));
console.log(JSON.stringify({ models: all.length, answers: tally(all), slowestSeconds: slowest, wrong: wrong.length }));
exit(wrong.length === 0 ? 0 : 1);
