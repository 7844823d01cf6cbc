// Locks: starts that pins fix, as bits of the blocks that serve them.
import { groupBy } from '../../../src/domain/grouping.ts';
import type { Pinned } from '../../../src/domain/world.ts';
import { servesPin } from '../../timed/pins.ts';
import type { Instance } from '../instance.ts';
import type { Options } from './options.ts';

/** Pins that all plans hold, and those that a plan may break. */
export type PinChoice = { readonly held: readonly Pinned[]; readonly soft: readonly Pinned[] };

export type Lock = { readonly pin: Pinned; readonly isHeld: boolean };

export type Locks = {
  readonly table: Pick<Instance, 'blockMust' | 'blockLock' | 'lockCount'>;
  /** Locks of a block: bit by bit. */
  of(block: number): readonly Lock[];
  /** Indices of the locks of each pin that may break. */
  readonly ofPin: ReadonlyMap<Pinned, readonly number[]>;
};

const NO_LOCKS: readonly Lock[] = [];

export const isLocking = (pin: Pinned): boolean => pin.kind === 'serve' && pin.slot !== undefined;

/** Finds the locks of every block. */
export function findLocks({ blocks }: Options, { held, soft }: PinChoice): Locks {
  const locks = [
    ...held.map((pin): Lock => ({ pin, isHeld: true })),
    ...soft.map((pin): Lock => ({ pin, isHeld: false })),
  ].filter(({ pin }) => isLocking(pin));
  const byPortion = groupBy(locks, ({ pin }) => (pin.kind === 'serve' ? pin.portionKey : ''));
  const blockMust = new Uint8Array(blocks.length);
  const blockLock = new Int32Array(blocks.length).fill(-1);
  const ofBlock = new Map<number, readonly Lock[]>();
  const ofPin = new Map<Pinned, number[]>();
  let lockCount = 0;
  blocks.forEach((block, b) => {
    const own = byPortion.get(block.portion.key)?.filter(({ pin }) => servesPin(pin, block)) ?? NO_LOCKS;
    if (own.length === 0) return;
    ofBlock.set(b, own);
    blockLock[b] = lockCount;
    for (const [bit, { pin, isHeld }] of own.entries())
      if (isHeld) blockMust[b] = (blockMust[b] as number) | (1 << bit);
      else ofPin.set(pin, [...(ofPin.get(pin) ?? []), lockCount + bit]);
    lockCount += own.length;
  });
  return { table: { blockMust, blockLock, lockCount }, of: (block) => ofBlock.get(block) ?? NO_LOCKS, ofPin };
}
