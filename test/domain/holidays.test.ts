// The own holiday computation against an independent one.
import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { easterSunday, publicHoliday } from '../../src/domain/holidays.ts';
import { addDays } from '../../src/domain/time.ts';

const norway = new Holidays('NO');
const expectedOf = (year: number): string[] => [
  ...new Set(
    norway
      .getHolidays(year)
      .filter((holiday) => holiday.type === 'public')
      .map((holiday) => holiday.date.slice(0, 10)),
  ),
];

function holidaysOf(year: number): string[] {
  const found: string[] = [];
  for (let date = `${year}-01-01`; date < `${year + 1}-01-01`; date = addDays(date, 1))
    if (publicHoliday(date) !== undefined) found.push(date);
  return found;
}

describe('public holidays', () => {
  const years = Array.from({ length: 21 }, (_, i) => 2020 + i);
  it.each(years)('the public holidays of %i are those of date-holidays, no more and no fewer', (year) => {
    expect(holidaysOf(year)).toEqual(expectedOf(year).sort());
  });

  it('names each of the twelve days of 2026', () => {
    expect(holidaysOf(2026).map((date) => [date, publicHoliday(date)])).toEqual([
      ['2026-01-01', 'new-years-day'],
      ['2026-04-02', 'maundy-thursday'],
      ['2026-04-03', 'good-friday'],
      ['2026-04-05', 'easter-sunday'],
      ['2026-04-06', 'easter-monday'],
      ['2026-05-01', 'labour-day'],
      ['2026-05-14', 'ascension-day'],
      ['2026-05-17', 'constitution-day'],
      ['2026-05-24', 'whit-sunday'],
      ['2026-05-25', 'whit-monday'],
      ['2026-12-25', 'christmas-day'],
      ['2026-12-26', 'boxing-day'],
    ]);
  });

  it('a day that is two holidays goes by its fixed name', () => {
    // In 2008 Ascension Day was 1 May, in 2027 Whit Monday is 17 May.
    expect(publicHoliday('2008-05-01')).toBe('labour-day');
    expect(publicHoliday('2027-05-17')).toBe('constitution-day');
  });

  it('Easter is right at its extremes and in the years of the two exceptions to the moon cycle', () => {
    expect([2285, 1943, 1954, 1981, 2008, 2038, 2049, 2076].map(easterSunday)).toEqual([
      '2285-03-22',
      '1943-04-25',
      '1954-04-18',
      '1981-04-19',
      '2008-03-23',
      '2038-04-25',
      '2049-04-18',
      '2076-04-19',
    ]);
  });

  it('Easter is a Sunday from 22 March to 25 April in every year a document can name', () => {
    for (let year = 1900; year < 2200; year++) {
      const easter = easterSunday(year);
      expect(new Date(`${easter}T00:00:00Z`).getUTCDay()).toBe(0);
      expect(easter >= `${year}-03-22` && easter <= `${year}-04-25`).toBe(true);
    }
  });
});
