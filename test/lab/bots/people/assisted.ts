import { CUSTOMER } from '../../../e2e/browser.ts';
import type { Actor } from '../stage.ts';
import { type Body, person } from './person.ts';

function assistantOf({ assistant }: Body) {
  if (!assistant) throw new Error('no accessibility bus');
  return assistant;
}

/**
 * Goes through the form by activating each control through the accessibility API; `enter` puts the text in.
 */
const through =
  (enter: (body: Body, text: string) => Promise<void>, pauseMs: readonly [number, number]) =>
  async (body: Body): Promise<void> => {
    const { page, player, random } = body;
    const assistant = assistantOf(body);
    for (const [id, text] of Object.entries(CUSTOMER)) {
      await page.waitForTimeout(random.uniform(...pauseMs));
      await assistant.activate(id);
      await page.waitForTimeout(random.uniform(300, 900));
      await enter(body, text);
      if (id !== 'phone') continue;
      await page.waitForTimeout(random.uniform(...pauseMs));
      await assistant.focus('country');
      await player.press('g');
    }
    await page.waitForTimeout(random.uniform(...pauseMs));
    await assistant.activate('agree');
  };

const pay = (body: Body): Promise<void> => assistantOf(body).activate('pay');

/** Text that the system's own service puts in, a phrase at a time. */
async function speak({ page, random }: Body, text: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await page.waitForTimeout(random.uniform(900, 2500));
  await cdp.send('Input.insertText', { text });
}

/** Letters from a scanner's keyboard, one a selection, and words it predicts, at once. */
async function scan(body: Body, text: string): Promise<void> {
  const { page, player, random } = body;
  const cdp = await page.context().newCDPSession(page);
  for (let at = 0; at < text.length; ) {
    await page.waitForTimeout(random.logNormal(1200, 0.4));
    const word = random.chance(0.5) ? random.integer(2, 8) : 1;
    const piece = text.slice(at, at + word);
    at += piece.length;
    if (piece.length > 1) await cdp.send('Input.insertText', { text: piece });
    else await player.type(piece);
  }
}

/** People who act through the accessibility API, for real on Linux (AT-SPI). */
export const assisted: readonly Actor[] = [
  person('person-reader-activates', {
    note: "AT-SPI's own activation of each control; recorded typing",
    assisted: true,
    fill: through(({ player }, text) => player.type(text), [600, 2500]),
    pay,
  }),
  person('person-switch', {
    note: "AT-SPI's own activation; scanning times assumed, Input.insertText stands for predicted words",
    assisted: true,
    fill: through(scan, [900, 2500]),
    pay,
  }),
  person('person-voice-alone', {
    note: "AT-SPI's own activation; Input.insertText stands for the text service",
    assisted: true,
    fill: through(speak, [900, 3000]),
    pay,
  }),
];
