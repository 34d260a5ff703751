import type { Random } from '../../../train/random.ts';

/**
 * One thing to do on a page. `label` is the control's accessible name, for tools that see the page as text.
 */
export type Step =
  | { readonly do: 'enter'; readonly id: string; readonly label: string; readonly text: string }
  | {
      readonly do: 'choose';
      readonly id: string;
      readonly label: string;
      readonly value: string;
      /** The option's text. */
      readonly option: string;
    }
  /** A checkbox, a radio button or a button. */
  | { readonly do: 'press'; readonly id: string; readonly label: string }
  /** Wait for what a press brings. */
  | { readonly do: 'await'; readonly id: string }
  /** Read on, px. */
  | { readonly do: 'scroll'; readonly deltaY: number };

/** A page as a driver sees it: what shows that it is ready, what to do, and the button that ends it. */
export interface Task {
  readonly page: string;
  readonly ready: string;
  readonly steps: readonly Step[];
  readonly submit: { readonly id: string; readonly label: string };
}

/** A page of the lab. */
export interface LabPage {
  readonly name: string;
  readonly path: string;
  /** What somebody does there; text and choices differ from visit to visit. */
  task(random: Random): Task;
}
