import { CUSTOMER } from '../../../e2e/browser.ts';
import type { Actor } from '../stage.ts';
import { type Body, person } from './person.ts';

/**
 * Clicks a field and composes: the keys go to the input method, which writes the reading and then the word
 * that was chosen.
 */
async function byComposing({ player, page, random }: Body): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const key = async (type: 'rawKeyDown' | 'keyUp') =>
    cdp.send('Input.dispatchKeyEvent', { type, key: 'Process', code: 'KeyA', windowsVirtualKeyCode: 229 });
  await player.read();
  for (const [id, text] of Object.entries(CUSTOMER)) {
    await player.click(`#${id}`);
    for (const word of text.split(/(?<= )/)) {
      for (let end = 1; end <= word.length; end += 1) {
        await key('rawKeyDown');
        const composition = { text: word.slice(0, end), selectionStart: end, selectionEnd: end };
        await cdp.send('Input.imeSetComposition', composition);
        await page.waitForTimeout(random.logNormal(85, 0.25));
        await key('keyUp');
        await page.waitForTimeout(random.logNormal(90, 0.7));
      }
      await page.waitForTimeout(random.uniform(150, 600));
      await cdp.send('Input.insertText', { text: word });
    }
    if (id !== 'phone') continue;
    await player.press('Tab');
    await player.press('g');
  }
  await player.click('#agree');
}

export const inputMethod: Actor = person('person-input-method', {
  note: 'approximation: Input.imeSetComposition stands for the input method, timing assumed',
  fill: byComposing,
});
