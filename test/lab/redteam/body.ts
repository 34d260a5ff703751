import type { Box, Keystroke, Sample, Turn } from './generators/hand.ts';

/** What carries a hand's plan out: a simulated browser, or a real one. Elements are named by their id. */
export interface Body {
  /** CSS px of the viewport. */
  readonly width: number;
  readonly height: number;
  /** Where the control is in the viewport now; it may lie outside it. */
  place(id: string): Promise<Box>;
  move(samples: readonly Sample[]): Promise<void>;
  /** Presses and releases the main button where the pointer is. */
  press(holdMs: number): Promise<void>;
  keys(strokes: readonly Keystroke[]): Promise<void>;
  wheel(turns: readonly Turn[]): Promise<void>;
  wait(ms: number): Promise<void>;
}
