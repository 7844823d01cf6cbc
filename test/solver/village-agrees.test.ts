// The solver's model against the auditor where days are full: villages have so many sessions a day that clashes are
// written as interval cliques and added when violated, which tiny caseloads never reach. Greedy plans are changed one
// portion or lead at a time, to whom and when candidates allow, and each change is compared.
import { expect, it } from 'vitest';
import { buildWorld, type World } from '../../src/domain/world.ts';
import { RULES } from '../../src/rules/index.ts';
import { caseload as schema } from '../../src/schema/caseload.ts';
import { generateCaseload } from '../../src/synthetic/generate.ts';
import { assignmentsOf } from '../../solver/assignments.ts';
import type { Block, Candidates } from '../../solver/candidates/candidates.ts';
import { type Choice, EMPTY } from '../../solver/choice.ts';
import { greedyChoice } from '../../solver/greedy/greedy.ts';
import { isFullRun, SUITE_MILLISECONDS } from '../proof/harness.ts';
import { type Draw, drawFrom } from '../tiny/draw.ts';
import { rawPlan } from '../tiny/raw-plan.ts';
import { auditedWeekly, modelOf, verdictOf } from './model-verdict.ts';

const VILLAGES = isFullRun() ? [1, 2, 3, 4, 5] : [1];
const CHANGES = 150;

/** A portion served otherwise, or for the first time; now and then a lead that comes or goes. */
function changed({ blocks, leads }: Candidates, choice: Choice, draw: Draw): Choice {
  if (draw.chance(0.1) && leads.length > 0) {
    const { lead } = draw.pick(leads);
    const without = choice.leads.filter((l) => l.gathering !== lead.gathering || l.contact !== lead.contact);
    return { ...choice, leads: without.length < choice.leads.length ? without : [...choice.leads, lead] };
  }
  // Mostly the same people at other times: clashes, or none, decide.
  const moved = choice.served.filter(({ engagement }) => engagement.contact !== undefined);
  if (draw.chance(0.6) && moved.length > 0) {
    const { engagement } = draw.pick(moved);
    const block = blocks.find(({ options }) => options.some((option) => option.engagement === engagement));
    const times = draw.some(block?.slots ?? [], engagement.form.sessions).map(({ time }) => time);
    const others = choice.served.filter((chosen) => chosen.engagement !== engagement);
    return { ...choice, served: [...others, { engagement, times }] };
  }
  // Partners who have somebody already are where sessions clash.
  const busy = new Set(
    choice.served.flatMap(({ engagement: { contact } }) => (contact === undefined ? [] : [contact])),
  );
  const isBusy = ({ options }: Block): boolean => {
    const contact = options[0]?.engagement.contact;
    return contact !== undefined && busy.has(contact);
  };
  const block = draw.pick(draw.chance(0.7) ? blocks.filter(isBusy) : blocks);
  const { engagement } = draw.pick(block.options);
  const times = draw.some(block.slots, engagement.form.sessions).map(({ time }) => time);
  const others = choice.served.filter((chosen) => chosen.engagement.portion !== engagement.portion);
  return { ...choice, served: [...others, { engagement, times }] };
}

/** A choice without some of those served one to one, so that there is room. */
const thinned = (choice: Choice, draw: Draw): Choice => ({
  ...choice,
  served: choice.served.filter(({ engagement }) => engagement.gathering !== undefined || draw.chance(0.6)),
});

/** An offer's accompanying contacts come exactly where somebody takes part, as in every plan document. */
function accompanied(world: World, choice: Choice): Choice {
  const attended = new Set(choice.served.map(({ engagement }) => engagement.gathering?.key));
  const leads = choice.leads.filter(({ gathering }) => gathering.kind === 'group');
  for (const gathering of world.gatherings.values())
    if (gathering.kind === 'voluntary' && gathering.accompaniedBy !== undefined && attended.has(gathering.key))
      leads.push({ contact: gathering.accompaniedBy, gathering });
  return { ...choice, leads };
}

for (const seed of VILLAGES)
  it(
    `in village ${seed} a changed plan is a point of the model exactly where the auditor finds it sound`,
    () => {
      const input = generateCaseload({ size: 'village', seed });
      const world = buildWorld(schema.parse(input), { today: '2026-01-05' });
      const timed = modelOf(world, RULES);
      expect(timed.watched.size).toBeGreaterThan(0);
      const draw = drawFrom(seed, 9_001);
      const start = greedyChoice(world, RULES, timed.candidates, EMPTY);
      let kept = thinned(start, draw);
      const counts = { sound: 0, clashing: 0 };
      const wrong: unknown[] = [];
      for (let index = 0; index < CHANGES; index++) {
        const choice = accompanied(world, changed(timed.candidates, kept, draw));
        const plan = { ...rawPlan(world, []), ...assignmentsOf(world, choice, new Set()) };
        const audited = auditedWeekly(world, RULES, plan);
        const verdict = verdictOf(world, RULES, timed, plan);
        const isSound = audited.rules.length === 0;
        const agrees =
          (verdict.word === 'accepted') === isSound &&
          verdict.value === audited.objective &&
          (verdict.points === undefined || Math.abs(verdict.points - audited.objective) < 1e-6);
        if (!agrees) wrong.push({ index, verdict, audited });
        if (isSound) counts.sound++;
        if (audited.rules.includes('no-overlap')) counts.clashing++;
        if (isSound || draw.chance(0.1)) kept = choice;
        // Begun anew before too much is wrong at once.
        if (draw.chance(0.1)) kept = thinned(start, draw);
      }
      console.log(`Village ${seed}: ${CHANGES} changes, ${JSON.stringify(counts)}.`);
      expect(wrong.slice(0, 3)).toEqual([]);
      expect(counts.sound).toBeGreaterThan(CHANGES / 10);
      expect(counts.clashing).toBeGreaterThan(CHANGES / 20);
    },
    SUITE_MILLISECONDS,
  );
