// A linear program of HiGHS in a thread of its own: a large one takes seconds to solve, in which signals must be heard and a
// limit must hold, and its memory, which never shrinks, goes when the thread goes.
import type { LinearProgram, LpColumns, LpMethod, LpRows, LpSolution } from './linear-program.ts';
import { openThread } from './thread.ts';

/** A change of the program; changes are sent with the next solve. */
export type Change =
  | { readonly kind: 'rows'; readonly rows: LpRows }
  | { readonly kind: 'columns'; readonly columns: LpColumns }
  | { readonly kind: 'cost'; readonly indices: readonly number[]; readonly cost: readonly number[] }
  | { readonly kind: 'column upper'; readonly indices: readonly number[]; readonly upper: readonly number[] }
  | {
      readonly kind: 'row bounds';
      readonly indices: readonly number[];
      readonly lower: readonly number[];
      readonly upper: readonly number[];
    };

export type Question = {
  readonly changes: readonly Change[];
  readonly method: LpMethod;
  readonly seconds: number | undefined;
};

/** Milliseconds between two moments at which a caller that waits asks whether it is late. */
const HEARING = 100;
/** Seconds that HiGHS may be late before its thread is ended. */
const GRACE_SECONDS = 0.5;

const STOPPED: LpSolution = {
  status: 'stopped',
  objective: 0,
  values: new Float64Array(0),
  duals: new Float64Array(0),
};

/**
 * Opens an empty program in a thread of its own. Where it is late, or a solve passes its limit by more than HiGHS may, the
 * thread is ended: that solve and all later ones are `stopped`, without values. Rejects where HiGHS fails.
 */
export function openHighsLpApart(isLate: () => boolean): LinearProgram {
  const thread = openThread<Question, LpSolution>('./highs-lp-thread', undefined);
  let changes: Change[] = [];
  let isEnded = false;
  const end = async (): Promise<void> => {
    isEnded = true;
    await thread.close();
  };
  return {
    addRows: (rows) => void changes.push({ kind: 'rows', rows }),
    addColumns: (columns) => void changes.push({ kind: 'columns', columns }),
    // Lists of indices may be the caller's own, which it goes on with.
    setColumnCost: (indices, cost) => void changes.push({ kind: 'cost', indices: [...indices], cost }),
    setColumnUpper: (indices, upper) => void changes.push({ kind: 'column upper', indices: [...indices], upper }),
    setRowBounds: (indices, lower, upper) =>
      void changes.push({ kind: 'row bounds', indices: [...indices], lower, upper }),
    async solve(method, seconds) {
      if (isEnded || isLate()) return STOPPED;
      const question = { changes, method, seconds };
      changes = [];
      const hearing = setInterval(() => {
        if (isLate()) void end();
      }, HEARING);
      const limit = seconds === undefined ? undefined : setTimeout(() => void end(), 1000 * (seconds + GRACE_SECONDS));
      try {
        return await thread.ask(question);
      } catch (error) {
        if (isEnded) return STOPPED;
        throw error;
      } finally {
        clearInterval(hearing);
        clearTimeout(limit);
      }
    },
    close: end,
  };
}
