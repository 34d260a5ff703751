import type { Parameters, Setting } from '../../bots/stage.ts';
import type { Points } from './actors.ts';

/** What the process of one visit is told, on its standard input. */
export interface Job {
  readonly actor: string;
  readonly page: string;
  readonly origin: string;
  readonly seed: string;
  readonly session: number;
  readonly points: Points;
}

/** What it says, a line of JSON each. */
export type Said =
  | { readonly setting: Setting }
  | { readonly parameters: Parameters }
  /** It pressed the last button and waits for a line, whatever it says. */
  | { readonly submitted: true }
  | { readonly error: string };
