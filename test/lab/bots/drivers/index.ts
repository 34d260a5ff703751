import type { Actor } from '../stage.ts';
import { agent } from './agent.ts';
import { ghostCursor } from './ghost-cursor.ts';
import { ghostCursorPlaywright } from './ghost-cursor-playwright.ts';
import { inPage } from './in-page.ts';
import { insertText } from './insert-text.ts';
import { mcp } from './mcp.ts';
import { patchright } from './patchright.ts';
import { playwright } from './playwright.ts';
import { playwrightMouse } from './playwright-mouse.ts';
import { puppeteer } from './puppeteer.ts';
import { rebrowserPuppeteer } from './rebrowser.ts';
import { robotjs } from './robotjs.ts';
import { selenium } from './selenium.ts';
import { stealthHumanize } from './stealth.ts';
import { windmouse } from './windmouse.ts';
import { xdotool } from './xdotool.ts';

/** Every tool of the survey. */
export const DRIVERS: readonly Actor[] = [
  ...playwright,
  playwrightMouse,
  windmouse,
  ghostCursorPlaywright,
  insertText,
  ...puppeteer,
  ...ghostCursor,
  stealthHumanize,
  rebrowserPuppeteer,
  patchright,
  ...selenium,
  ...inPage,
  agent,
  mcp,
  robotjs,
  xdotool,
];
