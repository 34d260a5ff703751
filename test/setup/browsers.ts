import { existsSync, readdirSync } from 'node:fs';
import { advice, findProgram, installed } from './chromium.ts';

/** WebKitGTK's own small browser, which Debian keeps off the PATH, and the program that drives it. */
export interface WebKit {
  readonly driver: string;
  readonly browser: string;
}

const LIBRARIES = '/usr/lib';

/** Path of Firefox, or null. */
export const lookForFirefox = (): string | null => findProgram('firefox-esr') ?? findProgram('firefox');

/** WebKitGTK's driver and browser, or null. */
export function lookForWebKit(): WebKit | null {
  const driver = findProgram('WebKitWebDriver');
  if (driver === null || findProgram('Xvfb') === null || !existsSync(LIBRARIES)) return null;
  const browser = readdirSync(LIBRARIES)
    .map((folder) => `${LIBRARIES}/${folder}/webkit2gtk-4.1/MiniBrowser`)
    .find((file) => existsSync(file));
  return browser === undefined ? null : { driver, browser };
}

export const FIREFOX_ADVICE = advice('Firefox', 'firefox-esr');
export const WEBKIT_ADVICE = advice('WebKitGTK', 'webkit2gtk-driver xvfb xdotool');

/**
 * Installs what is missing of both when this process may; what then still is, the tests that need it name.
 */
export function installBrowsers(): void {
  if (lookForFirefox() === null) installed(['firefox-esr']);
  if (lookForWebKit() === null) installed(['webkit2gtk-driver', 'xvfb', 'xauth', 'xdotool']);
}
