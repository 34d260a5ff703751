import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createJumps } from '../trackers/jumps.ts';
import { createMouseWays } from '../trackers/mouse-ways.ts';
import { createShortWays } from '../trackers/short-ways.ts';

/** Movements of a mouse with few samples or none. */
export function createPointerJump(context: Context): FeatureGroup<'pointer_jump'> {
  const ways = createMouseWays(context);
  const jumps = createJumps();
  const short = createShortWays();

  return {
    push(event: BehaviourEvent) {
      for (const way of ways.push(event)) {
        jumps.push(way);
        short.push(way);
      }
    },
    read: () => ({ jump_share: jumps.read(), ...short.read() }),
  };
}
