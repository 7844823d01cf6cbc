// The trail of what was read and done, for those who oversee it; for one person, who has looked at what is kept of them.
import { z } from 'zod';
import { id } from '../schema/scalars.ts';
import { type Principal, ROLES } from './access.ts';
import { found, isoMoment, type Page, pageOf, TAGS } from './pages-and-versions.ts';
import { type AnyRoute, route } from './route.ts';

const deed = z
  .object({
    id: z.string(),
    at: isoMoment,
    actor: z.string().meta({ description: 'Who: a person, an integration or the service itself.' }),
    action: z.string().meta({ description: 'What, such as `plan.published`.' }),
    subjectKind: z.string(),
    subjectId: z.string(),
    aboutPerson: z.string().nullable().meta({ description: 'The recipient or contact whom it is about.' }),
  })
  .meta({ id: 'Deed' });
export type DeedView = z.input<typeof deed>;

const query = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type TrailQuery = z.output<typeof query>;

const oneself = z
  .object({
    subject: z.string(),
    kind: z.enum(['person', 'integration']),
    roles: z.array(z.enum(ROLES)),
    isCleared: z.boolean().meta({ description: 'Whether people with a protected address exist for you.' }),
    contactId: z.string().nullable(),
  })
  .meta({ id: 'Oneself' });

export type TrailPorts = {
  /** The trail, the newest first; of one person where one is named. Reading it is on it. */
  read(
    municipality: string,
    principal: Principal,
    query: TrailQuery & { readonly aboutPerson?: string | undefined },
  ): Promise<Page<DeedView> | undefined>;
};

export function trailRoutes(ports: TrailPorts): AnyRoute[] {
  const shared = { tag: TAGS.access, method: 'get', status: 200 } as const;
  return [
    route({
      ...shared,
      id: 'getOneself',
      path: '/me',
      title: 'Who you are here, and what you may do',
      may: 'know-oneself',
      input: {},
      answer: oneself,
      handle: ({ principal }) => Promise.resolve({ body: { ...principal, roles: [...principal.roles] } }),
    }),
    route({
      ...shared,
      id: 'listTrail',
      path: '/trail',
      title: 'The trail of what was read and done, the newest first',
      may: 'read-trail',
      input: { query },
      answer: pageOf(deed, 'TrailPage'),
      handle: async ({ municipality, principal, query: asked }) => ({
        body: found(await ports.read(municipality, principal, asked)) as never,
      }),
    }),
    route({
      ...shared,
      id: 'getAccessReport',
      path: '/people/{person}/access-report',
      title: 'Who has read or changed what is kept of one person, the newest first',
      may: 'read-trail',
      input: { path: z.object({ person: id }), query },
      answer: pageOf(deed, 'AccessReport'),
      handle: async ({ municipality, principal, path, query: asked }) => ({
        body: found(await ports.read(municipality, principal, { ...asked, aboutPerson: path.person })) as never,
      }),
    }),
  ];
}
