import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CUSTOMER } from '../../../e2e/browser.ts';
import { scriptOf } from '../os/typing.ts';
import type { Actor } from '../stage.ts';
import { type Body, person } from './person.ts';

/** Copies each value from elsewhere and pastes it with Ctrl+V. */
async function byPaste({ player, display, random }: Body): Promise<void> {
  await player.read();
  for (const [id, text] of Object.entries(CUSTOMER)) {
    await copy(display.name, text);
    await player.click(`#${id}`);
    const at = random.uniform(150, 500);
    await display.play(
      scriptOf([
        { at, command: 'keydown ctrl' },
        { at: at + 90, command: 'keydown v' },
        { at: at + 170, command: 'keyup v' },
        { at: at + 210, command: 'keyup ctrl' },
        { at: at + 500 + random.uniform(0, 1200), command: 'getmouselocation' },
      ]),
    );
    if (id !== 'phone') continue;
    await player.press('Tab');
    await player.press('g');
  }
  await player.click('#agree');
}

/** Gives `text` to the X clipboard; xclip stays behind to serve it. */
async function copy(display: string, text: string): Promise<void> {
  const child = spawn('xclip', ['-selection', 'clipboard'], {
    env: { ...process.env, DISPLAY: display },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end(text);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('xclip failed: apt-get install xclip');
}

export const paste: Actor = person('person-paste', { fill: byPaste });
