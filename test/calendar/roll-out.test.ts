// The roll-out over all weeks of 2026 and 2027, judged by calendar arithmetic of the test's own.
import { describe, expect, it } from 'vitest';
import { type RollOut, rollOut } from '../../src/calendar/roll-out.ts';
import { RULES } from '../../src/rules/index.ts';
import type { ExampleDraft } from '../../src/rules/rule.ts';
import { FROM, meets, twoYears, twoYearsDraft, WEEKS } from './two-years.ts';

const DAY = 86_400_000;
const utc = (date: string): Date => new Date(`${date}T12:00:00Z`);
const weekday = (date: string): number => utc(date).getUTCDay() || 7;
const minute = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** ISO week number: the week of the year that its Thursday lies in, counted from the first Thursday. */
function isoWeek(date: string): number {
  const thursday = new Date(utc(date).getTime() + (4 - weekday(date)) * DAY);
  return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY / 7) + 1;
}

function roll(edit?: (draft: ExampleDraft) => void, horizon?: { from?: string; weeks?: number }): RollOut {
  const { world, plan } = twoYears(edit, horizon);
  return rollOut(world, plan, RULES);
}

const datesOf = ({ sessions }: RollOut, assignmentId: string): string[] =>
  sessions.filter((session) => session.assignmentId === assignmentId).map(({ date }) => date);

const skipsOf = ({ skipped }: RollOut, assignmentId: string): string[] =>
  skipped.filter((skip) => skip.assignmentId === assignmentId).map(({ date, reason }) => `${date} ${reason.rule}`);

/** Keeps holidays, so that a case about something else is not about them. */
const keepHolidays = ({ caseload }: ExampleDraft): void => {
  caseload.policy = { ...caseload.policy, holidays: 'keep' };
};

describe('roll-out over 2026 and 2027', () => {
  const all = roll();

  it('every session lies inside the availability of all who meet, on its weekday and in its week of the cycle', () => {
    const { caseload, plan } = twoYearsDraft();
    const people = new Map([...caseload.recipients, ...caseload.contacts].map((person) => [person.id, person]));
    const assignments = new Map(plan.assignments.map((assignment) => [assignment.id, assignment]));
    let judged = 0;
    for (const { assignmentId, date, start, minutes } of all.sessions) {
      const assignment = assignments.get(assignmentId);
      for (const id of [assignment?.recipientId, ...(assignment?.contactIds ?? [])]) {
        const cycleWeek = isoWeek(date) % 2 === 1 ? 1 : 2;
        const isInside = people
          .get(id ?? '')
          ?.availability.some(
            (window) =>
              window.weekday === weekday(date) &&
              (window.cycleWeek ?? cycleWeek) === cycleWeek &&
              minute(window.from) <= minute(start) &&
              minute(start) + minutes <= minute(window.to),
          );
        expect(isInside, `${id} on ${date} at ${start}`).toBe(true);
        judged++;
      }
    }
    // 2 people at 4 of the 6 assignments' sessions each, leaders included: far more than a thousand in two years.
    expect(judged).toBeGreaterThan(800);
  });

  it('every session lies inside its decision, its agreement and the normal hours', () => {
    for (const { assignmentId, date, start, minutes } of all.sessions) {
      expect(date >= FROM && date < '2028-01-10', date).toBe(true);
      if (assignmentId === 'a2') expect(date >= '2026-03-01' && date < '2027-06-15', date).toBe(true);
      if (assignmentId === 'a5') expect(date >= '2026-02-01' && date < '2027-11-01', date).toBe(true);
      if (assignmentId !== 'a6') expect(minute(start) >= 480 && minute(start) + minutes <= 1_320, start).toBe(true);
    }
  });

  it('every date a pattern asks for is either a session or skipped with a reason, once', () => {
    const ids = [...all.sessions, ...all.skipped].map(({ assignmentId, date }) => `${assignmentId} ${date}`);
    expect(new Set(ids).size).toBe(ids.length);
    // 106 weeks of a1, a3, a4 and a6. Of the weeks, 54 are odd (1–53 of 2026, 1–51 of 2027 and 1 of 2028).
    const count = (id: string): number => ids.filter((entry) => entry.startsWith(`${id} `)).length;
    expect(['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map(count)).toEqual([WEEKS, 54, WEEKS, WEEKS, 52, WEEKS]);
  });

  it('sessions and skips are in order of date, start and id, and ids name assignment, date and start', () => {
    const keys = all.sessions.map(({ date, start, id }) => `${date} ${start} ${id}`);
    expect(keys).toEqual([...keys].sort());
    for (const { id, assignmentId, date, start } of all.sessions) expect(id).toBe(`${assignmentId}:${date}T${start}`);
    const skips = all.skipped.map(({ date, start, assignmentId }) => `${date} ${start} ${assignmentId}`);
    expect(skips).toEqual([...skips].sort());
  });

  it('week 53 of 2026 and week 1 of 2027 are both odd: a two-week cycle meets in both', () => {
    const open = roll((draft) => {
      keepHolidays(draft);
      for (const { parts } of draft.caseload.decisions) for (const part of parts) part.minutes = 240;
    });
    const dates = datesOf(open, 'a2').filter((date) => date >= '2026-12-10' && date < '2027-01-25');
    // Wednesdays of week 51 and 53 of 2026, then of week 1 and 3 of 2027.
    expect(dates).toEqual(['2026-12-16', '2026-12-30', '2027-01-06', '2027-01-20']);
    const even = datesOf(open, 'a5').filter((date) => date >= '2026-12-14' && date < '2027-01-25');
    // Thursdays of week 52 and of week 2: no even week lies between them for three weeks.
    expect(even).toEqual(['2026-12-24', '2027-01-14']);
  });
});

describe('what is left out', () => {
  it('nothing is planned before the decision begins or from its end on, and both bounds are exact', () => {
    const bounded = roll((draft) => {
      keepHolidays(draft);
      for (const decision of draft.caseload.decisions)
        if (decision.id === 'd1') Object.assign(decision, { from: '2026-03-02', to: '2026-03-16' });
    });
    // 2 and 9 March 2026 are Mondays; 16 March is the first day after the decision.
    expect(datesOf(bounded, 'a1')).toEqual(['2026-03-02', '2026-03-09']);
    expect(skipsOf(bounded, 'a1')).toContain('2026-03-16 decision-period');
  });

  it('a contact without a signed contract gets no dated sessions, and every one is listed as skipped', () => {
    const unsigned = roll(({ caseload }) => {
      for (const contact of caseload.contacts)
        if (contact.id === 'c1') contact.engagement = { ...contact.engagement, contract: undefined };
    });
    expect([...datesOf(unsigned, 'a1'), ...datesOf(unsigned, 'a2')]).toEqual([]);
    const skips = skipsOf(unsigned, 'a1');
    expect(skips).toHaveLength(WEEKS);
    expect(new Set(skips.map((skip) => skip.slice(11)))).toEqual(new Set(['approved-contact']));
  });

  it('a session on a day somebody is absent is left out, and the day they are back is not', () => {
    const away = roll((draft) => {
      keepHolidays(draft);
      draft.caseload.absences = [{ personId: 'c1', from: '2026-02-03', to: '2026-02-16' }];
    });
    const skips = skipsOf(away, 'a1').filter((skip) => skip.includes('absence'));
    expect(skips).toEqual(['2026-02-09 absence']);
    expect(datesOf(away, 'a1')).toContain('2026-02-02');
    expect(datesOf(away, 'a1')).toContain('2026-02-16');
  });

  it('a group does not meet without its leader, and meets without a participant who is absent', () => {
    const away = roll((draft) => {
      keepHolidays(draft);
      draft.caseload.absences = [
        { personId: 'c2', from: '2026-02-01', to: '2026-02-02' },
        { personId: 'r3', from: '2026-02-08', to: '2026-02-09' },
      ];
    });
    expect(skipsOf(away, 'a3')).toEqual(['2026-02-01 absence', '2026-02-08 absence']);
    expect(skipsOf(away, 'a4')).toEqual(['2026-02-01 absence']);
  });

  it('by policy a public holiday is skipped, kept, or kept and asked about', () => {
    const withPolicy = (holidays: 'skip' | 'keep' | 'ask'): RollOut =>
      roll(
        ({ caseload }) => {
          caseload.policy = { holidays };
        },
        { weeks: 53 },
      );
    // The Mondays among the public holidays of 2026: Easter Monday and Whit Monday.
    const mondays = ['2026-04-06', '2026-05-25'];
    expect(skipsOf(withPolicy('skip'), 'a1')).toEqual(mondays.map((date) => `${date} public-holidays`));
    expect(withPolicy('skip').ask).toEqual([]);
    for (const policy of ['keep', 'ask'] as const)
      expect(datesOf(withPolicy(policy), 'a1')).toEqual(expect.arrayContaining(mondays));
    expect(withPolicy('keep').ask).toEqual([]);
    expect(withPolicy('ask').ask.filter(({ assignmentId }) => assignmentId === 'a1')).toEqual([
      { assignmentId: 'a1', date: '2026-04-06', holiday: 'easter-monday' },
      { assignmentId: 'a1', date: '2026-05-25', holiday: 'whit-monday' },
    ]);
  });

  it('a horizon that begins on a Thursday and ends on a Wednesday has no date outside it', () => {
    const cut = roll(keepHolidays, { from: '2026-01-15', weeks: 1 });
    expect(cut.sessions.map(({ id }) => id)).toEqual([
      'a6:2026-01-18T01:30',
      'a3:2026-01-18T12:00',
      'a4:2026-01-18T12:00',
      'a1:2026-01-19T17:00',
    ]);
    // The Thursday lies in week 3 and the Wednesday in week 4, so neither two-week cycle asks for a date.
    expect(cut.skipped).toEqual([]);
  });

  it('an assignment that names what the caseload does not hold is skipped, never dropped in silence', () => {
    const lost = roll(
      ({ plan }) => {
        plan.assignments = [meets(1, { weekday: 1, start: '17:00' }, { contactIds: ['c9'] })];
      },
      { weeks: 2 },
    );
    expect(lost.sessions).toEqual([]);
    expect(skipsOf(lost, 'a1')).toEqual(['2025-12-29 plan-structure', '2026-01-05 plan-structure']);
  });
});

describe('monthly hours', () => {
  /** Eight hours a month for r1: four sessions of two hours. */
  const monthly = (draft: ExampleDraft): void => {
    keepHolidays(draft);
    for (const { parts } of draft.caseload.decisions)
      for (const part of parts) if (part.id === 'p1') Object.assign(part, { minutes: 480, per: 'month' });
  };

  it('a monthly grant skips the fifth session of a month with five weeks, by the month of the Thursday', () => {
    const dates = skipsOf(roll(monthly, { weeks: 53 }), 'a1');
    // Months of 2026 with five Thursdays: January (its first week begins on 29 December), April, July, October,
    // December. The Monday of the fifth week is skipped: that of 29 January, 30 April, 30 July, 29 October, 31 December.
    expect(dates).toEqual(
      ['2026-01-26', '2026-04-27', '2026-07-27', '2026-10-26', '2026-12-28'].map((date) => `${date} hours-granted`),
    );
  });

  it('hours carried over with approval fill the fifth week', () => {
    const carried = roll(
      (draft) => {
        monthly(draft);
        for (const { parts } of draft.caseload.decisions)
          for (const part of parts)
            if (part.id === 'p1') part.carryOver = [{ month: '2026-04', minutes: 120, approvedBy: 'coordinator-1' }];
      },
      { weeks: 27 },
    );
    expect(skipsOf(carried, 'a1')).toEqual(['2026-01-26 hours-granted']);
  });

  it('what was delivered before the horizon in its month counts first, what was cancelled does not', () => {
    const withStatus = (status: 'delivered' | 'published' | 'cancelled'): string[] =>
      skipsOf(
        roll(
          (draft) => {
            monthly(draft);
            draft.caseload.publishedSessions = [
              { id: 's1', partId: 'p1', contactId: 'c1', date: '2026-02-02', start: '17:00', minutes: 120, status },
              { id: 's2', partId: 'p1', contactId: 'c2', date: '2026-02-04', start: '10:00', minutes: 120, status },
            ];
          },
          { from: '2026-02-05', weeks: 4 },
        ),
        'a1',
      );
    // February has four weeks; two sessions are done, so of the Mondays 9, 16 and 23 the last is one too many.
    expect(withStatus('delivered')).toEqual(['2026-02-23 hours-granted']);
    expect(withStatus('published')).toEqual(['2026-02-23 hours-granted']);
    expect(withStatus('cancelled')).toEqual([]);
  });

  it('a published session later in the month goes before a draft', () => {
    const rolled = roll(
      (draft) => {
        monthly(draft);
        draft.caseload.publishedSessions = [
          { id: 's1', partId: 'p1', contactId: 'c1', date: '2026-01-26', start: '17:00', minutes: 120 },
        ];
      },
      { weeks: 5 },
    );
    expect(skipsOf(rolled, 'a1')).toEqual(['2026-01-19 hours-granted']);
    expect(rolled.sessions.find(({ date }) => date === '2026-01-26')?.status).toBe('published');
  });

  it("a leader's week is filled once a meeting, however many take part", () => {
    const withMost = (most: number): string[] =>
      skipsOf(
        roll(
          (draft) => {
            keepHolidays(draft);
            for (const contact of draft.caseload.contacts) contact.capacity = { maxMinutesPerWeek: most };
          },
          { weeks: 1 },
        ),
        'a4',
      );
    expect(withMost(120)).toEqual([]);
    expect(withMost(119)).toEqual(['2026-01-04 contact-capacity']);
  });
});

describe('statuses', () => {
  it('an absence undoes a published session, and no rule undoes a delivered or cancelled one', () => {
    const session = { partId: 'p1', contactId: 'c1', start: '17:00', minutes: 120 };
    const rolled = roll(
      (draft) => {
        keepHolidays(draft);
        draft.caseload.absences = [{ personId: 'r1', from: '2025-12-29', to: '2026-01-26' }];
        draft.caseload.publishedSessions = [
          { ...session, id: 's1', date: '2025-12-29', status: 'delivered' },
          { ...session, id: 's2', date: '2026-01-05', status: 'cancelled' },
          { ...session, id: 's3', date: '2026-01-12', status: 'published' },
        ];
      },
      { weeks: 3 },
    );
    const kept = rolled.sessions.filter(({ assignmentId }) => assignmentId === 'a1');
    expect(kept.map(({ status }) => status)).toEqual(['delivered', 'cancelled']);
    expect(skipsOf(rolled, 'a1')).toEqual(['2026-01-12 absence']);
  });

  it('a session that was published, delivered or cancelled keeps its status, only at exactly its time and partner', () => {
    const session = { partId: 'p1', contactId: 'c1', start: '17:00', minutes: 120 };
    const { sessions } = roll(
      (draft) => {
        keepHolidays(draft);
        draft.caseload.publishedSessions = [
          { ...session, id: 's1', date: '2025-12-29', status: 'delivered' },
          { ...session, id: 's2', date: '2026-01-05', status: 'cancelled' },
          { ...session, id: 's3', date: '2026-01-12', status: 'published' },
          { ...session, id: 's4', date: '2026-01-19', start: '17:15' },
          { ...session, id: 's5', date: '2026-01-26', contactId: 'c2' },
          { ...session, id: 's6', date: '2026-02-02', minutes: 90 },
        ];
      },
      { weeks: 6 },
    );
    const statuses = sessions.filter(({ assignmentId }) => assignmentId === 'a1').map(({ status }) => status);
    expect(statuses).toEqual(['delivered', 'cancelled', 'published', 'draft', 'draft', 'draft']);
  });
});
