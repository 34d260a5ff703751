import { CUSTOMER } from '../../../e2e/browser.ts';
import type { Actor } from '../stage.ts';
import { type Body, person } from './person.ts';

/** Clicks a field, speaks, and the phrase appears at once. */
async function byVoice({ player, page, random }: Body): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await player.read();
  for (const [id, text] of Object.entries(CUSTOMER)) {
    await player.click(`#${id}`);
    await page.waitForTimeout(random.uniform(900, 3000));
    await cdp.send('Input.insertText', { text });
    await page.waitForTimeout(random.uniform(400, 1500));
    if (id !== 'phone') continue;
    await player.click('#country');
    await player.press('g');
    await player.press('Return');
  }
  await player.click('#agree');
}

export const dictation: Actor = person('person-dictation', {
  note: 'approximation: Input.insertText stands for the text service',
  fill: byVoice,
});
