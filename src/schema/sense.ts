// What the checks of sense share: a rough caseload, where they report to, and how they go through its lists.
import type { Caseload, Decision, Part } from './caseload.ts';
import { type Fault, type FaultList, type Path, pointerOf, report } from './problem.ts';
import type { ProblemCode } from './problem-catalogue.ts';
import type { Rough } from './rough.ts';

export type RoughCaseload = Rough<Caseload>;

/** Visits the entries that are sound enough to be looked at, with their path. */
export function each<T>(
  entries: readonly (T | undefined)[] | undefined,
  path: Path,
  visit: (entry: T, path: Path) => void,
): void {
  for (const [index, entry] of (entries ?? []).entries()) if (entry !== undefined) visit(entry, [...path, index]);
}

/** Visits every part of every decision. */
export function eachPart(
  { decisions }: RoughCaseload,
  visit: (part: Rough<Part>, path: Path, decision: Rough<Decision>) => void,
): void {
  each(decisions, ['decisions'], (decision, path) => {
    each(decision.parts, [...path, 'parts'], (part, partPath) => visit(part, partPath, decision));
  });
}

export type Report = (code: ProblemCode, path: Path, rest?: Omit<Fault, 'code' | 'path'>) => void;

export const reportTo =
  (faults: FaultList): Report =>
  (code, path, rest = {}) =>
    report(faults, { code, path, ...rest });

/** Where an entry stands, for messages about another one: `contacts/3`. */
export const placeOfEntry = (path: Path): string => pointerOf(path).slice(1);
