import type { Display } from '../../lab/bots/os/display.ts';
import type { PlayedPage } from '../../lab/bots/os/player.ts';

/** What a scenario asks of a browser, whatever drives it. */
export interface Pilot {
  open(url: string): Promise<void>;
  /** The value of an expression in the page, awaited. */
  read<T>(expression: string): Promise<T>;
  /** Presses an element with whatever the driver calls a press. */
  press(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  /** Moves the pointer over the page, CSS px. */
  move(path: readonly (readonly [x: number, y: number])[]): Promise<void>;
  /** The X screen it is on, for input of the operating system's; null without one. */
  readonly display: Display | null;
  close(): Promise<void>;
}

/** The page for somebody who plays a recording through the X server. */
export const played = ({ read }: Pilot): PlayedPage => ({
  evaluate: (look) => read(`(${look})()`),
  locator: (selector) => ({
    boundingBox: () =>
      read(`(() => {
        const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
        return { x, y, width, height };
      })()`),
  }),
});
