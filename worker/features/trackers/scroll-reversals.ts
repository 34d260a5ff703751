import type { Statistic } from '../group.ts';
import type { ScrollStep } from './scroll-steps.ts';

/** How often scrolling turns back, among its turns and its new beginnings. */
export function createScrollReversals(): { push(step: ScrollStep): void; read(): Statistic } {
  let direction = 0;
  let beginnings = 0;
  let turns = 0;
  return {
    push({ px, begins }) {
      if (begins) beginnings += 1;
      if (direction !== 0 && Math.sign(px) !== direction) turns += 1;
      direction = Math.sign(px);
    },
    read: () => ({ value: turns / (beginnings + turns), n: beginnings }),
  };
}
