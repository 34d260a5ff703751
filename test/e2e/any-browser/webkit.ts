import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { Builder, By, Capabilities, Key, Origin } from 'selenium-webdriver';
import { openDisplay } from '../../lab/bots/os/display.ts';
import type { WebKit } from '../../setup/browsers.ts';
import { freePort } from '../../setup/loopback.ts';
import { byKeys, type Hand } from '../any-page/hand.ts';
import type { Pilot } from './pilot.ts';

const SIZE = { width: 1280, height: 1000 };
/** The driver's own limit for a script is 30 s, which a busy machine needs for a cold worker. */
const SCRIPT_MS = 60_000;

/** WebKitGTK's MiniBrowser on an X screen of its own. */
export async function flyWebKit({ driver, browser }: WebKit): Promise<Pilot & { readonly hand: Hand }> {
  const display = await openDisplay(SIZE);
  const server = await startDriver(driver, display.name);
  const session = await new Builder()
    .usingServer(server.url)
    .withCapabilities(
      new Capabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
      }),
    )
    .build();
  await session.manage().setTimeouts({ script: SCRIPT_MS });
  await session
    .manage()
    .window()
    .setRect({ x: 0, y: 0, ...SIZE });
  const press = async (selector: string) => {
    const element = session.findElement(By.css(selector));
    await session.executeScript('arguments[0].scrollIntoView({ block: "center" })', element);
    await session.actions({ async: false }).move({ origin: element, duration: 120 }).click().perform();
  };
  const read = async <T>(expression: string) =>
    (await session.executeAsyncScript(
      `const done = arguments[0]; Promise.resolve(${expression}).then(done, (error) => done(String(error)));`,
    )) as T;
  /** The driver looks into one frame at a time. */
  const handIn = (frame: string | null): Hand => {
    const into = async <T>(act: () => Promise<T>): Promise<T> => {
      await session.switchTo().defaultContent();
      if (frame !== null) await session.switchTo().frame(session.findElement(By.name(frame)));
      return act();
    };
    return byKeys({
      evaluate: (expression) => into(() => read(expression)),
      keys: (text) =>
        into(() =>
          session
            .actions({ async: false })
            .sendKeys(text.replaceAll('\t', Key.TAB).replaceAll('\n', Key.ENTER))
            .perform(),
        ),
      frame: async (name) => handIn(name),
    });
  };
  return {
    hand: handIn(null),
    open: (url) => session.get(url),
    read,
    press,
    type: async (selector, text) => {
      await press(selector);
      await session.findElement(By.css(selector)).sendKeys(text);
    },
    move: async (path) => {
      for (const [x, y] of path)
        await session
          .actions({ async: false })
          .move({ origin: Origin.VIEWPORT, x, y, duration: 8 })
          .perform();
    },
    display,
    async close() {
      await session.quit();
      server.stop();
      await display.stop();
    },
  };
}

/** The driver says nothing when it is ready; its status does. */
async function startDriver(command: string, display: string) {
  const port = await freePort();
  const child = spawn(command, [`--port=${port}`, '--host=local'], {
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' },
    stdio: 'ignore',
  });
  const stop = () => void child.kill();
  // A run that is broken off leaves no driver behind.
  process.once('exit', stop);
  child.once('exit', () => process.off('exit', stop));
  const url = `http://127.0.0.1:${port}`;
  while ((await fetch(`${url}/status`).catch(() => null)) === null) {
    if (child.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${child.exitCode}`);
    await pause(50);
  }
  return { url, stop };
}
