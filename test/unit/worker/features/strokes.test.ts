import { describe, expect, it } from 'vitest';
import type { BehaviourEvent, PointerKind } from '../../../../src/contract/event.ts';
import { createStrokes } from '../../../../worker/features/segment/strokes.ts';

const strokesOf = (events: readonly BehaviourEvent[], pointer: PointerKind = 'mouse') => {
  const strokes = createStrokes(() => ({ recorded: ['move', 'button'], pointer, viewport: null }));
  for (const event of events) strokes.push(event);
  return strokes.values();
};

/** Half a second to the right, and a rest. */
const stroke = (from: number, x = 0): BehaviourEvent[] =>
  Array.from({ length: 30 }, (_, n) => ({ kind: 'move', t: from + 16 * n, x: x + 10 * n, y: 100 }));
const press = (t: number): BehaviourEvent => ({ kind: 'down', t, x: 290, y: 100, button: 0 });
const release = (t: number): BehaviourEvent => ({ kind: 'up', t, x: 290, y: 100, button: 0 });

describe('strokes', () => {
  it('are movements between presses', () => {
    expect(strokesOf([...stroke(0), press(700), release(790), ...stroke(1500), press(2300)])).toHaveLength(2);
  });

  it('are no drags', () => {
    const dragged = [...stroke(0), press(700), ...stroke(900), release(1500), ...stroke(2000), press(2800)];
    expect(strokesOf(dragged)).toHaveLength(2);
  });

  it('go on after a drag whose end the page did not see', () => {
    const lost = [press(0), ...stroke(100), press(700), release(790), ...stroke(1500), press(2300)];
    expect(strokesOf(lost)).toHaveLength(1);
  });

  it('are none of a finger', () => {
    expect(strokesOf([...stroke(0), press(700)], 'touch')).toHaveLength(0);
  });
});
