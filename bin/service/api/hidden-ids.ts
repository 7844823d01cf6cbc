// Who exists for somebody who is not cleared for protected addresses: everyone who may be matched automatically, by the rule
// itself. Whoever does not is in no list, no count and no answer, as if nobody had ever entered them.
import { sql } from 'kysely';
import type { Principal } from '../../../src/http/access.ts';
import { isProtected, isScreenedOn } from '../../../src/rules/eligibility/protected-address.ts';
import { policy as policySchema } from '../../../src/schema/policy.ts';
import type { Scope } from '../../../src/store/tenant.ts';

type Protection = Parameters<typeof isProtected>[1];
type Body = Readonly<Record<string, unknown>>;
type Row = { readonly id: string; readonly kind: string; readonly protection: Protection; readonly body: Body | null };
type Hidden = { readonly id: string; readonly parts: readonly string[] };

const PARTS = sql`ARRAY(SELECT part ->> 'id' FROM jsonb_array_elements(body -> 'parts') part) AS parts`;

/** Everybody, with all that was decided for anybody. */
const everybody = async ({ tx }: Scope): Promise<readonly Hidden[]> =>
  (await sql<Hidden>`SELECT id, ${PARTS} FROM entity WHERE kind IN ('recipient', 'contact', 'decision')`.execute(tx))
    .rows;

/** What was decided for people; found first and read then, as `neighbours` does. */
const decided = async ({ tx }: Scope, people: readonly string[]): Promise<readonly Hidden[]> =>
  (
    await sql<Hidden>`
      WITH found AS MATERIALIZED (
        SELECT DISTINCT id FROM entity_word WHERE word = ANY (${people}) AND NOT is_own AND kind = 'decision')
      SELECT id, ${PARTS} FROM found JOIN entity USING (id) WHERE kind = 'decision'`.execute(tx)
  ).rows;

/** Ids of people who do not exist for somebody, with those of their decisions and parts. */
export async function hiddenIds(scope: Scope, { isCleared }: Principal, today: string): Promise<ReadonlySet<string>> {
  if (isCleared) return new Set();
  const { rows } = await sql<Row>`
    SELECT id, kind, body ->> 'protection' AS protection, CASE WHEN kind IN ('caseload', 'policy') THEN body END AS body
    FROM entity
    WHERE kind IN ('caseload', 'policy')
      OR (kind IN ('recipient', 'contact') AND body ->> 'protection' IS DISTINCT FROM 'none')`.execute(scope.tx);
  const bodyOf = (kind: string): Body => rows.find((row) => row.kind === kind)?.body ?? {};
  const policy = policySchema.parse(bodyOf('policy'));
  const screening = bodyOf('caseload')['screening'] as { readonly statedOn: string } | undefined;
  const people = rows.flatMap(({ id, body, protection }) =>
    body === null && isProtected(policy, protection) ? [id] : [],
  );
  const isScreened = isScreenedOn(policy, screening, today);
  if (isScreened && people.length === 0) return new Set();
  const hidden = await (isScreened ? decided(scope, people) : everybody(scope));
  return new Set([...people, ...hidden.flatMap(({ id, parts }) => [id, ...parts])]);
}
