import type { ButtonEvent, MoveEvent } from '../../../src/contract/event.ts';
import type { Statistic } from '../group.ts';
import { createTally } from '../ring.ts';
import { JUMP_PX } from '../segment/activations.ts';

/** Presses that land where the pointer never went. */
export function createTeleports(): { push(event: MoveEvent | ButtonEvent): void; read(): Statistic } {
  const teleports = createTally();
  let place: { readonly x: number; readonly y: number } | null = null;
  return {
    push({ kind, x, y }) {
      if (kind === 'down' && place)
        teleports.add(Math.max(Math.abs(x - place.x), Math.abs(y - place.y)) > JUMP_PX);
      place = { x, y };
    },
    read: () => teleports.read(),
  };
}
