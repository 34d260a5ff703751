import { CUSTOMER } from '../../../e2e/browser.ts';
import type { Actor } from '../stage.ts';
import { type Body, person } from './person.ts';

/** Tabs until the control has the focus. */
export async function tabTo({ page, player }: Body, id: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await player.press('Tab');
  }
  throw new Error(`Tab does not reach #${id}`);
}

/** Tab, Space and Enter alone. */
export async function byKeyboard(body: Body): Promise<void> {
  for (const [id, text] of Object.entries(CUSTOMER)) {
    await tabTo(body, id);
    await body.player.type(text);
    if (id !== 'phone') continue;
    await tabTo(body, 'country');
    await body.player.press('g');
  }
  await tabTo(body, 'agree');
  await body.player.press('space');
}

export const keyboard: Actor = person('person-keyboard', {
  fill: byKeyboard,
  async pay(body) {
    await tabTo(body, 'pay');
    await body.player.press('Return');
  },
});
