// `kobling explain`: why this pairing, why nobody, why not this contact, and whom to ask.
import type { Command } from 'commander';
import { portionKey, type World } from '../../src/domain/world.ts';
import { explainPair } from '../../src/explain/pair.ts';
import { explainPairing } from '../../src/explain/pairing.ts';
import { pairingText, pairText, toDoText, unservedText } from '../../src/explain/text.ts';
import { expiringDecisions } from '../../src/explain/expiring.ts';
import { toDo } from '../../src/explain/to-do.ts';
import { explainUnserved } from '../../src/explain/unserved.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Locale } from '../../src/schema/locale.ts';
import type { Assignment, Plan } from '../../src/schema/plan.ts';
import { EXIT, type ExitCode, Failure } from '../exit.ts';
import { patternText, wrapped } from '../format.ts';
import type { Io } from '../io.ts';
import {
  type JsonOption,
  type LocaleOption,
  type PostalCodesOption,
  type TodayOption,
  withJson,
  withLocale,
  withPostalCodes,
  withToday,
} from '../options.ts';
import { say } from '../phrases.ts';
import { expiringText } from '../summary.ts';
import { readCaseloadFile, readPlanFile, worldOf } from '../read-input.ts';
import { localDate } from '../today.ts';

type Options = LocaleOption &
  JsonOption &
  TodayOption &
  PostalCodesOption & {
    readonly assignment?: string;
    readonly part?: string;
    readonly pair?: readonly string[];
    readonly toDo?: true;
  };

type Scene = { readonly world: World; readonly plan: Plan; readonly locale: Locale };

/** An answer for people and one for machines. */
type Answer = { readonly lines: readonly string[]; readonly json: unknown };

/** Who is unknown and who may not be shown get the same answer. */
const nothing = (id: string, locale: Locale): Failure =>
  new Failure(EXIT.badInput, say('explainNothing', locale, { id }), say('explainNothingAdvice', locale));

const speech = (locale: Locale) => ({ rules: RULES, locale });

function headOf(assignment: Assignment, locale: Locale): string {
  const { recipientId, id, contactIds, groupId, offerId } = assignment;
  const partner = [groupId ?? offerId, ...contactIds].filter((name) => name !== undefined).join(', ');
  return `${recipientId} (${id}) – ${partner}: ${patternText(assignment, locale)}`;
}

function answerAssignment({ world, plan, locale }: Scene, id: string): Answer {
  const explained = explainPairing(world, plan, id, RULES);
  const assignment = plan.assignments.find((candidate) => candidate.id === id);
  if (explained === undefined || assignment === undefined) throw nothing(id, locale);
  return { lines: [headOf(assignment, locale), ...pairingText(explained, speech(locale))], json: explained };
}

/** A part, or one half of it: why nobody serves it, or what serves it. */
function answerPart(scene: Scene, id: string): Answer {
  const { world, plan, locale } = scene;
  const portions = [...world.portions.values()].filter(({ key, part }) => key === id || part.id === id);
  const answers = portions.map(({ key }): Answer => {
    const held = plan.assignments.find(({ partId, share }) => portionKey(partId, share) === key);
    if (held !== undefined) {
      const { lines, json } = answerAssignment(scene, held.id);
      return { lines: [say('isServed', locale, { key }), ...lines], json: { portionKey: key, servedBy: json } };
    }
    const explained = explainUnserved(world, plan, key, RULES);
    if (explained === undefined) throw nothing(id, locale);
    return { lines: [`${key}:`, ...unservedText(explained, speech(locale))], json: explained };
  });
  if (answers.length === 0) throw nothing(id, locale);
  return { lines: answers.flatMap(({ lines }) => lines), json: { portions: answers.map(({ json }) => json) } };
}

function answerPair({ world, locale }: Scene, [id = '', contactId = '']: readonly string[]): Answer {
  const keys = [...world.portions.values()].filter(({ key, part }) => key === id || part.id === id);
  const [first] = keys;
  const explained = first && explainPair(world, first.key, contactId, RULES);
  if (explained === undefined) throw nothing(`${id}, ${contactId}`, locale);
  return { lines: [`${id} – ${contactId}:`, ...pairText(explained, speech(locale))], json: explained };
}

function answerToDo({ world, locale }: Scene): Answer {
  const entries = toDo(world, RULES);
  const lines = entries.length === 0 ? [say('nothingToAsk', locale)] : toDoText(entries, speech(locale));
  const expiring = expiringDecisions(world, RULES);
  const reminders = expiring.map((entry) => expiringText(entry, locale));
  return {
    lines: [...lines, ...(reminders.length === 0 ? [] : ['', `${say('expiresTitle', locale)}:`, ...reminders])],
    json: { toDo: entries, expiring },
  };
}

function answer(scene: Scene, { assignment, part, pair, toDo: isToDo, locale }: Options): Answer {
  const asked = [assignment, part, pair, isToDo].filter((option) => option !== undefined);
  if (asked.length !== 1 || (pair !== undefined && pair.length !== 2))
    throw new Failure(EXIT.badInput, say('explainUsage', locale), say('explainUsageAdvice', locale));
  if (assignment !== undefined) return answerAssignment(scene, assignment);
  if (part !== undefined) return answerPart(scene, part);
  return pair === undefined ? answerToDo(scene) : answerPair(scene, pair);
}

export function addExplain(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('explain')
    .description('say why: one of --assignment, --part, --pair or --to-do')
    .argument('<caseload>', 'caseload file (kobling/caseload@1)')
    .argument('<plan>', 'plan file (kobling/plan@1)')
    .option('--assignment <id>', 'why this pairing: what it brings, in points')
    .option('--part <id>', 'why nobody serves this part (or this half, as id/1)')
    .option('--pair <ids...>', 'why, or why not, this part and this contact: two ids')
    .option('--to-do', 'whom to ask about what, and what it would unlock');
  for (const add of [withToday, withPostalCodes, withLocale, withJson]) add(command);
  command.action((caseloadPath: string, planPath: string, options: Options) => {
    const { locale } = options;
    const read = readCaseloadFile(io, caseloadPath, options);
    const plan = readPlanFile(io, planPath, locale);
    const today = options.today ?? plan.today ?? localDate(io.now());
    const world = worldOf(read, { today, from: plan.from, weeks: plan.weeks });
    const { lines, json } = answer({ world, plan, locale }, options);
    if (options.json === true) io.out(`${JSON.stringify(json, undefined, 2)}\n`);
    else io.out(`${lines.flatMap((line) => wrapped(line, { hang: line.startsWith('–') ? 2 : 0 })).join('\n')}\n`);
    finish(EXIT.ok);
  });
}
