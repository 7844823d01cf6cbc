// The strongest term: granted hours that get delivered, weighted by urgency.
//
// With m the delivered and g the granted minutes in two weeks and U the urgency in eighths (8 to 32), a whole part is
// worth 1000 · U/8 · (5/4 · min(m, g/2) + 3/4 · max(0, m − g/2)) / 120 points: the first half of the grant counts
// 5/4, the last half 3/4, so a full delivery is worth exactly 1000 · U/8 an hour a week. Of a shareable part the
// first half counts 5/4 and the second 3/4 throughout. Minutes beyond the grant are worth nothing.
import { fortnightMinutes } from '../../domain/items.ts';
import { roundHalf, type TermRule } from '../rule.ts';

export const served: TermRule = {
  kind: 'term',
  id: 'served',
  sources: [
    { name: 'MOL', reference: 'effective date one month after the decision' },
    { name: 'H-INFO', reference: 'the granted hours are the service' },
  ],
  inForce: { from: '2016-01-01' },
  settings: ['urgencyDaysPerStep'],
  texts: {
    title: { nb: 'Leverte timer', nn: 'Leverte timar', en: 'Served hours' },
    demand: {
      nb: 'Innvilgede timer blir levert, de som haster mest først.',
      nn: 'Innvilga timar blir leverte, dei som hastar mest først.',
      en: 'Granted hours are delivered, the most urgent first.',
    },
    broken: {
      nb: 'Leverte timer gir {points} poeng.',
      nn: 'Leverte timar gir {points} poeng.',
      en: 'Served hours give {points} points.',
    },
    advice: {
      nb: 'Flere timer hos støttekontakter, eller et gruppetilbud, øker summen.',
      nn: 'Fleire timar hos støttekontaktar, eller eit gruppetilbod, aukar summen.',
      en: 'More hours with contacts, or a group, raise the sum.',
    },
    neutral: {
      nb: 'Timene som er innvilget, blir levert så langt det er mulig.',
      nn: 'Timane som er innvilga, blir leverte så langt det er mogleg.',
      en: 'The granted hours are delivered as far as possible.',
    },
  },
  engagement(_world, engagement) {
    const { portion } = engagement;
    const granted = portion.grantedMinutes;
    const minutes = Math.min(fortnightMinutes(engagement), granted);
    // Quarters of minutes, doubled so that half the grant stays whole.
    const weighted =
      portion.share === 1
        ? 10 * minutes
        : portion.share === 2
          ? 6 * minutes
          : 5 * Math.min(2 * minutes, granted) + 3 * Math.max(0, 2 * minutes - granted);
    return roundHalf(1000 * portion.urgencyEighths * weighted, 8 * 8 * 120);
  },
  examples: [
    { title: '2 of 4 hours: 1000 · 5/4 · 2', outcome: { points: 2500 }, edit: () => {} },
    {
      title: 'all 4 hours: 1000 · 4',
      outcome: { points: 4000 },
      bound: 'on',
      edit: ({ plan }) => {
        plan.assignments[0]?.pattern.push({ cycleWeek: 1, weekday: 3, start: '17:00', minutes: 120 });
      },
    },
    {
      title: '15 days past the effective date: one step of urgency, 1125 · 5/4 · 2 = 2812.5',
      outcome: { points: 2813 },
      bound: 'over',
      edit: ({ caseload }) => {
        for (const decision of caseload.decisions) decision.effectiveOn = '2025-12-21';
      },
    },
    {
      title: 'two years past it: urgency stops at 4, 4000 · 5/4 · 2',
      outcome: { points: 10_000 },
      edit: ({ caseload }) => {
        for (const decision of caseload.decisions) decision.effectiveOn = '2024-01-05';
      },
    },
  ],
};
