import type { PointerStack } from '../../../src/contract/event.ts';
import type { Statistic } from '../group.ts';
import { createTally } from '../ring.ts';

interface MoveDelivery {
  /** Adds the stack fields of a mouse move, and whether it came fast after the one before it. */
  push(stack: PointerStack, fast: boolean): void;
  read(): Readonly<Record<'raw_ratio' | 'coalesced_mean' | 'fast_coalesced_share', Statistic>>;
}

const isMeasured = (value: number | undefined): value is number => Number.isFinite(value);

/** How many samples the browser bundles into a move, and how many raw updates come before it. */
export function createMoveDelivery(): MoveDelivery {
  const fastCoalesced = createTally();
  const all = { samples: 0, moves: 0 };
  const raw = { updates: 0, samples: 0, moves: 0 };
  return {
    push({ coalesced, raw: updates }, fast) {
      if (!isMeasured(coalesced)) return;
      const samples = Math.max(1, coalesced);
      all.samples += samples;
      all.moves += 1;
      if (fast) fastCoalesced.add(coalesced > 1);
      if (!isMeasured(updates)) return;
      raw.updates += updates;
      raw.samples += samples;
      raw.moves += 1;
    },
    read: () => ({
      raw_ratio: { value: raw.updates / raw.samples, n: raw.moves },
      coalesced_mean: { value: all.samples / all.moves, n: all.moves },
      fast_coalesced_share: fastCoalesced.read(),
    }),
  };
}
