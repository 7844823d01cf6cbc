// Texts of documents for the tests of reading: the base example, edited by JSON pointer.
import { exampleDraft } from '../../src/rules/example.ts';

type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Whether a JSON pointer leads to something. */
export function resolves(root: unknown, pointer: string): boolean {
  let value = root;
  for (const step of stepsOf(pointer)) {
    if (!isJson(value) || !Object.hasOwn(value, step)) return false;
    value = value[step];
  }
  return true;
}

/** What an edit does: values by pointer; undefined removes; `-` as last step appends to a list. */
export type Edit = Readonly<Record<string, unknown>>;

/** A copy of a document with values put at pointers. */
export function edited(document: unknown, edit: Edit): unknown {
  // Through JSON: a structured clone would keep objects that the example uses in several places shared.
  const copy: unknown = JSON.parse(JSON.stringify(document));
  for (const [pointer, given] of Object.entries(edit)) {
    const value = structuredClone(given);
    const steps = stepsOf(pointer);
    const last = steps.pop() ?? '';
    let parent = copy;
    for (const step of steps) {
      if (!isJson(parent)) throw new Error(`no parent for ${pointer}`);
      parent[step] ??= {};
      parent = parent[step];
    }
    if (!isJson(parent)) throw new Error(`no parent for ${pointer}`);
    if (last === '-' && Array.isArray(parent)) parent.push(value);
    else if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy;
}

export const caseloadText = (edit: Edit = {}): string => JSON.stringify(edited(exampleDraft().caseload, edit));
export const planText = (edit: Edit = {}): string => JSON.stringify(edited(exampleDraft().plan, edit));
