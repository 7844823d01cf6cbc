// Wrong solvers made on purpose: one textual change at a time in a copy of the sources. Each mutation takes out something
// that the exactness of `plans` rests on, and names the exact text it changes; the suite shows that the proofs notice.
// Long file: one list of mutations.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Mutation = {
  /** What is taken out. */
  readonly name: string;
  /** A file of `solver/plans`. */
  readonly file: string;
  /** Text that stands there exactly once. */
  readonly from: string;
  readonly to: string;
  /** What is known where no proof need notice: why none can, that none does, or that it is not known yet. */
  readonly survives?: string | undefined;
};

const of = (file: string, mutations: readonly Omit<Mutation, 'file'>[]): Mutation[] =>
  mutations.map((mutation) => ({ file, ...mutation }));

export const MUTATIONS: readonly Mutation[] = [
  ...of('master.ts', [
    {
      name: 'row part, contact plans',
      from: 'for (const portion of portionsOf(compiled, column)) add(portion, 1);',
      to: "if (column.kind !== 'contact') for (const portion of portionsOf(compiled, column)) add(portion, 1);",
    },
    {
      name: 'row part, gathering plans',
      from: 'for (const portion of portionsOf(compiled, column)) add(portion, 1);',
      to: "if (column.kind === 'contact') for (const portion of portionsOf(compiled, column)) add(portion, 1);",
    },
    {
      name: 'row contact',
      from: "add(column.kind === 'contact' ? P + column.plan.contact : P + C + column.plan.gathering, 1);",
      to: "if (column.kind !== 'contact') add(P + C + column.plan.gathering, 1);",
    },
    {
      name: 'row gathering',
      from: "add(column.kind === 'contact' ? P + column.plan.contact : P + C + column.plan.gathering, 1);",
      to: "if (column.kind === 'contact') add(P + column.plan.contact, 1);",
    },
    {
      name: 'row lead, contact plans',
      from: "add(P + C + G + link, column.kind === 'contact' ? 1 : -1);",
      to: "add(P + C + G + link, column.kind === 'contact' ? 0 : -1);",
    },
    {
      name: 'row lead, gathering plans',
      from: "add(P + C + G + link, column.kind === 'contact' ? 1 : -1);",
      to: "add(P + C + G + link, column.kind === 'contact' ? 1 : 0);",
    },
    { name: 'row pin, broken pins', from: 'column: brokenFrom + k, value: -1', to: 'column: brokenFrom + k, value: 0' },
    { name: 'bound without parts', from: 'for (const price of portion) sum += price;', to: '' },
    { name: 'bound without rows', from: 'sum += most * (rowPrices[r] as number);', to: '' },
    {
      name: 'bound without broken pins',
      from: 'for (let k = 0; k < mostBroken; k++) sum += broken[k] ?? 0;',
      to: '',
    },
    {
      name: 'bound with the cheapest broken pins',
      from: 'broken.sort((a, b) => b - a);',
      to: 'broken.sort((a, b) => a - b);',
    },
    {
      name: 'certain parts are priced from 0 on',
      survives: 'not noticed on these caseloads',
      from: 'instance.portionCertain[p] === 1 ? price : Math.max(0, price)',
      to: 'Math.max(0, price)',
    },
    { name: 'price of times', from: 'pay(prices.tau, row.taus);', to: '' },
    { name: 'price of seats', from: 'pay(prices.seat, row.seats);', to: '' },
    { name: 'price of options', from: 'pay(prices.option, row.options);', to: '' },
    {
      name: 'price of leads',
      survives: 'not noticed on these caseloads',
      from: 'pay(prices.lead, row.leads);',
      to: '',
    },
    {
      name: 'price of locks',
      survives: 'not noticed on these caseloads',
      from: 'pay(prices.lock, row.locks);',
      to: '',
    },
    {
      name: 'attained by plans that branching forbids',
      from: "if (column.kind !== 'contact' || !isAllowed(column)) continue;",
      to: "if (column.kind !== 'contact') continue;",
    },
    {
      name: 'plans demanded by branching',
      survives: 'not noticed on these caseloads',
      from: 'lower.push(contactMust(c) ? 1 : -Infinity);',
      to: 'lower.push(-Infinity);',
    },
    {
      name: 'gatherings demanded by branching',
      survives: 'not known: the proofs in short did not end in time',
      from: 'lower.push(gatheringMust(g) ? 1 : -Infinity);',
      to: 'lower.push(-Infinity);',
    },
    {
      name: 'plans forbidden by branching',
      survives: 'not known: the proofs in short did not end in time',
      from: 'columns.map((column) => (isAllowed(column) ? Infinity : 0)),',
      to: 'columns.map(() => Infinity),',
    },
  ]),
  ...of('features.ts', [
    {
      name: 'rows of session times',
      survives: 'not known: the proofs in short did not end in time',
      from: '(tau) => add(taus.get(tau)),',
      to: '() => {},',
    },
    {
      name: 'rows of seats',
      survives: 'not known: the proofs in short did not end in time',
      from: 'add(seats.get(seat));',
      to: '',
    },
    {
      name: 'attained without the price of times',
      from: '(tau) => (value -= prices.tau[tau] as number),',
      to: '() => {},',
    },
  ]),
  ...of('rows.ts', [
    {
      name: 'row clash',
      from: 'conflicts.some(({ occurrences }) => occurrences?.(world, x, y) !== undefined)',
      to: 'false',
    },
    {
      name: 'row clash of one part by days',
      survives: 'not noticed on these caseloads',
      from: '(isExclusive && (a.days & b.days) !== 0) ||',
      to: '',
    },
    {
      name: 'row limit',
      from: 'if (total <= taken.most + EPSILON) continue;',
      to: 'if (covers === undefined || total <= taken.most + EPSILON) continue;',
    },
    {
      name: 'row cover',
      from: 'if (total <= taken.most + EPSILON) continue;',
      to: 'if (covers !== undefined || total <= taken.most + EPSILON) continue;',
    },
    { name: 'limits of engagements', from: "...rule.uses(world, { kind: 'engagement', engagement }),", to: '' },
    {
      name: 'cliques without asking',
      from: 'if (!clique.includes(session) && clique.every((member) => excludes(member, session))) clique.push(session);',
      to: 'if (!clique.includes(session)) clique.push(session);',
    },
    {
      name: 'sessions of one portion never exclude each other, seats',
      survives: 'not known: the proofs in short did not end in time',
      from: 'if (a.seat >= 0 || b.seat >= 0) return true;',
      to: 'if (a.seat >= 0 || b.seat >= 0) return false;',
    },
  ]),
  ...of('price-contact.ts', [
    { name: 'price of portions', from: '(prices.portion[portion] as number) -', to: '0 -' },
    { name: 'price of options', from: '        (prices.option[option] as number);', to: '        0;' },
    {
      name: 'price of links',
      from: '-(prices.link[instance.leadLink[lead] as number] as number) - (prices.lead[lead] as number)',
      to: '-(prices.lead[lead] as number)',
    },
    {
      name: 'price of leads',
      survives: 'not known: the proofs in short did not end in time',
      from: '-(prices.link[instance.leadLink[lead] as number] as number) - (prices.lead[lead] as number)',
      to: '-(prices.link[instance.leadLink[lead] as number] as number)',
    },
    {
      name: 'gain of two halves',
      survives: 'not known: the proofs in short did not end in time',
      from: 'let gain = base + best + (pairGain.get(item) ?? 0);',
      to: 'let gain = base + best;',
    },
    {
      name: 'points of two halves',
      from: 'if (chosenItems.includes(a) && chosenItems.includes(b)) points += together;',
      to: '',
    },
    {
      name: 'gain of tallies, options',
      from: '        gain += tallyGain(t, amount);\n      }\n      if (gain <= 0 && !must) continue;\n      items.push({\n        item,\n        portion,',
      to: '      }\n      if (gain <= 0 && !must) continue;\n      items.push({\n        item,\n        portion,',
    },
    {
      name: 'gain of tallies rounded down',
      survives: 'not known: the proofs in short did not end in time',
      from: 'Math.ceil(amount / riseStep)) : 0',
      to: 'Math.floor(amount / riseStep)) : 0',
    },
    { name: 'options that branching forbids', from: 'if (limits?.optionOut[option] === 1) continue;', to: '' },
    {
      name: 'options that branching demands',
      from: 'instance.optionHeld[option] === 1 || limits?.optionMust[option] === 1',
      to: 'instance.optionHeld[option] === 1',
    },
    {
      name: 'options that pins demand',
      from: 'instance.optionHeld[option] === 1 || limits?.optionMust[option] === 1',
      to: 'limits?.optionMust[option] === 1',
    },
    { name: 'leads that branching forbids', from: 'if (limits?.leadOut[lead] === 1) continue;', to: '' },
    {
      name: 'leads that branching demands',
      from: 'instance.leadHeld[lead] === 1 || limits?.leadMust[lead] === 1',
      to: 'instance.leadHeld[lead] === 1',
    },
    {
      name: 'leads that pins demand',
      from: 'instance.leadHeld[lead] === 1 || limits?.leadMust[lead] === 1',
      to: 'limits?.leadMust[lead] === 1',
    },
    { name: 'a portion served twice', from: 'if (isServedPortion.has(entry.portion)) continue;', to: '' },
    { name: 'most recipients', from: 'if (!isKnown && places === 0) continue;', to: '' },
    {
      name: 'places of recipients in the set',
      from: 'const placesAfter = isKnown ? places : places - 1;',
      to: 'const placesAfter = places - 1;',
    },
    {
      name: 'room for a recipient of whom a portion is demanded',
      from: 'if (entry.free || entry.isSeveral)',
      to: 'if (entry.free)',
    },
    {
      name: 'minutes of a fortnight',
      from: 'if (after > mostMinutes) continue;',
      to: '',
      survives: 'the schedule keeps to the minutes of each week',
    },
    { name: 'mileage that is not agreed', from: 'if (unagreed && drive > mostDrive) return;', to: '' },
    {
      name: 'mileage of the whole set',
      survives: 'not known: the proofs in short did not end in time',
      from: 'const unagreed = unagreedBefore || entry.unagreed;',
      to: 'const unagreed = entry.unagreed;',
    },
    {
      name: 'bound by minutes: places are full',
      from: 'entry.rank <= 0) break;',
      to: 'entry.rank <= 0 || left === 1) break;',
    },
    { name: 'bound by places: free items', from: 'let sum = freeAfter[from] as number;', to: 'let sum = 0;' },
    {
      name: 'bound by places: shortest of the rest',
      from: 'Math.floor((mostMinutes - minutes) / (shortest[from] as number))',
      to: 'Math.floor((mostMinutes - minutes) / (2 * (shortest[from] as number)))',
    },
    {
      name: 'bound by minutes: half of the room',
      from: 'fillMinutes(pieces, minuteTally, from, minutes, mostMinutes, isServedPortion)',
      to: 'fillMinutes(pieces, minuteTally, from, minutes, mostMinutes / 2, isServedPortion)',
    },
    {
      name: 'open terms',
      from: 'const others = entry.isSeveral ? (isKnown ? -own : entry.rank - own) : 0;',
      to: 'const others = 0;',
    },
    {
      name: 'must terms',
      from: 'grow(0, 0, 0, mostRecipients, 0, 0, false, 0, mustGain);',
      to: 'grow(0, 0, 0, mostRecipients, 0, 0, false, 0, 0);',
    },
    { name: 'plans without all that is demanded', from: 'if (metNow === demanded) {', to: 'if (metNow >= 0) {' },
    {
      name: 'passing the demanded',
      from: 'if (j >= mustEnd && met < demanded) return;',
      to: '',
      survives: 'a set that lacks what is demanded is never kept',
    },
    {
      name: 'recipients ranked by one portion',
      from: 'if (own !== undefined && entry.isSeveral) entry.rank = own.together;',
      to: '',
    },
    {
      name: 'upper bound by pairs',
      survives: 'not known: the proofs in short did not end in time',
      from: 'return sum - worst;',
      to: 'return sum - 2 * worst;',
    },
    {
      name: 'known upper bounds',
      survives: 'not known: the proofs in short did not end in time',
      from: 'if (upper !== undefined && upper <= floor) return -Infinity;',
      to: 'if (upper !== undefined) return -Infinity;',
    },
    { name: 'known sets whose slots are priced', from: 'if (problem.isTimed(item)) return Infinity;', to: '' },
    {
      name: 'bound of a search that gave up',
      from: 'bound = Math.max(bound, value + open + reachByPlaces(j, places, minutes));',
      to: '',
    },
    {
      name: 'tallies of a plan',
      from: '      if (t === minuteTally.index) tally = points;\n      else plain += points;',
      to: '      if (t === minuteTally.index) tally = points;',
    },
  ]),
  ...of('reach.ts', [
    {
      name: 'piece hull: the steepest is the first',
      survives: 'not known: the proofs in short did not end in time',
      from: 'if (density > steepest || (density === steepest && option.gain > (best?.gain ?? 0))) {',
      to: 'if (best === undefined) {',
    },
    {
      name: 'piece hull: without the rise',
      from: 'const gain = plainGain + rise * minutes;',
      to: 'const gain = plainGain;',
    },
    {
      name: 'piece hull: options placed before',
      from: 'if (last < from || isServed.has(portion)) continue;',
      to: 'if (last < from + 1 || isServed.has(portion)) continue;',
    },
    { name: 'level of the tally', from: 'let sum = levelAt(tally, minutes) + SAFETY;', to: 'let sum = SAFETY;' },
    {
      name: 'fall of the tally begins at once',
      from: 'const isPastFall = at >= tally.beyond;',
      to: 'const isPastFall = true;',
    },
    {
      name: 'leads as one portion',
      survives: 'not known: the proofs in short did not end in time',
      from: 'const portion = of < 0 ? -1 - at : of;',
      to: 'const portion = of;',
    },
  ]),
  ...of('contact-problem.ts', [
    {
      name: 'price of times',
      from: 'const price = lockPrice + (tau < 0 ? 0 : (prices.tau[tau] as number));',
      to: 'const price = lockPrice;',
    },
    {
      name: 'price of locks',
      survives: 'not known: not tried yet',
      from: 'price += prices.lock[lock + i] as number;',
      to: 'price += 0;',
    },
    {
      name: 'times that branching forbids',
      from: 'if (tau >= 0 && times?.tauOut[tau] === 1) continue;',
      to: '',
    },
    { name: 'times that branching demands', from: '? held : held | DEMANDED;', to: '? held : held;' },
    {
      name: 'locks that pins hold',
      survives: 'not known: not tried yet',
      from: '? held : held | DEMANDED;',
      to: '? 0 : DEMANDED;',
    },
    {
      name: 'best slots on one day',
      from: '    if ((used & days) !== 0) continue;\n    used |= days;\n    sum += best;',
      to: '    used |= days;\n    sum += best;',
      survives: 'it only makes a bound of slots weaker',
    },
    {
      name: 'one part, several days',
      from: 'partOf: (item) => (item < optionCount ? (parts[optionPortion[optionFrom + item] as number] as number) : -1),',
      to: 'partOf: () => -1,',
    },
  ]),
  ...of('schedule.ts', [
    {
      name: 'travel gap after',
      survives: 'not known: not tried yet',
      from: 'if (begin - otherEnd < problem.gap(problem.placeOf(other.item), place)) return true;',
      to: '',
    },
    {
      name: 'travel gap before',
      survives: 'not known: not tried yet',
      from: 'if (otherBegin - end < problem.gap(place, problem.placeOf(other.item))) return true;',
      to: '',
    },
    {
      name: 'overlap',
      from: '      } else return true;\n    }\n    return false;',
      to: '      }\n    }\n    return false;',
    },
    {
      name: 'week minutes of options',
      survives: 'not known: not tried yet',
      from: 'if (w1 > mostWeekMinutes || w2 > mostWeekMinutes) continue;',
      to: '',
    },
    {
      name: 'week minutes of leads',
      survives: 'not known: not tried yet',
      from: 'if (w1 > mostWeekMinutes || w2 > mostWeekMinutes) return;',
      to: '',
    },
    {
      name: 'evenings of options',
      from: 'if (cell.evening && (tooManyEvenings(ev, problem.mostEvenings) || tooManyEvenings(oe, mostOwnEvenings))) continue;',
      to: 'if (cell.evening && tooManyEvenings(oe, mostOwnEvenings)) continue;',
    },
    {
      name: "recipient's own evenings",
      survives: 'not known: not tried yet',
      from: 'if (cell.evening && (tooManyEvenings(ev, problem.mostEvenings) || tooManyEvenings(oe, mostOwnEvenings))) continue;',
      to: 'if (cell.evening && tooManyEvenings(ev, problem.mostEvenings)) continue;',
    },
    {
      name: 'evenings of leads',
      survives: 'not known: not tried yet',
      from: 'if (tooManyEvenings(ev, problem.mostEvenings)) return;',
      to: '',
    },
    {
      name: "recipient's own sessions a week",
      from: 'if (o1 > mostOwnSessions || o2 > mostOwnSessions) continue;',
      to: '',
    },
    {
      name: 'demanded locks',
      survives: 'not known: not tried yet',
      from: 'if ((locks & must) === must) placeItem(',
      to: 'placeItem(',
    },
    {
      name: "recipient's own sessions a day",
      survives: 'not known: not tried yet',
      from: 'if (isOneTooMany(entries)) return -Infinity;',
      to: '',
    },
    {
      name: "recipient's own limits over several portions",
      from: 'if (of.placeOf(order[j] as number) === home) isAgain[i] = true;',
      to: '',
    },
    {
      name: 'sessions of one item on one day',
      survives: 'not known: not tried yet',
      from: 'if ((used & mask) !== 0 && problem.partOf(item) >= 0) continue;',
      to: '',
    },
    {
      name: 'sessions of one part on one day',
      survives: 'not known: not tried yet',
      from: 'if (part >= 0 && part === problem.partOf(b.item) && (dayMask(a) & dayMask(b)) !== 0) return -Infinity;',
      to: '',
    },
    {
      name: 'bound of what follows',
      from: 'let bound = value + cell.best + after;',
      to: 'let bound = value + cell.best;',
    },
    {
      name: 'bound of times that follow',
      survives: 'not known: not tried yet',
      from: 'if (sum + value + after <= bestSum) return;',
      to: 'if (sum + value + after <= bestSum + 30) return;',
    },
    {
      name: 'known days by cell',
      survives: 'not known: not tried yet',
      from: 'const known = problem.knownDays.get(key);',
      to: 'const known = problem.knownDays.get(numbers.length);',
    },
  ]),
  ...of('price-gathering.ts', [
    {
      name: 'price of portions',
      from: '(prices.portion[seatPortion[s] as number] as number) - (prices.seat[s] as number)',
      to: '(prices.seat[s] as number)',
    },
    {
      name: 'price of seats',
      survives: 'not known: not tried yet',
      from: '(prices.portion[seatPortion[s] as number] as number) - (prices.seat[s] as number)',
      to: '(prices.portion[seatPortion[s] as number] as number)',
    },
    {
      name: 'price of links',
      survives: 'not known: not tried yet',
      from: 'const linkWorth = (l: number): number => prices.link[l] as number;',
      to: 'const linkWorth = (): number => 0;',
    },
    { name: 'least participants', from: 'Math.max(1, instance.minSeats[gathering] as number),', to: '1,' },
    {
      name: 'most participants',
      survives: 'not known: not tried yet',
      from: 'instance.maxSeats[gathering] as number,',
      to: '99,',
    },
    {
      name: 'least leaders',
      survives: 'not known: not tried yet',
      from: 'instance.minLeaders[gathering] as number,',
      to: '0,',
    },
    { name: 'most leaders', from: 'instance.maxLeaders[gathering] as number,', to: '99,' },
    {
      name: 'what excludes each other',
      survives: 'not known: not tried yet',
      from: 'if (who !== undefined) return decide(who);',
      to: '',
    },
    {
      name: 'one side of what excludes each other',
      survives: 'not known: not tried yet',
      from: '    out.add(who);\n    search();\n    out.delete(who);\n',
      to: '',
    },
    { name: 'a gathering that must not run', from: 'if (demand === 2) return {', to: 'if (demand === 3) return {' },
    {
      name: 'a gathering that must run',
      survives: 'not known: not tried yet',
      from: 'let mustRun = demand === 1;',
      to: 'let mustRun = false;',
    },
    {
      name: 'seats that pins demand',
      survives: 'not known: not tried yet',
      from: '? seatHeld[at] === 1 || limits?.seatMust[at] === 1',
      to: '? limits?.seatMust[at] === 1',
    },
    {
      name: 'leaders that branching demands',
      from: ': linkHeld[at] === 1 || limits?.linkMust[at] === 1',
      to: ': linkHeld[at] === 1',
    },
  ]),
  ...of('branches.ts', [
    {
      name: 'leads are branched on',
      from: "if (lead !== undefined) return both({ kind: 'lead', lead, yes: true });",
      to: '',
      survives: 'whole plans of contacts and gatherings have whole leads',
    },
    {
      name: 'the other contacts after yes',
      survives: 'not known: not tried yet',
      from: 'else if (isOwn !== yes) contacts.optionOut[option] = 1;',
      to: 'else if (isOwn) contacts.optionOut[option] = 1;',
    },
    {
      name: 'gatherings told apart',
      survives: 'not known: the proofs in short did not end in time',
      from: 'gatherings.gathering[decision.gathering] = decision.yes ? 1 : 2;',
      to: 'gatherings.gathering[decision.gathering] = 2;',
    },
    {
      name: 'the worthiest of whole columns',
      survives: 'not known: not tried yet',
      from: 'column.plan.points > known.plan.points',
      to: 'column.plan.points < known.plan.points',
    },
  ]),
  ...of('relaxation.ts', [
    {
      name: 'bound without its constant',
      survives: 'not known: not tried yet',
      from: 'const bound = at.constant + worth;',
      to: 'const bound = worth;',
    },
    {
      name: 'bound of the master alone',
      from: 'const bound = at.constant + worth;',
      to: 'const bound = Math.min(at.constant + worth, solution.objective + 1);',
    },
  ]),
  ...of('compile/gatherings.ts', [
    {
      name: 'keep apart and incompatible leaders',
      survives: 'not known: not tried yet',
      from: '{ a: seat, b: -1 - link }',
      to: '{ a: seat, b: seat }',
    },
  ]),
  ...of('compile/blocks.ts', [
    {
      name: 'driving without consent',
      survives: 'not known: not tried yet',
      from: 'blockUnagreed[b] = drive.unagreed ? 1 : 0;',
      to: 'blockUnagreed[b] = 0;',
    },
  ]),
  ...of('compile/pins.ts', [
    {
      name: 'certain portions',
      survives: 'not known: not tried yet',
      from: 'portionCertain[p] = 1;',
      to: 'portionCertain[p] = 0;',
    },
  ]),
];

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const asText = (path: string): string => readFileSync(path, 'utf8');

/** How often the text of a mutation stands in its file; it must be once. */
export const occurrencesOf = ({ file, from }: Mutation): number =>
  asText(join(ROOT, 'solver/plans', file)).split(from).length - 1;

/** A copy of solver and proofs, in a folder of its own, with a mutation in it; `remove` takes it away. */
export function mutantOf({ file, from, to }: Mutation): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'kobling-mutant-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of ['src', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
  for (const name of ['solver', 'test/plans', 'test/proof', 'test/tiny'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  const path = join(folder, 'solver/plans', file);
  writeFileSync(
    path,
    asText(path).replace(from, () => to),
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
