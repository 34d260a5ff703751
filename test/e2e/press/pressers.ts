import { FIREFOX_ADVICE, lookForFirefox, lookForWebKit, WEBKIT_ADVICE } from '../../setup/browsers.ts';
import { findProgram } from '../../setup/chromium.ts';
import { flyFirefox } from '../any-browser/firefox.ts';
import type { Pilot } from '../any-browser/pilot.ts';
import { flyWebKit } from '../any-browser/webkit.ts';
import type { Hand } from '../any-page/hand.ts';
import { openVisit } from '../browser.ts';
import type { Presser } from './play.ts';

type Flown = Presser & { close(): Promise<void> };

const firefox = findProgram('Xvfb') === null ? null : lookForFirefox();
const webkit = lookForWebKit();

/** The browsers of the property, and how many scenarios each plays in `npm test`: together under a minute. */
export const PRESSERS: readonly {
  readonly name: string;
  /** What to install where the browser is missing. */
  readonly missing: string;
  readonly runs: number;
  readonly fly: () => Promise<Flown>;
}[] = [
  { name: 'Chromium', missing: '', runs: 40, fly: flyChromium },
  {
    name: 'Firefox',
    missing: firefox ? '' : FIREFOX_ADVICE,
    runs: 15,
    fly: async () => byPilot(await flyFirefox(firefox ?? '')),
  },
  {
    name: 'WebKitGTK',
    missing: webkit ? '' : WEBKIT_ADVICE,
    runs: 15,
    fly: async () => byPilot(await flyWebKit(webkit ?? { driver: '', browser: '' })),
  },
];

/** A tab for each visit: a page that still waits for an answer would cross the next one. */
async function flyChromium(): Promise<Flown> {
  const { page: first, close } = await openVisit();
  const context = first.context();
  let page = first;
  return {
    open: async (url) => {
      const before = page;
      page = await context.newPage();
      await page.goto(url);
      await before.close();
    },
    read: (expression) => page.evaluate(expression),
    press: (selector) => page.click(selector),
    enter: () => page.keyboard.press('Enter'),
    close,
  };
}

const byPilot = ({ open, read, press, close, hand }: Pilot & { readonly hand: Hand }): Flown => ({
  // The answer of the visit before may cross the first attempt.
  open: (url) => open(url).catch(() => open(url)),
  read,
  press,
  enter: () => hand.type('\n'),
  close,
});
