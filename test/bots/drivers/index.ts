import type { Actor } from '../stage.ts';
import { agent } from './agent.ts';
import { ghostCursor } from './ghost-cursor.ts';
import { inPage } from './in-page.ts';
import { insertText } from './insert-text.ts';
import { patchright } from './patchright.ts';
import { playwright } from './playwright.ts';
import { playwrightMouse } from './playwright-mouse.ts';
import { puppeteerType } from './puppeteer.ts';
import { webdriver } from './webdriver.ts';
import { xdotool } from './xdotool.ts';

/** Every tool of the survey. */
export const DRIVERS: readonly Actor[] = [
  ...playwright,
  playwrightMouse,
  puppeteerType,
  ...ghostCursor,
  ...inPage,
  insertText,
  patchright,
  webdriver,
  agent,
  xdotool,
];
