import { play } from '../os/display.ts';
import { scriptOf } from '../os/typing.ts';
import type { Actor } from '../stage.ts';
import { onScreen, outside, type ScreenPoint } from './os-hands.ts';

/**
 * A script outside the browser: straight moves at one speed, clicks and evenly timed keys through the X
 * server.
 */
export const xdotool: Actor = {
  name: 'xdotool',
  kind: 'tool',
  fit: onScreen,
  play: (stage) =>
    outside(stage, async ({ display }) => {
      const { random } = stage;
      const stepMs = random.pick([4, 8, 10, 16]);
      const speed = random.uniform(0.4, 2.5);
      const keyMs = random.integer(10, 180);
      const notchMs = random.integer(30, 200);
      stage.tell({ stepMs, speed, keyMs, notchMs });
      const run = (script: string) => play(display, script);
      let from: ScreenPoint = [random.integer(100, 900), random.integer(150, 600)];
      return {
        async click(to) {
          const steps = Math.max(
            2,
            Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / speed / stepMs),
          );
          const line = Array.from({ length: steps }, (_, i) => {
            const along = (i + 1) / steps;
            const x = Math.round(from[0] + along * (to[0] - from[0]));
            const y = Math.round(from[1] + along * (to[1] - from[1]));
            return { at: i * stepMs, command: `mousemove ${x} ${y}` };
          });
          await run(`${scriptOf(line)}sleep ${random.uniform(0.02, 0.2).toFixed(3)}\nclick 1\nsleep 0.1\n`);
          from = to;
        },
        type: (text) => run(`type --delay ${keyMs} "${text}"\nsleep 0.05\n`),
        tap: (key) => run(`key ${key}\nsleep 0.08\n`),
        async wheel(notches) {
          const turn = `click ${notches > 0 ? 5 : 4}\nsleep ${(notchMs / 1000).toFixed(3)}\n`;
          await run(turn.repeat(Math.max(1, Math.abs(notches))));
        },
      };
    }),
};
