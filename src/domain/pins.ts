// When a pin is asked for at all.
import type { Pinned, World } from './world.ts';

/** Whether a pin waits for its decision, which has expired or not begun: nothing is asked, its hours are reserved. */
export function isDormant({ portions, horizon }: World, pinned: Pinned): boolean {
  const decision = pinned.kind === 'serve' ? portions.get(pinned.portionKey)?.decision : undefined;
  if (decision === undefined) return false;
  return (decision.to !== undefined && decision.to <= horizon.from) || decision.from >= horizon.to;
}
