import { Browser, Builder, By, until, type WebDriver } from 'selenium-webdriver';
import chrome from 'selenium-webdriver/chrome.js';
import { findChromedriver, findChromium } from '../../../setup/chromium.ts';
import { carryOut } from '../carry-out.ts';
import { withScreen } from '../screen.ts';
import type { Actor, Hands, Stage } from '../stage.ts';

/** Chosen: a page that is not there by then is a driver that hangs. */
const WAIT_MS = 15_000;

/** Opens the page with Selenium and Debian's chromedriver. */
function onSelenium(stage: Stage, act: (driver: WebDriver) => Promise<void>): Promise<void> {
  const program = findChromedriver();
  const { width, height, dpr } = stage.setting;
  return withScreen(stage.setting, async ({ headless, args, env }) => {
    const options = new chrome.Options();
    options.setChromeBinaryPath(findChromium());
    options.addArguments(
      ...args,
      ...(headless ? ['--headless=new'] : []),
      `--window-size=${width},${height + 90}`,
      `--force-device-scale-factor=${dpr}`,
    );
    const driver = await new Builder()
      .forBrowser(Browser.CHROME)
      .setChromeOptions(options)
      .setChromeService(new chrome.ServiceBuilder(program).setEnvironment(env))
      .build();
    try {
      await driver.get(stage.url);
      await driver.wait(until.elementLocated(By.id(stage.task.ready)), WAIT_MS);
      await act(driver);
    } finally {
      await driver.quit();
    }
  });
}

const driverHands = (driver: WebDriver, { enter, press }: Pick<Hands, 'enter' | 'press'>): Hands => ({
  enter,
  press,
  choose: (id, value) => driver.findElement(By.css(`#${id} option[value="${value}"]`)).click(),
  async shown(id) {
    await driver.wait(until.elementLocated(By.id(id)), WAIT_MS);
  },
});

export const selenium: readonly Actor[] = [
  {
    name: 'selenium',
    kind: 'tool',
    play: (stage) =>
      onSelenium(stage, (driver) => {
        const { random } = stage;
        const gapMs = random.pick([0, random.uniform(10, 150)]);
        const pauseMs = random.logUniform(1, 1200);
        stage.tell({ gapMs, pauseMs });
        return carryOut(
          stage,
          driverHands(driver, {
            async enter(id, text) {
              const control = driver.findElement(By.id(id));
              if (gapMs === 0) await control.sendKeys(text);
              else
                for (const character of text) {
                  await control.sendKeys(character);
                  await driver.sleep(gapMs * random.uniform(0.5, 1.5));
                }
              await driver.sleep(pauseMs * random.uniform(0.5, 1.5));
            },
            press: (id) => driver.findElement(By.id(id)).click(),
          }),
        );
      }),
  },
  {
    name: 'selenium-actions',
    kind: 'tool',
    play: (stage) =>
      onSelenium(stage, (driver) => {
        const { random } = stage;
        const moveMs = random.integer(50, 700);
        const holdMs = random.integer(10, 130);
        const gapMs = random.integer(10, 200);
        stage.tell({ moveMs, holdMs, gapMs });
        const vary = (ms: number) => Math.round(ms * random.uniform(0.6, 1.4));
        const press = async (id: string) => {
          const origin = driver.findElement(By.id(id));
          await driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', origin);
          const { width, height } = await origin.getRect();
          const x = Math.round(width * random.uniform(-0.3, 0.3));
          const y = Math.round(height * random.uniform(-0.3, 0.3));
          await driver
            .actions({ async: false })
            .move({ origin, x, y, duration: vary(moveMs) })
            .press()
            .pause(vary(holdMs))
            .release()
            .perform();
        };
        return carryOut(
          stage,
          driverHands(driver, {
            press,
            async enter(id, text) {
              await press(id);
              const keys = driver.actions({ async: false });
              for (const character of text)
                keys.keyDown(character).pause(vary(holdMs)).keyUp(character).pause(vary(gapMs));
              await keys.perform();
            },
          }),
        );
      }),
  },
];
