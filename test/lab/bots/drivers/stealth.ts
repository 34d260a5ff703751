import { typeInto } from '@forad/puppeteer-humanize';
import puppeteer from 'puppeteer-core';
import { addExtra } from 'puppeteer-extra';
import stealthPlugin from 'puppeteer-extra-plugin-stealth';
import { carryOut } from '../carry-out.ts';
import type { Actor } from '../stage.ts';
import { onPuppet, puppetHands } from './on-puppet.ts';

/** puppeteer-extra with its stealth plugin, and puppeteer-humanize's typing with its mistakes. */
export const stealthHumanize: Actor = {
  name: 'stealth-humanize',
  kind: 'tool',
  play: (stage) => {
    const extra = addExtra(puppeteer as never);
    extra.use(stealthPlugin());
    return onPuppet(
      stage,
      (page) => {
        const { random } = stage;
        const chance = random.uniform(0, 12);
        const [min, max] = [random.integer(10, 120), random.integer(121, 320)];
        const spaceMax = random.integer(20, 300);
        stage.tell({ chance, min, max, spaceMax });
        return carryOut(
          stage,
          puppetHands(page, {
            async enter(id, text) {
              const control = await page.waitForSelector(`#${id}`);
              if (!control) throw new Error(`no #${id}`);
              await typeInto(control as never, text, {
                mistakes: { chance, delay: { min: 50, max: 500 } },
                delays: { all: { chance: 100, min, max }, space: { chance: 70, min: 10, max: spaceMax } },
              } as never);
            },
            press: (id) => page.click(`#${id}`),
          }),
        );
      },
      extra as unknown as Pick<typeof puppeteer, 'launch'>,
    );
  },
};
