// Clock changes: local times stay what was agreed, and what a change leaves out or doubles is never planned.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rollOut } from '../../src/calendar/roll-out.ts';
import { clockChangeOn, clockChangeWithin, toInstant } from '../../src/calendar/zone.ts';
import { addDays } from '../../src/domain/time.ts';
import { RULES } from '../../src/rules/index.ts';
import { twoYears } from './two-years.ts';

/** The day's clock in Oslo at an instant, by the runtime's own time-zone data. */
const osloClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'short',
});

const SPRING = ['2026-03-29', '2027-03-28'];
const AUTUMN = ['2026-10-25', '2027-10-31'];

describe('clock changes', () => {
  it('2026 and 2027 have exactly four, each of an hour from 02:00', () => {
    const found = new Map<string, string>();
    for (let date = '2026-01-01'; date < '2028-01-01'; date = addDays(date, 1)) {
      const change = clockChangeOn(date);
      if (change !== undefined) found.set(date, `${change.kind} ${change.from}–${change.to}`);
    }
    expect([...found]).toEqual([
      ['2026-03-29', 'missing 120–180'],
      ['2026-10-25', 'doubled 120–180'],
      ['2027-03-28', 'missing 120–180'],
      ['2027-10-31', 'doubled 120–180'],
    ]);
  });

  it('a local time is the instant at which clocks in Oslo show it', () => {
    for (const day of [...SPRING, ...AUTUMN])
      for (const date of [addDays(day, -1), day, addDays(day, 1)])
        for (const clock of ['00:00', '01:59', '03:00', '12:00', '17:00', '23:59']) {
          const local = toInstant(date, clock);
          expect(local.kind).toBe('once');
          if (local.kind === 'once') expect(osloClock.format(new Date(local.instant))).toBe(`${date} ${clock}`);
        }
  });

  it('the missing hour has no instant and the doubled hour has two, an hour apart', () => {
    for (const date of SPRING) {
      expect(toInstant(date, '02:00')).toEqual({ kind: 'missing' });
      expect(toInstant(date, '02:59')).toEqual({ kind: 'missing' });
    }
    expect(toInstant('2026-10-25', '02:30')).toEqual({
      kind: 'doubled',
      earlier: '2026-10-25T00:30:00.000Z',
      later: '2026-10-25T01:30:00.000Z',
    });
  });

  it('24:00 is the next midnight', () => {
    expect(toInstant('2026-07-01', '24:00')).toEqual({ kind: 'once', instant: '2026-07-01T22:00:00.000Z' });
  });

  it('a session is hit from its first to its last minute inside the hour, and not when it only touches it', () => {
    expect(clockChangeWithin('2026-03-29', 60, 60)).toBeUndefined();
    expect(clockChangeWithin('2026-03-29', 60, 61)?.kind).toBe('missing');
    expect(clockChangeWithin('2026-03-29', 179, 30)?.kind).toBe('missing');
    expect(clockChangeWithin('2026-03-29', 180, 30)).toBeUndefined();
    expect(clockChangeWithin('2026-10-25', 0, 121)?.kind).toBe('doubled');
    expect(clockChangeWithin('2026-10-25', 0, 120)).toBeUndefined();
    expect(clockChangeWithin('2026-10-24', 60, 121)).toBeUndefined();
  });
});

describe('roll-out across clock changes', () => {
  const { world, plan } = twoYears(({ caseload }) => {
    caseload.policy = { holidays: 'keep' };
  });
  const { sessions, skipped } = rollOut(world, plan, RULES);

  it('local times stay the same in all weeks of 2026 and 2027, whatever the offset', () => {
    const starts = new Map(plan.assignments.map(({ id, pattern }) => [id, pattern[0]?.start]));
    const offsets = new Set<string>();
    for (const { assignmentId, date, start } of sessions) {
      expect(start).toBe(starts.get(assignmentId));
      const local = toInstant(date, start);
      expect(local.kind).toBe('once');
      if (local.kind !== 'once') continue;
      expect(osloClock.format(new Date(local.instant))).toBe(`${date} ${start}`);
      if (assignmentId === 'a1') offsets.add(local.instant.slice(11, 16));
    }
    // 17:00 in winter and in summer time.
    expect(offsets).toEqual(new Set(['16:00', '15:00']));
  });

  it('exactly the four sessions that a clock change hits are left out for it', () => {
    const hit = skipped.filter(({ reason }) => reason.rule === 'clock-change');
    expect(hit.map(({ assignmentId, date }) => `${assignmentId} ${date}`)).toEqual([
      'a6 2026-03-29',
      'a6 2026-10-25',
      'a6 2027-03-28',
      'a6 2027-10-31',
    ]);
  });

  it('sessions later on the Sunday of a change are planned', () => {
    for (const date of [...SPRING, ...AUTUMN])
      expect(
        sessions.some((session) => session.assignmentId === 'a3' && session.date === date),
        date,
      ).toBe(true);
  });
});

describe('the zone', () => {
  it('is named in exactly one source file', () => {
    const files = ['src', 'solver', 'bin'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${folder}/${file}`),
    );
    const naming = files.filter((file) => readFileSync(file, 'utf8').includes('Europe/Oslo'));
    expect(naming).toEqual(['src/calendar/zone.ts']);
  });
});
