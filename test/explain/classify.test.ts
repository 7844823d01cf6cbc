// Why a portion is not served: hand-written cases of every class and their borders, then random tiny caseloads where
// every way to serve a portion is handed to the auditor.
import { describe, expect, it } from 'vitest';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { classifyUnserved, listUnserved, pinsOf } from '../../src/explain/classify.ts';
import { isHidden } from '../../src/explain/scene.ts';
import { EXAMPLE_TODAY, exampleDraft } from '../../src/rules/example.ts';
import { changeContact, changeGroup, changePart } from '../../src/rules/example-edits.ts';
import { addContact, addRecipient, oneToOne } from '../../src/rules/example-plans.ts';
import { RULES } from '../../src/rules/index.ts';
import type { ExampleDraft } from '../../src/rules/rule.ts';
import { caseload as caseloadSchema } from '../../src/schema/caseload.ts';
import { type Plan, plan as planSchema, type UnservedClass } from '../../src/schema/plan.ts';

function scene(edit: (draft: ExampleDraft) => void): { world: World; plan: Plan } {
  const draft = exampleDraft();
  edit(draft);
  const world = buildWorld(caseloadSchema.parse(draft.caseload), { today: EXAMPLE_TODAY });
  return { world, plan: planSchema.parse(draft.plan) };
}

/** Class of part p2: the second recipient, who is not served, after an edit; p1 with c1 is pinned where `pinned` says so. */
function classOfSecond(edit: (draft: ExampleDraft) => void, pinned = true): UnservedClass | undefined {
  const { world, plan } = scene((draft) => {
    addRecipient(draft);
    changePart(draft, { arrangements: ['individual'] });
    for (const assignment of draft.plan.assignments) assignment.pinned = pinned;
    edit(draft);
  });
  return classifyUnserved(world, plan, pinsOf(world, plan), 'p2', RULES);
}

const editSecond = (draft: ExampleDraft, changes: Partial<ExampleDraft['caseload']['recipients'][number]>): void => {
  for (const recipient of draft.caseload.recipients) if (recipient.id === 'r2') Object.assign(recipient, changes);
};

const capacity = (
  draft: ExampleDraft,
  changes: Partial<ExampleDraft['caseload']['contacts'][number]['capacity']>,
): void => changeContact(draft, { capacity: { maxMinutesPerWeek: 480, ...changes } });

describe('classes of unserved portions', () => {
  it('what fails a check of its own goes to manual handling, however many contacts there are', () => {
    expect(classOfSecond((draft) => changePart(draft, { demandingCare: true }))).toBe('manual-handling');
    expect(classOfSecond((draft) => changePart(draft, { purpose: 'transport' }))).toBe('manual-handling');
  });

  it('without anybody who meets every check there is no eligible contact', () => {
    const far = { lat: 61, lon: 10 };
    expect(classOfSecond((draft) => editSecond(draft, { place: far }))).toBe('no-eligible-contact');
  });

  it('a common time a minute shorter than the session is none, and one that is exactly as long is one', () => {
    const free = (to: string) => (draft: ExampleDraft) =>
      editSecond(draft, { availability: [{ weekday: 2, from: '17:00', to }] });
    expect(classOfSecond(free('18:59'))).toBe('no-eligible-contact');
    expect(classOfSecond(free('19:00'))).toBe('lost-the-competition');
  });

  it('a common time that holds the session off the grid only is none', () => {
    const free = (from: string, to: string) => (draft: ExampleDraft) =>
      editSecond(draft, { availability: [{ weekday: 2, from, to }] });
    expect(classOfSecond(free('17:05', '19:10'))).toBe('no-eligible-contact');
    expect(classOfSecond(free('17:05', '19:15'))).toBe('lost-the-competition');
  });

  it('a contact whose pins fill the hours is full; one minute more makes room', () => {
    // Pinned: two hours a week. The shortest form of p2 takes two hours more.
    expect(classOfSecond((draft) => capacity(draft, { maxMinutesPerWeek: 239 }))).toBe('eligible-but-full');
    expect(classOfSecond((draft) => capacity(draft, { maxMinutesPerWeek: 240 }))).toBe('lost-the-competition');
  });

  it('what is not pinned takes no room', () => {
    const full = (draft: ExampleDraft): void => capacity(draft, { maxRecipients: 1 });
    expect(classOfSecond(full, true)).toBe('eligible-but-full');
    expect(classOfSecond(full, false)).toBe('lost-the-competition');
  });

  it('a pinned session in the only common time leaves no room', () => {
    const monday = (from: string, to: string) => (draft: ExampleDraft) =>
      editSecond(draft, { availability: [{ weekday: 1, from, to }] });
    expect(classOfSecond(monday('15:15', '20:45'))).toBe('eligible-but-full');
    expect(classOfSecond(monday('15:00', '20:45'))).toBe('lost-the-competition');
  });

  it('every form is tried: a shorter one may fit where the granted hours do not', () => {
    const forms = (draft: ExampleDraft, minutes: number): void => {
      changePart(draft, {
        modes: [
          { sessions: 2, minutes: 120 },
          { sessions: 1, minutes },
        ],
      });
      capacity(draft, { maxMinutesPerWeek: 210 });
    };
    expect(classOfSecond((draft) => forms(draft, 90))).toBe('lost-the-competition');
    expect(classOfSecond((draft) => forms(draft, 105))).toBe('eligible-but-full');
  });

  it('two sessions a week need two days with room', () => {
    const days =
      (...weekdays: number[]) =>
      (draft: ExampleDraft) => {
        changePart(draft, { modes: [{ sessions: 2, minutes: 120 }] });
        editSecond(draft, { availability: weekdays.map((weekday) => ({ weekday, from: '12:00', to: '21:00' })) });
      };
    expect(classOfSecond(days(2))).toBe('eligible-but-full');
    expect(classOfSecond(days(2, 4))).toBe('lost-the-competition');
  });

  it('a group counts with whoever may lead it, and its least number of participants is no obstacle', () => {
    const group = (draft: ExampleDraft): void => {
      addContact(draft);
      changePart(draft, { arrangements: ['group'] });
      changeGroup(draft, { minParticipants: 3 });
    };
    expect(classOfSecond(group)).toBe('lost-the-competition');
    expect(
      classOfSecond((draft) => {
        group(draft);
        changeContact(draft, { leadsGroups: false });
      }),
    ).toBe('no-eligible-contact');
    expect(
      classOfSecond((draft) => {
        group(draft);
        capacity(draft, { maxMinutesPerWeek: 119 });
      }),
    ).toBe('eligible-but-full');
  });

  it('protected recipients have no class and are in no list', () => {
    for (const protection of ['kode-6', 'kode-7', 'abroad', 'unknown'] as const) {
      const hide = (draft: ExampleDraft): void => editSecond(draft, { protection });
      expect(classOfSecond(hide)).toBeUndefined();
      const { world, plan } = scene((draft) => {
        addRecipient(draft);
        hide(draft);
      });
      expect(listUnserved(world, plan, RULES)).toEqual([]);
      expect([...world.portions.values()].map((portion) => isHidden(world, portion, RULES))).toEqual([false, true]);
    }
  });

  it('an unscreened caseload lists nobody', () => {
    const { world, plan } = scene((draft) => {
      draft.caseload.screening = undefined;
      draft.plan.assignments = [];
    });
    expect(listUnserved(world, plan, RULES)).toEqual([]);
  });

  it('the list of unserved portions has halves apart, in caseload order, with missing minutes a week', () => {
    const { world, plan } = scene((draft) => {
      addRecipient(draft);
      changePart(draft, { shareable: true, modes: [{ sessions: 1, minutes: 120 }] });
      draft.plan.assignments = [{ ...oneToOne(1, { weekday: 1, start: '17:00' }), share: 1 }];
    });
    expect(listUnserved(world, plan, RULES)).toEqual([
      { partId: 'p1', share: 2, minutes: 120, class: 'lost-the-competition' },
      { partId: 'p2', share: 1, minutes: 120, class: 'lost-the-competition' },
      { partId: 'p2', share: 2, minutes: 120, class: 'lost-the-competition' },
    ]);
  });

  it('classifying what the plan serves, or what does not exist, is refused as a bug', () => {
    const { world, plan } = scene(() => {});
    expect(() => classifyUnserved(world, plan, pinsOf(world, plan), 'p1', RULES)).toThrow('must not be served');
    expect(() => classifyUnserved(world, plan, pinsOf(world, plan), 'p9', RULES)).toThrow('must be one of');
  });
});
