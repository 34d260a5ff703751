import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../setup/chromium.ts';

export interface Visit {
  readonly browser: Browser;
  readonly page: Page;
  close(): Promise<void>;
}

/** A headless Chromium with a fresh profile, driven as a script would drive it. */
export async function openVisit(options: BrowserContextOptions = {}): Promise<Visit> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  const page = await (
    await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  ).newPage();
  return { browser, page, close: () => browser.close() };
}

export interface WindowOptions {
  /** Device pixels to a CSS pixel. @default 1 */
  readonly dpr?: number;
  /** Further switches and environment of the browser. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A headful Chromium at the corner of an X screen that carries no automation flag; input is left to the X
 * server.
 */
export async function openWindow(
  display: string,
  size: { readonly width: number; readonly height: number },
  { dpr = 1, args = [], env = {} }: WindowOptions = {},
): Promise<Visit> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: false,
    ignoreDefaultArgs: ['--enable-automation'],
    args: [
      ...CHROMIUM_ARGS,
      '--window-position=0,0',
      `--window-size=${size.width},${size.height}`,
      ...(dpr === 1 ? [] : [`--force-device-scale-factor=${dpr}`]),
      ...args,
    ],
    env: { ...process.env, ...env, DISPLAY: display } as Record<string, string>,
  });
  const page = await (await browser.newContext({ viewport: null })).newPage();
  return { browser, page, close: () => browser.close() };
}

/** The person every scenario checks out as; the card number is the schemes' published test number. */
export const CUSTOMER = {
  name: 'Mara Lindqvist',
  email: 'mara.lindqvist@post.example',
  phone: '4915112345678',
  addr: 'Lindenweg 14',
  city: 'Bremen',
  zip: '28195',
  card: '4242424242424242',
  exp: '11/29',
  cvv: '123',
} as const;
export const COUNTRY = 'DE';

/** Fills every field at once through the driver, as a form-filling script does. */
export async function fillAll(page: Page): Promise<void> {
  for (const [id, value] of Object.entries(CUSTOMER)) await page.fill(`#${id}`, value);
  await page.selectOption('#country', COUNTRY);
  await page.check('#agree');
}
