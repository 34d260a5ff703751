import { COUNTRY, CUSTOMER } from '../../../e2e/browser.ts';
import { assignment } from '../assignment.ts';
import type { Actor } from '../stage.ts';
import { tabTo } from './keyboard.ts';
import { type Body, person } from './person.ts';

const CARD = ['card', 'exp', 'cvv'];

/** What a manager's content script does when its offer is taken: writes values, fires untrusted events. */
const fill = ({ page }: Body, wanted: (id: string) => boolean) =>
  page.evaluate(
    [...Object.entries(CUSTOMER), ['country', COUNTRY] as const]
      .filter(([id]) => wanted(id))
      .map(([id, text]) => assignment(id, text))
      .join('\n'),
  );

const byManager = async (body: Body) => {
  const { player, page, random } = body;
  await player.read();
  await player.click('#name');
  await page.waitForTimeout(random.uniform(300, 1500));
  await fill(body, (id) => !CARD.includes(id));
  await page.waitForTimeout(random.uniform(500, 2500));
  await player.click('#card');
  await page.waitForTimeout(random.uniform(300, 1500));
  await fill(body, (id) => CARD.includes(id));
  await page.waitForTimeout(random.uniform(500, 2500));
  await player.click('#agree');
};

export const managers: readonly Actor[] = [
  person('person-manager', { note: "an imitation of a password manager's content script", fill: byManager }),
  person('person-manager-keyboard', {
    note: 'the same, taken with a shortcut and paid with Enter',
    async fill(body) {
      await body.page.waitForTimeout(body.random.uniform(800, 3000));
      await fill(body, () => true);
      await tabTo(body, 'agree');
      await body.player.press('space');
    },
    async pay(body) {
      await tabTo(body, 'pay');
      await body.player.press('Return');
    },
  }),
];
