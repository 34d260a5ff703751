import { assignment, checkOut } from '../check-out.ts';
import type { Actor } from '../stage.ts';
import { onPage } from './playwright.ts';

/** Code in the page that writes values, fires untrusted events and clicks, as an injected script or an extension does. */
export const inPage: readonly Actor[] = [
  {
    name: 'in-page-events',
    kind: 'tool',
    play: (stage) =>
      onPage(stage, async (page) => {
        const pauseMs = stage.random.logUniform(1, 800);
        const pause = () => page.waitForTimeout(pauseMs * stage.random.uniform(0.5, 1.5));
        const write = async (id: string, value: string) => {
          await page.evaluate(assignment(id, value));
          await pause();
        };
        await checkOut(stage, {
          enter: write,
          choose: write,
          async press(id) {
            await page.evaluate(`document.getElementById('${id}').click()`);
            await pause();
          },
          evaluate: (expression) => page.evaluate(expression),
        });
      }),
  },
  {
    name: 'in-page-submit',
    kind: 'tool',
    play: (stage) =>
      onPage(stage, async (page) => {
        // As a person needs seconds for the form, the script waits, too.
        await page.waitForTimeout(stage.random.uniform(200, 4000));
        const write = async (id: string, value: string) => {
          await page.evaluate(assignment(id, value));
        };
        await checkOut(stage, {
          enter: write,
          choose: write,
          async press(id) {
            await page.evaluate(
              id === 'pay'
                ? `document.querySelector('form.details').requestSubmit()`
                : `document.getElementById('${id}').click()`,
            );
          },
          evaluate: (expression) => page.evaluate(expression),
        });
      }),
  },
];
