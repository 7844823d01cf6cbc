// Mutations of the bound: what rounds of column generation prove, and what the instance is told.
import { type Mutation, mutationsOf } from './mutation.ts';

export const BOUNDS: readonly Mutation[] = [
  ...mutationsOf('relaxation.ts', [
    {
      name: 'bound without its constant',
      from: 'const bound = at.constant + worth;',
      to: 'const bound = worth;',
      noticed: 'relaxation crowded 10',
    },
    {
      name: 'bound of the master alone',
      from: 'const bound = at.constant + worth;',
      to: 'const bound = Math.min(at.constant + worth, solution.objective + 1);',
      noticed: 'relaxation crowded 10',
    },
    {
      name: 'plans that branching forbids',
      from: 'master.restrict(filter.isAllowed,',
      to: 'master.restrict(() => true,',
      noticed: 'relaxation crowded 11',
    },
    {
      name: 'contacts that branching demands',
      from: 'filter.isAllowed, filter.isContactDemanded, filter.isGatheringDemanded);',
      to: 'filter.isAllowed, () => false, filter.isGatheringDemanded);',
      noticed: 'relaxation mixed 3',
    },
    {
      name: 'gatherings that branching demands',
      from: 'filter.isAllowed, filter.isContactDemanded, filter.isGatheringDemanded);',
      to: 'filter.isAllowed, filter.isContactDemanded, () => false);',
      noticed: 'relaxation crowded 10',
    },
    {
      name: 'rows that a converged solution violates',
      from: "if (!addViolated(solution)) return finish('converged');\n      method = 'dual';\n      isOwn = false;",
      to: "return finish('converged');",
      noticed: 'bound tiny 12',
    },
    {
      name: 'exact rounds in the end',
      from: 'isExact = isExact || isNear || isOwn;',
      to: '',
      undecided:
        'Needs a contact with more than a hundred sets (`HEURISTIC_SETS`), whose plans are too many for a plain list.',
    },
    {
      name: 'the best bound of all rounds',
      from: 'if (best === undefined || bound < best.bound) {',
      to: 'if (best === undefined || bound > best.bound) {',
      noticed: 'relaxation crowded 10',
    },
    {
      name: 'demands that no plan meets',
      from: "if (master.isShort(solution)) return finish('cut-off');",
      to: '',
      noticed: 'relaxation crowded 10',
    },
  ]),
  ...mutationsOf('compile/gatherings.ts', [
    {
      name: 'keep apart and incompatible leaders',
      from: '{ a: seat, b: -1 - link }',
      to: '{ a: seat, b: seat }',
      noticed: 'pricing tiny 3',
    },
  ]),
  ...mutationsOf('compile/blocks.ts', [
    {
      name: 'driving without consent',
      from: 'blockUnagreed[b] = drive.unagreed ? 1 : 0;',
      to: 'blockUnagreed[b] = 0;',
      noticed: 'pricing crowded 12',
    },
  ]),
  ...mutationsOf('compile/pins.ts', [
    {
      name: 'certain portions',
      from: 'portionCertain[p] = 1;',
      to: 'portionCertain[p] = 0;',
      noticed: 'relaxation evenings 3',
    },
  ]),
  ...mutationsOf('pricing.ts', [
    {
      name: 'bound without contacts',
      from: 'worth: sum(result.contactWorth) + sum(result.gatheringWorth),',
      to: 'worth: sum(result.gatheringWorth),',
      noticed: 'relaxation crowded 10',
    },
    {
      name: 'bound without gatherings',
      from: 'worth: sum(result.contactWorth) + sum(result.gatheringWorth),',
      to: 'worth: sum(result.contactWorth),',
      noticed: 'relaxation crowded 10',
    },
    {
      name: 'bound of a plan instead of the search',
      from: 'contactWorth[i] = bound;',
      to: 'contactWorth[i] = plans[0]?.points ?? bound;',
      noticed: 'relaxation crowded 10',
    },
    {
      name: 'limits of contacts',
      from: 'limits: limits?.contacts,',
      to: 'limits: undefined,',
      noticed: 'relaxation mixed 1',
    },
    {
      name: 'limits of gatherings',
      from: 'priceGathering(instance, g, prices, limits?.gatherings)',
      to: 'priceGathering(instance, g, prices, undefined)',
      noticed: 'relaxation crowded 10',
    },
    {
      name: "plans that beat their gathering's dual",
      from: 'value > (gatheringDuals?.[g] ?? -Infinity) + GAIN',
      to: 'value > GAIN',
      noticed: 'large narrow 11',
    },
    {
      name: "plans that beat their contact's dual",
      from: 'above: (contactDuals?.[c] ?? -Infinity) + GAIN,',
      to: 'above: GAIN,',
      noticed: 'relaxation tiny 20',
    },
  ]),
];
