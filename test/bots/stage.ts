import type { Random } from '../../train/random.ts';

/** One visit of the survey: where to go, what to draw from, and whom to tell. */
export interface Stage {
  /** The checkout to open. */
  readonly url: string;
  readonly random: Random;
  /** Reads what the SDK holds. `evaluate` runs an expression in the page's own world and resolves its promise. */
  look(evaluate: (expression: string) => Promise<unknown>): Promise<void>;
  /** Resolves when the shop has judged this visit, or is given up waiting for. Close the browser only after it. */
  judged(): Promise<void>;
}

/** One way of checking out, from opening its own browser to closing it. */
export interface Actor {
  readonly name: string;
  readonly kind: 'tool' | 'person';
  /** What it imitates where it is not the real thing. */
  readonly note?: string;
  play(stage: Stage): Promise<void>;
}

/** What an actor can do to the form, whatever drives it. */
export interface Hands {
  enter(id: string, text: string): Promise<void>;
  choose(id: string, value: string): Promise<void>;
  press(id: string): Promise<void>;
  evaluate(expression: string): Promise<unknown>;
}
