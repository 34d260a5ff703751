import type { BehaviourEvent, MoveEvent } from '../../../src/contract/event.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createRing } from '../ring.ts';
import { pointerOf } from '../segment/strokes.ts';
import { createHeldClicks } from '../trackers/held-clicks.ts';
import { createRests } from '../trackers/rests.ts';
import { createTargets, type Point } from '../trackers/targets.ts';

/** Moves kept to find out when the pointer came onto a target. Chosen: two seconds at 125 Hz. */
const KEPT_MOVES = 256;

/** Presses of a mouse or pen and where they land (features.md G2, 24–33). */
export function createClick(context: Context): FeatureGroup<'click'> {
  const { environment, activations } = context;
  const moves = createRing<Point>(KEPT_MOVES);
  const rests = createRests(moves);
  const held = createHeldClicks();
  const targets = createTargets(context, moves);

  const move = (event: MoveEvent) => {
    const { last } = moves;
    if (last && last.x === event.x && last.y === event.y) return;
    moves.push({ t: event.t, x: event.x, y: event.y });
    rests.push(event);
  };

  return {
    push(event: BehaviourEvent) {
      // Such a press has no aim, movement or holding time.
      if (event.kind !== 'move' && activations.active) return;
      if (event.kind === 'click') return targets.push(event);
      if (event.kind !== 'move' && event.kind !== 'down' && event.kind !== 'up') return;
      if (pointerOf(event, environment()) === 'touch') return;
      if (event.kind === 'move') return move(event);
      rests.push(event);
      held.push(event);
      targets.push(event);
    },
    read: () => ({ ...rests.read(), ...held.read(), ...targets.read() }),
  };
}
