// How far contacts travel. Where people live close together a contact needs not go far, so the limit is drawn as a
// number of recipients within reach and turned into minutes: each recipient then has 15 to 40 eligible contacts before
// times are looked at. Where ways are long (village) the limit is 40 to 75 minutes. An assumption, tuned to that count.
import type { Contact, Recipient } from './people.ts';
import { createRandom } from './random.ts';
import type { Setting } from './sizes.ts';

const BIN_METRES = 25;
const BINS = 4_000;
const METRES_PER_DEGREE = 111_195;

type Homes = { readonly lat: Float64Array; readonly lon: Float64Array };

/** Metres from a contact's home within which `count` recipients live, to the next 25 m. */
function radiusOf(contact: Contact, homes: Homes, count: number): number {
  const { lat, lon } = contact.home;
  const shrink = Math.cos((lat * Math.PI) / 180);
  const bins = new Uint32Array(BINS);
  for (let i = 0; i < homes.lat.length; i++) {
    const north = (homes.lat[i] ?? 0) - lat;
    const east = ((homes.lon[i] ?? 0) - lon) * shrink;
    const bin = Math.min(
      BINS - 1,
      Math.floor((METRES_PER_DEGREE * Math.sqrt(north * north + east * east)) / BIN_METRES),
    );
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  let within = 0;
  const last = bins.findIndex((inBin) => {
    within += inBin;
    return within >= count;
  });
  return (last === -1 ? BINS : last + 1) * BIN_METRES;
}

/** Sets every contact's longest way. */
export function setReach(setting: Setting, recipients: readonly Recipient[], contacts: readonly Contact[]): void {
  const random = createRandom(setting.seed, 'reach');
  const { detourPercent, metresPerMinute } = setting.policy.travel;
  const homes: Homes = {
    lat: Float64Array.from(recipients, ({ home }) => home.lat),
    lon: Float64Array.from(recipients, ({ home }) => home.lon),
  };
  for (const contact of contacts) {
    const mode = contact.entry.travel?.mode ?? 'car';
    const { reach } = setting.profile;
    if (reach === undefined) {
      contact.entry.travel = { mode, maxMinutes: mode === 'walk' ? random.int(25, 45) : random.int(8, 15) * 5 };
      continue;
    }
    // Two fifths more or fewer, the same for whatever number of contacts: scarcity thins out the choice.
    const count = Math.round(reach * (0.6 + 0.8 * random.fraction()));
    const minutes = (radiusOf(contact, homes, count) * detourPercent) / (100 * metresPerMinute[mode]);
    contact.entry.travel = { mode, maxMinutes: Math.max(3, Math.min(60, Math.round(minutes))) };
  }
}
