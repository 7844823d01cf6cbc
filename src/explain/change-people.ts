// What a change report says of each contact: who came, who left, who is barred, whom they meet and what they lead.
import { groupBy } from '../domain/grouping.ts';
import type { World } from '../domain/world.ts';
import { ofKind } from '../rules/rule.ts';
import type { Plan } from '../schema/plan.ts';
import type { ContactChange, PinFacts } from './change-facts.ts';
import { leadFailures, type LeadReasons } from './change-leads.ts';
import type { Shown, Side } from './change-sides.ts';
import type { Failure } from './failures.ts';
import { PROTECTION_RULE, type Scene } from './scene.ts';

type Busy = { readonly recipients: readonly string[]; readonly groups: readonly string[] };
const NOBODY: Busy = { recipients: [], groups: [] };

/** What each contact of a side has to do: recipients one to one, groups led, and offers accompanied as presence alone. */
export function busyIn({ served, leads }: Side): Map<string, Busy> {
  const told = [...served.values()].map((entry) => entry.told);
  const individual = groupBy(
    told.filter(({ arrangement }) => arrangement === 'individual'),
    ({ contactIds }) => contactIds[0],
  );
  const led = groupBy(leads, ({ contactId }) => contactId);
  const ids = new Set([...told.flatMap(({ contactIds }) => contactIds), ...led.keys()]);
  return new Map(
    [...ids].map((id) => [
      id,
      {
        recipients: [...new Set(individual.get(id)?.map(({ recipientId }) => recipientId))],
        groups: [...new Set(led.get(id)?.map(({ groupId }) => groupId))],
      },
    ]),
  );
}

/** Those of `some` that are not among `others`. */
const less = (some: readonly string[], others: readonly string[]): string[] =>
  some.filter((id) => !others.includes(id));

/** Hard rules that a contact fails in the roles they lost, whomever they meet. */
function barring(scene: Scene, id: string, lost: Busy): Failure[] {
  const { world, rules } = scene;
  const contact = world.contacts.get(id);
  if (contact === undefined) return [];
  const support = ofKind(rules, 'eligibility').flatMap(({ id: rule, checks }): Failure[] => {
    const outcome = checks.contact?.(world, contact, 'support');
    return outcome === undefined || outcome.status === 'met' ? [] : [{ rule, ...outcome }];
  });
  const leading = lost.groups.flatMap((groupId) => {
    const gathering = world.gatherings.get(groupId);
    return gathering === undefined ? [] : leadFailures(scene, { contact, gathering });
  });
  const all = [...(lost.recipients.length > 0 ? support : []), ...leading];
  const byText = new Map(all.map((failure) => [JSON.stringify(failure), failure]));
  return [...byText.values()].filter(({ rule }) => rule !== PROTECTION_RULE);
}

type Sides = { readonly before: Side; readonly after: Side; readonly isFirst: boolean };

/** Changes of every contact of either plan who may be told of; none where there is nothing to tell. */
export function contactChanges(
  scene: Scene,
  { before, after, isFirst }: Sides,
  { leads, brokenLeads }: { readonly leads: LeadReasons; readonly brokenLeads: readonly PinFacts[] },
): Map<string, ContactChange[]> {
  const { world } = scene;
  const [was, is] = [busyIn(before), busyIn(after)];
  const pins = groupBy(brokenLeads, ({ contactId }) => contactId ?? '');
  const ids = new Set([...was.keys(), ...is.keys(), ...pins.keys()]);
  const told = new Map<string, ContactChange[]>();
  for (const id of ids) {
    const [old, now] = [was.get(id) ?? NOBODY, is.get(id) ?? NOBODY];
    const gained: Busy = { recipients: less(now.recipients, old.recipients), groups: less(now.groups, old.groups) };
    const lost: Busy = { recipients: less(old.recipients, now.recipients), groups: less(old.groups, now.groups) };
    const broken = (pins.get(id) ?? []).map((pin): ContactChange => ({ kind: 'pin-broken', ...pin }));
    if (!world.contacts.has(id)) {
      // Whom they had is told under those, so that it cannot be read from here who is not told of.
      told.set(id, is.has(id) ? [] : [{ kind: 'gone' }]);
      continue;
    }
    const failures = barring(scene, id, lost);
    const changes: ContactChange[] = [
      ...(was.has(id) || !is.has(id) || isFirst ? [] : [{ kind: 'arrived' } as const]),
      ...(failures.length === 0 ? [] : [{ kind: 'barred', failures } as const]),
      ...broken,
      ...(gained.recipients.length + lost.recipients.length === 0
        ? []
        : [{ kind: 'recipients', gained: gained.recipients, lost: lost.recipients } as const]),
      ...lost.groups.map((groupId): ContactChange => ({ kind: 'lead-lost', groupId, reason: leads.lost(groupId, id) })),
      ...gained.groups.map(
        (groupId): ContactChange => ({ kind: 'lead-gained', groupId, reason: leads.gained(groupId, id) }),
      ),
      ...(was.has(id) && !is.has(id) ? [{ kind: 'idle' } as const] : []),
    ];
    told.set(id, changes);
  }
  return told;
}

/** Ids in the order of the caseload, then those who left it. */
export const inCaseloadOrder = (ids: Iterable<string>, caseload: readonly { readonly id: string }[]): string[] => {
  const asked = new Set(ids);
  const here = caseload.map(({ id }) => id).filter((id) => asked.has(id));
  const known = new Set(here);
  return [...here, ...[...asked].filter((id) => !known.has(id))];
};

/** Recipients who were in a plan in any way: served, or listed as not served. */
export function recipientsIn(world: World, shown: Shown, plan: Plan | undefined): Set<string> {
  const served = plan?.assignments.map(({ recipientId }) => recipientId) ?? [];
  const missed = plan?.unserved.flatMap(({ partId, share }) => {
    const key = share === undefined ? partId : `${partId}/${share}`;
    return world.portions.get(key)?.recipient.id ?? [];
  });
  return new Set([...served, ...(missed ?? [])].filter((id) => shown.recipient(id)));
}
