import { CUSTOMER } from '../../../e2e/browser.ts';
import type { Actor } from '../stage.ts';
import { tabTo } from './keyboard.ts';
import { type Body, person } from './person.ts';

/**
 * Moves by Tab or by the reader's own cursor, which gives the focus without any key the page sees; never a
 * pointer.
 */
async function byReader(body: Body): Promise<void> {
  const { page, player, random } = body;
  const ownCursor = random.uniform(0.2, 0.9);
  const goTo = async (id: string) => {
    await page.waitForTimeout(random.uniform(600, 2500));
    if (random.chance(ownCursor)) await page.evaluate((name) => document.getElementById(name)?.focus(), id);
    else await tabTo(body, id);
    await page.waitForTimeout(random.uniform(300, 1200));
  };
  for (const [id, text] of Object.entries(CUSTOMER)) {
    await goTo(id);
    await player.type(text);
    if (id !== 'phone') continue;
    await goTo('country');
    await player.press('g');
  }
  await goTo('agree');
  await player.press('space');
}

export const screenReader: Actor = person('person-screen-reader', {
  note: 'approximation: element.focus() stands for the virtual cursor',
  fill: byReader,
  async pay(body) {
    await tabTo(body, 'pay');
    await body.player.press('Return');
  },
});
