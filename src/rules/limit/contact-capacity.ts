// A contact's own limits: minutes and evenings a week, and recipients. Expired decisions may still reserve a share.
import { isEvening } from '../../domain/evening.ts';
import { contactOf } from '../../domain/items.ts';
import { changeContact } from '../example-edits.ts';
import { addRecipient, oneToOne } from '../example-plans.ts';
import type { ExampleDraft, LimitRule, Use } from '../rule.ts';

const RECIPIENTS = { counted: 'recipients' };
const MINUTES = { counted: 'minutes' };
const EVENINGS = { counted: 'evenings' };

const limitMinutes = (draft: ExampleDraft, minutes: number): void =>
  changeContact(draft, { capacity: { maxMinutesPerWeek: minutes } });

/** No evenings, and a session from the start for two hours. */
function noEvenings(draft: ExampleDraft, start: string): void {
  changeContact(draft, { capacity: { maxMinutesPerWeek: 480, maxEveningsPerWeek: 0 } });
  draft.plan.assignments = [oneToOne(1, { weekday: 1, start })];
}

/** A second recipient's decision ended on New Year's Day, and the pairing with c1 keeps so many minutes a week. */
function reserve(draft: ExampleDraft, minutesPerWeek: number): void {
  addRecipient(draft);
  for (const decision of draft.caseload.decisions)
    if (decision.id === 'd2')
      Object.assign(decision, { effectiveOn: '2025-01-01', from: '2025-01-01', to: '2026-01-01' });
  draft.caseload.pairings = [{ id: 'k2', partId: 'p2', contactId: 'c1', status: 'active', minutesPerWeek }];
}

function meetTwo(draft: ExampleDraft, maxRecipients: number): void {
  addRecipient(draft);
  changeContact(draft, { capacity: { maxMinutesPerWeek: 480, maxRecipients } });
  draft.plan.assignments.push(oneToOne(2, { weekday: 2, start: '17:00' }));
}

export const contactCapacity: LimitRule = {
  kind: 'limit',
  id: 'contact-capacity',
  unit: 'minutes',
  sources: [{ name: 'SET', reference: "contact's own maximum hours a week, recipients and evenings" }],
  inForce: { from: '2016-01-01' },
  settings: ['eveningFrom', 'reservationDays'],
  texts: {
    title: { nb: 'Støttekontaktens kapasitet', nn: 'Kapasiteten til støttekontakten', en: 'Contact capacity' },
    demand: {
      nb: 'En støttekontakt får ikke mer enn hun eller han har sagt ja til: timer og kvelder i uka, og antall brukere.',
      nn: 'Ein støttekontakt får ikkje meir enn ho eller han har sagt ja til: timar og kveldar i veka, og talet på brukarar.',
      en: 'A contact has no more hours and evenings a week, and no more recipients, than the contact agreed to.',
    },
    broken: {
      nb: 'Antall {counted} for støttekontakten blir {amount}; det er plass til {most}.',
      nn: 'Talet på {counted} for støttekontakten blir {amount}; det er plass til {most}.',
      en: 'The number of {counted} for the contact would be {amount}; there is room for {most}.',
    },
    advice: {
      nb: 'Flytt noe til en annen støttekontakt, eller spør om støttekontakten kan ta mer.',
      nn: 'Flytt noko til ein annan støttekontakt, eller spør om støttekontakten kan ta meir.',
      en: 'Move something to another contact, or ask whether the contact can take more.',
    },
    neutral: {
      nb: 'Det er ikke ledig tid til dette nå.',
      nn: 'Det er ikkje ledig tid til dette no.',
      en: 'There is no time free for this at present.',
    },
  },
  uses(world, item) {
    if (item.kind === 'lead') return [];
    const contact = contactOf(item.kind === 'engagement' ? item.engagement : item.occurrence.of);
    if (contact === undefined) return [];
    const { capacity, id: ownerId } = contact;
    const reserved = world.reserved(ownerId);
    if (item.kind === 'engagement') {
      const most = Math.max(0, capacity.maxRecipients - reserved.recipientIds.length);
      const distinct = item.engagement.portion.recipient.id;
      return [{ bucket: `${ownerId}:recipients`, ownerId, amount: 1, distinct, most, facts: RECIPIENTS }];
    }
    const { occurrence } = item;
    const uses: Use[] = [
      {
        bucket: `${ownerId}:minutes:${occurrence.weekKey}`,
        ownerId,
        amount: occurrence.minutes,
        most: Math.max(0, capacity.maxMinutesPerWeek - reserved.minutesPerWeek),
        facts: MINUTES,
      },
    ];
    if (capacity.maxEveningsPerWeek !== undefined && isEvening(world.policy, occurrence))
      uses.push({
        bucket: `${ownerId}:evenings:${occurrence.weekKey}`,
        ownerId,
        amount: 1,
        distinct: occurrence.dayKey,
        most: capacity.maxEveningsPerWeek,
        facts: EVENINGS,
      });
    return uses;
  },
  examples: [
    { title: '2 of 8 hours a week', outcome: 'met', edit: () => {} },
    { title: '2 of 2 hours a week', outcome: 'met', bound: 'on', edit: (draft) => limitMinutes(draft, 120) },
    {
      title: 'one minute more than the most',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => limitMinutes(draft, 119),
    },
    { title: 'two of two recipients', outcome: 'met', bound: 'on', edit: (draft) => meetTwo(draft, 2) },
    {
      title: 'two recipients where one is the most',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => meetTwo(draft, 1),
    },
    {
      title: 'no evenings: a session that ends at 17:00 is none',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => noEvenings(draft, '15:00'),
    },
    {
      title: 'no evenings: a session that ends at 17:15 is one',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => noEvenings(draft, '15:15'),
    },
    {
      title: 'two hours beside the six that an expired decision reserves',
      outcome: 'met',
      bound: 'on',
      edit: (draft) => reserve(draft, 360),
    },
    {
      title: 'two hours where an expired decision reserves more than six of eight',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) => reserve(draft, 361),
    },
  ],
};
