import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html, openSite } from '../../setup/site.ts';
import { script } from '../../setup/stub-worker.ts';
import { launch } from './stage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Counts the tasks after each of which Angular would check the whole app, of `act` inside its zone. */
const PAGE = `<!doctype html><title>app</title><script src="/zone.js"></script>
  <form data-tellsign="pay" method="post" action="/paid"><input id="name" name="name"><button>Pay</button></form>
  <script type="module">
    import { guardForms, load } from '/tellsign/index.js';
    globalThis.tasks = [];
    const angular = Zone.current.fork({
      name: 'angular',
      onInvokeTask(delegate, current, target, task, self, args) {
        tasks.push(task.source);
        return delegate.invokeTask(target, task, self, args);
      },
      // What zone.js wraps by itself, such as a MutationObserver's callback, has a source too.
      onInvoke(delegate, current, target, callback, self, args, source) {
        if (source) tasks.push(source);
        return delegate.invoke(target, callback, self, args, source);
      },
    });
    globalThis.inAngular = (name) => angular.run(() => {
      if (name === 'load') globalThis.client = load({ engine: 'exact', debug: true });
      if (name === 'guardForms') guardForms(client);
      if (name === 'assess') client.assess({ action: 'pay' }).then(() => { globalThis.isDone = true; });
      if (name === 'forget') client.forget();
      if (name === 'inspect') client.inspect();
      if (name === 'resume') client.pause(), client.resume();
    });
  </script>`;

interface App {
  readonly tasks: readonly string[];
  readonly isDone?: true;
  inAngular(name: string): void;
}

describe('a client that was made inside Angular’s zone', () => {
  it('runs no task there, whatever the visitor does', async () => {
    const page = await browser.newPage();
    const zone = await readFile('node_modules/zone.js/bundles/zone.umd.js', 'utf8');
    const site = await openSite({
      '/': html(PAGE),
      '/zone.js': script(zone),
      '/paid': html('<p id="paid">'),
    });
    try {
      await page.goto(site.origin);
      await page.waitForFunction(() => 'inAngular' in globalThis);
      const run = (name: string) =>
        page.evaluate((given) => (globalThis as unknown as App).inAngular(given), name);
      await run('load');
      await run('guardForms');
      await page.click('#name');
      await page.keyboard.type('Ada');
      await page.mouse.move(200, 200, { steps: 50 });
      await page.evaluate(() => document.head.append(document.createElement('meta')));
      for (const name of ['inspect', 'forget', 'resume', 'assess']) await run(name);
      await page.waitForFunction(() => (globalThis as unknown as App).isDone);
      await page.mouse.move(100, 100, { steps: 50 });
      await page.evaluate(() => document.querySelector('#name')?.setAttribute('data-tellsign-ignore', ''));
      await page.keyboard.type('Lovelace');
      // What the page itself awaits is its own microtask.
      const tasks = await page.evaluate(() => (globalThis as unknown as App).tasks);
      expect(tasks.filter((source) => source !== 'Promise.then')).toEqual([]);
      expect(tasks.length).toBeLessThan(5);
      await page.click('button');
      await page.waitForSelector('#paid', { state: 'attached' });
    } finally {
      await site.stop();
      await page.close();
    }
  });
});
