// What people decide about a proposal: accept, reject with a reason or lock an assignment; and then the steps, each dated and said
// by somebody: the contact's yes, the recipient's or guardian's yes, the introduction, the contract, the start. A no ends it, and
// the two are not proposed to each other again.
// Long function placementRoutes: declarations one after the other, each read by itself.
import { z } from 'zod';
import { date, id } from '../schema/scalars.ts';
import type { Principal } from './access.ts';
import {
  etagOf,
  found,
  isoMoment,
  type Page,
  pageOf,
  type PageQuery,
  pageQuery,
  TAGS,
  versionHeaders,
  versionOf,
  word,
} from './pages-and-versions.ts';
import { assignment } from './plans.ts';
import { type FieldError, RequestProblem } from './problem.ts';
import { type AnyRoute, route } from './route.ts';

export const STEPS = ['contact-answer', 'recipient-answer', 'introduction', 'contract', 'start'] as const;
export type Step = (typeof STEPS)[number];

const stepView = z
  .object({
    step: z.enum(STEPS),
    isYes: z.boolean(),
    on: date.meta({ description: 'The day on which it was so.' }),
    by: z.string().meta({ description: 'Who says so.' }),
    onBehalfOf: z.enum(['contact', 'recipient', 'guardian', 'municipality']),
    at: isoMoment.meta({ description: 'When it was put on record.' }),
  })
  .meta({ id: 'PlacementStep' });

export const placementView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    planId: z.uuid(),
    status: z.enum([
      'accepted',
      'contact-agreed',
      'recipient-agreed',
      'introduced',
      'contracted',
      'active',
      'declined',
      'rejected',
      'ended',
    ]),
    recipientId: id,
    partId: id,
    contactId: id.nullable(),
    assignment: assignment.meta({ description: 'As it was proposed.' }),
    reason: z.string().nullable().meta({ description: 'Why it was rejected.' }),
    approvedBy: z.string().meta({ description: 'The person in whose name.' }),
    createdAt: isoMoment,
    steps: z.array(stepView),
  })
  .meta({ id: 'Placement' });
export type PlacementView = z.input<typeof placementView>;

/** Codes, not sentences: a free text would sooner or later hold what must not be kept. */
export const REJECTION_REASONS = [
  'not-suitable',
  'wish-of-recipient',
  'wish-of-contact',
  'time-does-not-fit',
  'too-far',
  'other-arrangement',
  'other',
] as const;

const verdict = z
  .discriminatedUnion('verdict', [
    z.strictObject({ verdict: z.literal('accept') }),
    z.strictObject({
      verdict: z.literal('reject'),
      reason: z.enum(REJECTION_REASONS),
      declinePair: z.boolean().default(false).meta({ description: 'The two are not proposed to each other again.' }),
    }),
    z.strictObject({
      verdict: z.literal('lock'),
      withTime: z.boolean().default(false).meta({ description: 'At its time too.' }),
    }),
  ])
  .meta({ id: 'Verdict' });
export type Verdict = z.output<typeof verdict>;

const taking = z
  .strictObject({
    step: z.enum(STEPS),
    isYes: z.boolean().default(true),
    on: date,
    onBehalfOf: z.enum(['contact', 'recipient', 'guardian', 'municipality']),
  })
  .meta({ id: 'StepTaken' });
export type StepTaken = z.output<typeof taking>;

export type Decided =
  | { readonly outcome: 'decided'; readonly placement: PlacementView }
  | { readonly outcome: 'locked'; readonly pinId: string }
  /** It is not proposed, or somebody has decided otherwise. */
  | { readonly outcome: 'in-the-way' };

export type Stepped =
  | { readonly outcome: 'taken'; readonly placement: PlacementView }
  | { readonly outcome: 'conflict' }
  /** It is not its turn, or not theirs to say. */
  | { readonly outcome: 'wrong'; readonly errors: readonly FieldError[] };

export type PlacementPorts = {
  decide(
    municipality: string,
    principal: Principal,
    of: { readonly planId: string; readonly assignmentId: string },
    verdict: Verdict,
  ): Promise<Decided | undefined>;
  list(municipality: string, principal: Principal, page: PageQuery): Promise<Page<PlacementView>>;
  read(municipality: string, principal: Principal, id: string): Promise<PlacementView | undefined>;
  step(
    municipality: string,
    principal: Principal,
    of: { readonly id: string; readonly version: number },
    step: StepTaken,
  ): Promise<Stepped | undefined>;
};

const path = z.object({ placement: z.uuid() });
const decided = z
  .object({
    placement: placementView.nullable(),
    pinId: id.nullable().meta({ description: 'The lock that was made.' }),
  })
  .meta({ id: 'Decided' });
const ETAG = { ETag: 'The version, for If-Match.' };

export function placementRoutes(ports: PlacementPorts): AnyRoute[] {
  return [
    route({
      id: 'decide',
      tag: TAGS.placements,
      method: 'post',
      path: '/plans/{plan}/assignments/{assignment}/verdict',
      title: 'Accept, reject with a reason, or lock a proposed assignment, in your name',
      text: 'Only a person decides; the database refuses a placement without one. Said again, it is the same.',
      may: 'decide',
      input: { path: z.object({ plan: z.uuid(), assignment: word(80) }), body: verdict },
      status: 200,
      answer: decided,
      problems: ['in-the-way'],
      handle: async ({ municipality, principal, path: own, body }) => {
        const of = { planId: own.plan, assignmentId: own.assignment };
        const made = found(await ports.decide(municipality, principal, of, body));
        if (made.outcome === 'in-the-way') throw new RequestProblem('in-the-way');
        return made.outcome === 'decided'
          ? { body: { placement: made.placement, pinId: null } }
          : { body: { placement: null, pinId: made.pinId } };
      },
    }),
    route({
      id: 'listPlacements',
      tag: TAGS.placements,
      method: 'get',
      path: '/placements',
      title: 'Placements by their ids; a contact sees their own',
      may: 'answer',
      input: { query: pageQuery.extend({ after: z.uuid().optional() }) },
      status: 200,
      answer: pageOf(placementView, 'PlacementPage'),
      handle: async ({ municipality, principal, query }) => ({
        body: (await ports.list(municipality, principal, query)) as never,
      }),
    }),
    route({
      id: 'getPlacement',
      tag: TAGS.placements,
      method: 'get',
      path: '/placements/{placement}',
      title: 'A placement with the steps that were taken',
      may: 'answer',
      input: { path },
      status: 200,
      answer: placementView,
      answerHeaders: ETAG,
      handle: async ({ municipality, principal, path: own }) => {
        const placement = found(await ports.read(municipality, principal, own.placement));
        return { body: placement, headers: { ETag: etagOf(placement.version) } };
      },
    }),
    route({
      id: 'takeStep',
      tag: TAGS.placements,
      method: 'post',
      path: '/placements/{placement}/steps',
      title: 'Take the next step of a placement, with its date; a no ends it, and the two are not proposed again',
      may: 'answer',
      input: { path, headers: versionHeaders.pick({ 'if-match': true }), body: taking },
      status: 200,
      answer: placementView,
      answerHeaders: ETAG,
      problems: ['version-needed', 'version-old'],
      handle: async ({ municipality, principal, path: own, headers, body }) => {
        const of = { id: own.placement, version: versionOf(headers) };
        const taken = found(await ports.step(municipality, principal, of, body));
        if (taken.outcome === 'conflict') throw new RequestProblem('version-old');
        if (taken.outcome === 'wrong') throw new RequestProblem('bad-request', taken.errors);
        return { body: taken.placement, headers: { ETag: etagOf(taken.placement.version) } };
      },
    }),
  ];
}
