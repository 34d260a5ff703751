import type { Random } from '../../../train/random.ts';
import type { Task } from './task.ts';

/** The window a visit happens in. */
export interface Setting {
  /** CSS px of the page's viewport. */
  readonly width: number;
  readonly height: number;
  readonly dpr: number;
  /** On an X screen of its own instead of headless. */
  readonly headful: boolean;
}

/** What a visit drew, for whoever reads the run. */
export type Parameters = Readonly<Record<string, number | string | boolean>>;

/** One visit of the survey: its page, its task, its random source, and where its parameters are reported. */
export interface Stage {
  /** The page to open. */
  readonly url: string;
  readonly task: Task;
  readonly setting: Setting;
  readonly random: Random;
  /** Whose recordings people are played from. @default 'train' */
  readonly people?: 'train' | 'test';
  /** Says which parameters were drawn. */
  tell(parameters: Parameters): void;
  /**
   * Resolves when the page's backend has decided this visit, or after a time limit. Close the browser only
   * after it.
   */
  judged(): Promise<void>;
}

/** One way of doing a task, from opening its own browser to closing it. */
export interface Actor {
  readonly name: string;
  readonly kind: 'tool' | 'person';
  /** What it imitates where it is not the real thing. */
  readonly note?: string;
  /** The window it really has, where it cannot have just any. */
  fit?(drawn: Setting): Setting;
  play(stage: Stage): Promise<void>;
}

/** What an actor can do to a page, whatever drives it. Elements are named by their id. */
export interface Hands {
  enter(id: string, text: string): Promise<void>;
  choose(id: string, value: string): Promise<void>;
  press(id: string): Promise<void>;
  /** Resolves when the element is there; a page with steps shows it only after a press. */
  shown(id: string): Promise<void>;
  /** Reads on, `deltaY` px down the page. Absent where the tool does not scroll of its own accord. */
  scroll?(deltaY: number): Promise<void>;
}
