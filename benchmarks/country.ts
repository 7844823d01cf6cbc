// The country's municipalities for the benchmark: how many recipients each has.
//
// Population on 1 January 2024 of all but the smallest of the 357 municipalities (aprestmo/norway-geodata, MIT), in tens.
// What their services are like is not known: recipients are shared out by population, and nothing else is theirs.

const TENS_OF_PEOPLE: readonly number[] = [
  71771, 29194, 21456, 14905, 13092, 11699, 10449, 9882, 9420, 8523, 8370, 7874, 6623, 6356, 5977, 5917, 5851, 5662,
  5371, 5205, 4872, 4819, 4701, 4636, 4381, 4331, 3977, 3829, 3719, 3561, 3288, 3282, 3194, 3158, 3090, 3014, 2999,
  2885, 2877, 2868, 2847, 2794, 2792, 2750, 2687, 2608, 2599, 2588, 2506, 2497, 2472, 2464, 2440, 2403, 2369, 2245,
  2200, 2176, 2171, 2160, 2158, 2090, 2078, 2057, 2052, 2010, 1991, 1983, 1949, 1929, 1879, 1806, 1806, 1756, 1735,
  1647, 1624, 1613, 1545, 1522, 1519, 1508, 1489, 1484, 1478, 1466, 1427, 1370, 1369, 1359, 1347, 1344, 1327, 1309,
  1236, 1232, 1227, 1174, 1162, 1157, 1152, 1148, 1134, 1109, 1102, 1096, 1090, 1084, 1062, 1052, 1044, 1006, 1002, 997,
  988, 983, 979, 972, 961, 936, 936, 928, 897, 894, 886, 869, 850, 848, 842, 824, 820, 811, 793, 788, 783, 762, 742,
  740, 739, 734, 730, 727, 723, 715, 704, 699, 694, 682, 671, 657, 656, 654, 651, 632, 624, 619, 618, 618, 614, 614,
  609, 604, 596, 595, 593, 581, 576, 574, 569, 568, 559, 559, 557, 553, 548, 545, 537, 532, 532, 530, 524, 512, 501,
  499, 499, 488, 479, 479, 457, 457, 455, 453, 450, 448, 441, 435, 434, 429, 428, 422, 409, 407, 399, 397, 392, 392,
  389, 389, 388, 385, 385, 368, 366, 362, 353, 353, 348, 341, 339, 335, 330, 330, 323, 320, 312, 304, 304, 303, 299,
  298, 295, 292, 289, 288, 287, 285, 284, 284, 281, 279, 278, 274, 273, 270, 267, 267, 264, 264, 263, 256, 255, 253,
  250, 250, 249, 249, 248, 246, 245, 244, 244, 238, 235, 232, 228, 227, 224, 224, 223, 221, 221, 216, 216, 214, 211,
  211, 211, 207, 206, 204, 198, 198, 197, 197, 196, 196, 189, 189, 187, 186, 184, 184, 182, 181, 180, 180, 178, 169,
  164, 163, 160, 153, 147, 145, 143, 140, 140, 138, 137, 136, 135, 133, 131, 130, 128, 127, 126, 123, 122, 122, 121,
  120, 118, 116, 114, 112, 112, 111, 109, 107, 107, 107, 106, 101, 99, 98, 97, 95, 92, 90, 89, 88, 86, 86, 81, 77, 75,
  68, 60, 54, 52, 48, 46, 44, 42, 38,
];

/** Recipients of the country (32 747 in 2018, NKBUF). */
const RECIPIENTS = 32_700;

/** Recipients of each municipality, the largest first: by population, with the largest remainders rounded up. */
export function recipientsByMunicipality(): number[] {
  const people = TENS_OF_PEOPLE.reduce((sum, tens) => sum + tens, 0);
  const shares = TENS_OF_PEOPLE.map((tens) => (RECIPIENTS * tens) / people);
  const counts = shares.map((share) => Math.floor(share));
  const left = RECIPIENTS - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = shares.map((share, index) => ({ index, rest: share - Math.floor(share) }));
  for (const { index } of byRemainder.sort((a, b) => b.rest - a.rest || a.index - b.index).slice(0, left))
    counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
