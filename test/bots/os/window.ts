import type { Page } from 'playwright-core';
import { openWindow } from '../../e2e/browser.ts';
import { findDisplayTools } from '../../setup/chromium.ts';
import type { Stage } from '../stage.ts';
import { type Display, openDisplay } from './display.ts';

/** Where a recorded person sits, unless told otherwise. */
export const SIZE = { width: 1280, height: 900 };

export interface WindowOptions {
  /** The window's outer size, CSS px. @default 1280 × 900 */
  readonly size?: { readonly width: number; readonly height: number };
  /** @default 1 */
  readonly dpr?: number;
}

/** The page in a headful Chromium at the corner of an X screen of its own. */
export async function onWindow(
  stage: Stage,
  act: (window: { readonly page: Page; readonly display: Display }) => Promise<void>,
  { size = SIZE, dpr = 1 }: WindowOptions = {},
): Promise<void> {
  findDisplayTools();
  const display = await openDisplay({
    width: Math.ceil(size.width * dpr),
    height: Math.ceil(size.height * dpr),
  });
  try {
    const visit = await openWindow(display.name, size, dpr);
    try {
      await visit.page.goto(stage.url);
      await visit.page.waitForSelector(`#${stage.task.ready}`);
      await act({ page: visit.page, display });
    } finally {
      await visit.close();
    }
  } finally {
    await display.stop();
  }
}
