import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Actor } from '../stage.ts';
import { onScreen, outside } from './os-hands.ts';

const ROBOT = fileURLToPath(new URL('../os/robot.ts', import.meta.url));

/** robotjs on the X screen: its smooth moves, its clicks, its delayed typing. */
export const robotjs: Actor = {
  name: 'robotjs',
  kind: 'tool',
  fit: onScreen,
  play: (stage) =>
    outside(stage, async ({ display }) => {
      const { random } = stage;
      const smooth = random.chance(0.75);
      const speed = random.uniform(0.5, 4);
      const charactersPerMinute = random.integer(200, 2400);
      const pauseMs = random.logUniform(10, 800);
      const dwellMs = random.uniform(5, 130);
      stage.tell({ smooth, speed, charactersPerMinute, pauseMs, dwellMs });
      const robot = startRobot(display);
      const about = (ms: number) => delay(ms * random.uniform(0.5, 1.5));
      return {
        async click([x, y]) {
          await robot.call(
            ...(smooth ? (['moveMouseSmooth', x, y, speed] as const) : (['moveMouse', x, y] as const)),
          );
          await about(pauseMs);
          await robot.call('mouseToggle', 'down');
          await about(dwellMs);
          await robot.call('mouseToggle', 'up');
          await about(pauseMs);
        },
        type: (text) => robot.call('typeStringDelayed', text, charactersPerMinute),
        async tap(key) {
          await robot.call('keyTap', key.toLowerCase());
          await delay(80);
        },
        async wheel(notches) {
          for (let left = Math.max(1, Math.abs(notches)); left > 0; left -= 1) {
            await robot.call('scrollMouse', 0, notches > 0 ? -1 : 1);
            await about(90);
          }
        },
        close: robot.close,
      };
    }),
};

interface Robot {
  call(...call: readonly (string | number)[]): Promise<void>;
  close(): Promise<void>;
}

function startRobot(display: string): Robot {
  const child = spawn(process.execPath, ['--import', 'tsx', ROBOT], {
    env: { ...process.env, DISPLAY: display },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout });
  const ended = once(child, 'exit');
  const failed = ended.then(() => Promise.reject(new Error('robotjs ended early')));
  // Each call reads this; between calls nothing needs it.
  failed.catch(() => undefined);
  return {
    async call(...call) {
      const answer = once(answers, 'line');
      child.stdin.write(`${JSON.stringify(call)}\n`);
      await Promise.race([answer, failed]);
    },
    async close() {
      child.kill();
      await ended;
    },
  };
}
