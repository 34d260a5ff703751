import type { Page } from 'playwright-core';
import { openWindow } from '../../e2e/browser.ts';
import { findDisplayTools } from '../../setup/chromium.ts';
import type { Stage } from '../stage.ts';
import { type Display, openDisplay } from './display.ts';

const SIZE = { width: 1280, height: 900 };

/** The checkout in a headful Chromium on an X screen of its own. */
export async function onWindow(
  stage: Stage,
  act: (window: { readonly page: Page; readonly display: Display }) => Promise<void>,
): Promise<void> {
  findDisplayTools();
  const display = await openDisplay(SIZE);
  try {
    const visit = await openWindow(display.name, SIZE);
    try {
      await visit.page.goto(stage.url);
      await visit.page.waitForSelector('#pay');
      await act({ page: visit.page, display });
    } finally {
      await visit.close();
    }
  } finally {
    await display.stop();
  }
}
