// Whatever is sent: no crash, no answer that the document does not promise, nothing over two seconds, a pointer to what is wrong,
// and on the trail exactly what was done. `npm run fuzz -- --cases 100000` does more of the same.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTenant } from '../../src/store/tenant.ts';
import type { Sent, Told } from './caller.ts';
import type { Operation } from './document.ts';
import { fuzz } from './fuzz.ts';
import { type ApiPlace, HOME, type Ids, openApiPlace } from './place.ts';

const isSample = process.env['KOBLING_CASES'] !== undefined;
const CASES = isSample ? 600 : 10_000;

let place: ApiPlace;
beforeAll(async () => void (place = await openApiPlace()), 120_000);
afterAll(() => place.close());

/** What must be on the trail after an answer, where it is more than nothing. */
function deedOf({ id, method, path }: Operation, { body }: Sent, { status, text }: Told): string | undefined {
  if (status >= 300) return undefined;
  const answered = (text === '' ? {} : JSON.parse(id === 'watchJob' ? '{}' : text)) as Record<string, unknown>;
  const asked = body as Record<string, unknown>;
  switch (id) {
    case 'propose':
    case 'askForJob':
      // Asked again it is the same job, and asked for once.
      return `job.asked ${String(answered['id'])}`;
    case 'importCaseload':
      return `caseload.sent ${String(answered['id'])}`;
    case 'cancelJob':
      return 'job.cancelled';
    case 'getPlan':
      return 'plan.read';
    case 'listSessions':
      return 'plan.sessions-read';
    case 'getReasons':
      return 'plan.reasons-read';
    case 'getChanges':
    case 'getNight':
      return 'changes.read';
    case 'publishPlan':
      return 'plan.published';
    case 'getPlacement':
      return 'placement.read';
    case 'takeStep':
      return `placement.${String(asked['step'])}`;
    case 'listPlacements':
      return 'placement.listed';
    case 'listTrail':
    case 'getAccessReport':
      return 'trail.read';
    case 'decide': {
      const placement = answered['placement'] as { id: string; status: string } | null;
      if (placement === null) return 'assignment.locked';
      return `assignment.${placement.status === 'rejected' ? 'rejected' : 'accepted'} ${placement.id}`;
    }
    default:
      break;
  }
  if (method === 'PUT') return 'caseload.changed';
  if (method === 'DELETE') return 'caseload.removed';
  // The policy and the date of the screening are about nobody.
  if (path.endsWith('/{id}')) return 'caseload.read';
  return id.startsWith('list') && id !== 'listPlans' ? 'caseload.listed' : undefined;
}

it('thousands of fuzzed requests are answered as the document promises', async () => {
  const { api, document, caseloads, ids } = place;
  const expected = new Map<string, number>();
  // Somebody else has accepted this one already.
  const once = new Set([`assignment.accepted ${(ids[HOME] as Ids).placement}`]);
  const result = await fuzz({
    onTold: (operation, sent, told) => {
      const deed = deedOf(operation, sent, told);
      if (deed === undefined || once.has(deed)) return;
      // What happens once however often it is asked for is known by its id.
      if (deed.includes(' ')) once.add(deed);
      const [action = ''] = deed.split(' ');
      expected.set(action, (expected.get(action) ?? 0) + 1);
    },
    url: api.url,
    document,
    municipality: HOME,
    caseload: caseloads[HOME] as never,
    ids: ids[HOME] as never,
    bearer: await place.person(HOME, 'fuzzer', { roles: ['leader', 'coordinator', 'auditor'], isCleared: true }),
    cases: CASES,
    seed: 1,
    atOnce: 8,
  });
  console.log(JSON.stringify({ cases: CASES, ...result }));
  expect(result.problems).toEqual([]);
  const rows = await inTenant(place.database.app, HOME, ({ tx }) =>
    tx
      .selectFrom('audit')
      .select(['action', ({ fn }) => fn.countAll<string>().as('count')])
      .where('actor', '=', 'fuzzer')
      .groupBy('action')
      .execute(),
  );
  const found = Object.fromEntries(rows.map(({ action, count }) => [action, Number(count)]));
  expect(found).toEqual(Object.fromEntries(expected));
  // Not all of them are refused: the rest is reached, too.
  expect((result.byStatus['200'] ?? 0) / CASES).toBeGreaterThan(0.1);
  expect((result.byStatus['422'] ?? 0) / CASES).toBeGreaterThan(0.1);
}, 300_000);
