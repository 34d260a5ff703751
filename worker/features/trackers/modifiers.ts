import type { KeyEvent } from '../../../src/contract/event.ts';

/** Modifiers down at once, at most: Shift, Control, Alt and Meta, each on the left and on the right. */
const MAX_DOWN = 8;

interface Modifiers {
  push(event: KeyEvent): void;
  /** Called when the page loses the focus, because it then sees no releases. */
  clear(): void;
  /** How many are down. */
  read(): number;
}

/** Counts the modifiers that are down. */
export function createModifiers(): Modifiers {
  let down = 0;
  return {
    push(event) {
      if (event.class !== 'modifier') return;
      if (event.kind === 'keyup') down = Math.max(0, down - 1);
      else if (!event.stack?.repeat) down = Math.min(MAX_DOWN, down + 1);
    },
    clear() {
      down = 0;
    },
    read: () => down,
  };
}
