import { setTimeout as pause } from 'node:timers/promises';
import { carryOut } from '../carry-out.ts';
import type { Actor } from '../stage.ts';
import { onPuppet, puppetHands } from './on-puppet.ts';

export const puppeteer: readonly Actor[] = [
  {
    name: 'puppeteer-fill',
    kind: 'tool',
    play: (stage) =>
      onPuppet(stage, (page) => {
        const pauseMs = stage.random.logUniform(1, 1200);
        stage.tell({ pauseMs });
        return carryOut(
          stage,
          puppetHands(page, {
            async enter(id, text) {
              await page.locator(`#${id}`).fill(text);
              await pause(pauseMs * stage.random.uniform(0.5, 1.5));
            },
            press: (id) => page.locator(`#${id}`).click(),
          }),
        );
      }),
  },
  {
    name: 'puppeteer-type',
    kind: 'tool',
    play: (stage) =>
      onPuppet(stage, (page) => {
        const delay = stage.random.pick([0, stage.random.uniform(5, 170)]);
        stage.tell({ delay });
        return carryOut(
          stage,
          puppetHands(page, {
            enter: (id, text) => page.type(`#${id}`, text, { delay }),
            press: (id) => page.click(`#${id}`),
          }),
        );
      }),
  },
  {
    name: 'puppeteer-mouse',
    kind: 'tool',
    play: (stage) =>
      onPuppet(stage, (page) => {
        const { random } = stage;
        const steps = random.integer(2, 80);
        const dwellMs = random.uniform(10, 150);
        const pauseMs = random.logUniform(10, 800);
        const delay = random.uniform(5, 150);
        stage.tell({ steps, dwellMs, pauseMs, delay });
        const press = async (id: string) => {
          const control = await page.waitForSelector(`#${id}`);
          await control?.scrollIntoView();
          const box = await control?.boundingBox();
          if (!box) throw new Error(`no #${id}`);
          const x = box.x + box.width * random.uniform(0.2, 0.8);
          await page.mouse.move(x, box.y + box.height * random.uniform(0.2, 0.8), { steps });
          await pause(pauseMs * random.uniform(0.5, 1.5));
          await page.mouse.down();
          await pause(dwellMs * random.uniform(0.7, 1.3));
          await page.mouse.up();
        };
        return carryOut(
          stage,
          puppetHands(page, {
            press,
            async enter(id, text) {
              await press(id);
              await page.keyboard.type(text, { delay });
            },
          }),
        );
      }),
  },
];
