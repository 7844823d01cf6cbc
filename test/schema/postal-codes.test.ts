// The table of postal codes is read with all its problems, each with line and column.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPostalCodes } from '../../src/schema/postal-codes.ts';

const read = (text: string): unknown => {
  const reading = readPostalCodes(text);
  return reading.ok ? Object.fromEntries(reading.postalCodes) : [];
};

const faultsOf = (text: string): readonly string[] => {
  const reading = readPostalCodes(text);
  return reading.ok
    ? []
    : reading.problems.map(
        ({ code, at, value }) => `${at?.line}:${at?.column} ${code}${value === undefined ? '' : ` ${value}`}`,
      );
};

test('comma and semicolon, byte order mark, quotation marks, further columns and any order of columns are read', () => {
  const expected = { '0150': { lat: 59.91, lon: 10.74 } };
  expect(read('postcode,lat,lon\n0150,59.91,10.74\n')).toEqual(expected);
  expect(read('\uFEFFpostcode;lat;lon\r\n0150;59.91;10.74\r\n')).toEqual(expected);
  expect(read('postcode;lat;lon\n0150;59,91;10,74')).toEqual(expected);
  expect(read('"lon","name","lat","postcode"\n"10.74","Oslo","59.91","0150"\n\n')).toEqual(expected);
});

test('all faults of a table are found in one reading, with line and column', () => {
  const text =
    'postcode,lat,lon\n150,59.9,10.7\n0151,10.7,x\n0152,95,10.7\n0153,59.9\n0154,59.9,10.7\n0154,59.9,10.7\n0155,,1e2';
  expect(faultsOf(text)).toEqual([
    '2:1 csv-postal-code "150"',
    '3:11 csv-number "x"',
    '4:6 csv-number "95"',
    '5:1 csv-columns',
    '7:1 csv-duplicate "0154"',
    '8:6 csv-number ""',
    '8:7 csv-number "1e2"',
  ]);
});

test('a table without its header line is refused as a whole', () => {
  expect(faultsOf('0150,59.91,10.74\n0151,59.91,10.74')).toEqual(['1:1 csv-header "0150,59.91,10.74"']);
  expect(faultsOf('')).toEqual(['1:1 csv-header ""']);
});

test('any text is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, headed) => {
      const reading = readPostalCodes(headed ? `postcode,lat,lon\n${text}` : text);
      const sound =
        reading.ok &&
        [...reading.postalCodes].every(([code, { lat, lon }]) => /^\d{4}$/.test(code) && Number.isFinite(lat + lon));
      expect(sound || (!reading.ok && reading.problems.length > 0)).toBe(true);
    }),
    { seed: 3 },
  );
});
