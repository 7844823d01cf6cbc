// Candidates in parts that have nothing to do with each other: no person, part or gathering in common, and nothing that
// a limit or a tally counts together. The best choice of all is the best of each part, put together.
import { type Engagement, isLead, type Lead, type Occurrence } from '../../src/domain/items.ts';
import { groupBy } from '../../src/domain/grouping.ts';
import type { Pinned, World } from '../../src/domain/world.ts';
import { type Item, ofKind, type Ruleset } from '../../src/rules/rule.ts';
import type { Block, Candidates, LeadOption } from '../candidates/candidates.ts';

/** Joins keys into sets; `find` names the set of a key. */
function createSets() {
  const parents = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    for (let at = key; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  const join = (keys: readonly string[]): void => {
    const [first, ...others] = keys;
    if (first === undefined) return;
    const root = find(first);
    for (const other of others) parents.set(find(other), root);
  };
  return { find, join };
}

/** What two things of a plan must not share to be independent: conflicts and rows look no further. */
const sharesOf = (of: Engagement | Lead): string[] => [
  ...(isLead(of) ? [] : [`person ${of.portion.recipient.id}`]),
  ...(of.contact === undefined ? [] : [`person ${of.contact.id}`]),
  ...(of.gathering === undefined ? [] : [`gathering ${of.gathering.id}`]),
];

/** The buckets of limits and tallies that count an item; most are of a person or a gathering, and a rule is free to differ. */
function bucketsOf(world: World, rules: Ruleset): (items: readonly Item[]) => string[] {
  const limits = ofKind(rules, 'limit');
  const tallies = ofKind(rules, 'term').flatMap(({ id, tally }) => (tally === undefined ? [] : [{ id, tally }]));
  return (items) =>
    items.flatMap((item) => [
      ...limits.flatMap(({ id, uses }) => uses(world, item).map(({ bucket }) => `${id} ${bucket}`)),
      ...tallies.flatMap(({ id, tally }) => tally(world, item).map(({ bucket }) => `${id} ${bucket}`)),
    ]);
}

const occurrenceItems = (occurrences: readonly Occurrence[] | undefined): Item[] =>
  (occurrences ?? []).map((occurrence) => ({ kind: 'occurrence', occurrence }));

/** The independent parts of candidates, in order of their first block or lead; each keeps the order of its own. */
export function componentsOf(world: World, rules: Ruleset, candidates: Candidates): Candidates[] {
  const counted = bucketsOf(world, rules);
  const { find, join } = createSets();
  const engagementOf = ({ options }: Block): Engagement | undefined => options[0]?.engagement;
  for (const block of candidates.blocks) {
    const engagements = block.options.map(({ engagement }) => engagement);
    const items = engagements.map((engagement): Item => ({ kind: 'engagement', engagement }));
    join([...engagements.flatMap(sharesOf), ...counted([...items, ...occurrenceItems(block.slots[0]?.occurrences)])]);
  }
  for (const { lead, occurrences } of candidates.leads)
    join([...sharesOf(lead), ...counted([{ kind: 'lead', lead }, ...occurrenceItems(occurrences)])]);

  type Part = { blocks: Block[]; leads: LeadOption[]; incompatible: { block: Block; lead: LeadOption }[] };
  const parts = new Map<string, Part>();
  const partOf = (of: Engagement | Lead): Part => {
    const root = find(sharesOf(of)[0] ?? '');
    const found = parts.get(root) ?? { blocks: [], leads: [], incompatible: [] };
    parts.set(root, found);
    return found;
  };
  for (const block of candidates.blocks) {
    const engagement = engagementOf(block);
    if (engagement !== undefined) partOf(engagement).blocks.push(block);
  }
  for (const option of candidates.leads) partOf(option.lead).leads.push(option);
  for (const pair of candidates.incompatible) partOf(pair.lead.lead).incompatible.push(pair);
  return [...parts.values()];
}

/** The group or the offer's slot that a block seats somebody in, by its id; undefined one to one. */
export const gatheringOf = ({ options }: Block): string | undefined => options[0]?.engagement.gathering?.id;

export type PinsByPortion = ReadonlyMap<string, readonly Pinned[]>;

/** The pins that ask for a portion to be served, by its key. */
export const byPortion = (pins: readonly Pinned[]): PinsByPortion =>
  groupBy(
    pins.filter((pin) => pin.kind === 'serve'),
    (pin) => pin.portionKey,
  );

/** Finds the pins about what is in a part. */
export function pinsByPart(pins: readonly Pinned[]): (part: Candidates) => Pinned[] {
  const serving = byPortion(pins);
  const leading = groupBy(
    pins.filter((pin) => pin.kind === 'lead'),
    (pin) => pin.groupId,
  );
  return ({ blocks, leads }) => {
    const portions = new Set(blocks.map((block) => block.portion.key));
    const gatherings = new Set([
      ...leads.map(({ lead }) => lead.gathering.id),
      ...blocks.map((block) => gatheringOf(block) ?? ''),
    ]);
    return [
      ...[...portions].flatMap((key) => serving.get(key) ?? []),
      ...[...gatherings].flatMap((id) => leading.get(id) ?? []),
    ];
  };
}
