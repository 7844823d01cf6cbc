// How many sessions and evenings a recipient wants at most in a day and a week.
import { isEvening } from '../../domain/evening.ts';
import { isLead } from '../../domain/items.ts';
import { changeRecipient } from '../example-edits.ts';
import { oneToOne } from '../example-plans.ts';
import type { ExampleDraft, Facts, LimitRule, Use } from '../rule.ts';

/** Mondays and Wednesdays from the start, within the recipient's limits. */
function meetTwice(draft: ExampleDraft, start: string, limits: { sessionsPerWeek?: number; eveningsPerWeek?: number }) {
  changeRecipient(draft, { limits });
  draft.plan.assignments = [oneToOne(1, { weekday: 1, start }, { weekday: 3, start })];
}

/** A second part, which c1 serves on Mondays at noon, before the first part's session. */
function meetTwiceADay(draft: ExampleDraft, sessionsPerDay: number): void {
  changeRecipient(draft, { limits: { sessionsPerDay } });
  for (const { parts } of draft.caseload.decisions) {
    const [first] = parts;
    if (first !== undefined) parts.push({ ...first, id: 'p2' });
  }
  const noon = oneToOne(1, { weekday: 1, start: '12:00' });
  draft.plan.assignments.push({ ...noon, id: 'p2', partId: 'p2' });
}

const A_DAY: Facts = { counted: 'sessions-a-day' };
const A_WEEK: Facts = { counted: 'sessions-a-week' };
const EVENINGS: Facts = { counted: 'evenings' };

export const recipientLimits: LimitRule = {
  kind: 'limit',
  id: 'recipient-limits',
  unit: 'sessions',
  sources: [
    { name: 'H-QS', reference: 'user participation' },
    {
      name: 'practice',
      reference: 'most sessions in a day and a week, and most evenings, as the recipient states them',
    },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['eveningFrom'],
  texts: {
    title: { nb: 'Brukerens grenser', nn: 'Grensene til brukaren', en: 'Recipient limits' },
    demand: {
      nb: 'En bruker har ikke flere treff om dagen eller i uka, eller flere kvelder, enn brukeren selv ønsker.',
      nn: 'Ein brukar har ikkje fleire treff om dagen eller i veka, eller fleire kveldar, enn brukaren sjølv ønskjer.',
      en: 'A recipient has no more sessions a day or a week, and no more evenings, than the recipient wants.',
    },
    broken: {
      nb: 'Antall {counted} for brukeren blir {amount}; ønsket er høyst {most}.',
      nn: 'Talet på {counted} for brukaren blir {amount}; ønsket er høgst {most}.',
      en: 'The number of {counted} for the recipient would be {amount}; the recipient wants at most {most}.',
    },
    advice: {
      nb: 'Flytt et treff til en annen dag eller tid, eller snakk med brukeren om grensen.',
      nn: 'Flytt eit treff til ein annan dag eller ei anna tid, eller snakk med brukaren om grensa.',
      en: 'Move a session to another day or time, or talk with the recipient about the limit.',
    },
    neutral: {
      nb: 'Det blir for mange treff på én gang.',
      nn: 'Det blir for mange treff på éin gong.',
      en: 'There would be too many sessions at a time.',
    },
  },
  uses(world, item) {
    if (item.kind !== 'occurrence' || isLead(item.occurrence.of)) return [];
    const { of, dayKey, weekKey } = item.occurrence;
    const { id: ownerId, limits } = of.portion.recipient;
    const { sessionsPerDay, sessionsPerWeek, eveningsPerWeek } = limits;
    if (sessionsPerDay === undefined && sessionsPerWeek === undefined && eveningsPerWeek === undefined) return [];
    const uses: Use[] = [];
    if (sessionsPerDay !== undefined)
      uses.push({ bucket: `${ownerId}:day:${dayKey}`, ownerId, amount: 1, most: sessionsPerDay, facts: A_DAY });
    if (sessionsPerWeek !== undefined)
      uses.push({ bucket: `${ownerId}:week:${weekKey}`, ownerId, amount: 1, most: sessionsPerWeek, facts: A_WEEK });
    if (eveningsPerWeek !== undefined && isEvening(world.policy, item.occurrence))
      uses.push({
        bucket: `${ownerId}:evenings:${weekKey}`,
        ownerId,
        amount: 1,
        distinct: dayKey,
        most: eveningsPerWeek,
        facts: EVENINGS,
      });
    return uses;
  },
  examples: [
    { title: 'a recipient who states no limit', outcome: 'met', edit: () => {} },
    {
      title: 'two sessions a week, the most',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => meetTwice(draft, '17:00', { sessionsPerWeek: 2 }),
    },
    {
      title: 'two sessions a week where one is the most',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetTwice(draft, '17:00', { sessionsPerWeek: 1 }),
    },
    {
      title: 'two sessions that end at 17:00 take no evening',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => meetTwice(draft, '15:00', { eveningsPerWeek: 0 }),
    },
    {
      title: 'two evenings where one is the most',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetTwice(draft, '15:15', { eveningsPerWeek: 1 }),
    },
    { title: 'two sessions a day, the most', outcome: 'met', bound: 'on', edit: (draft) => meetTwiceADay(draft, 2) },
    {
      title: 'two sessions a day where one is the most',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetTwiceADay(draft, 1),
    },
  ],
};
