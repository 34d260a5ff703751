import type { Page } from 'playwright-core';
import { openWindow } from '../../../e2e/browser.ts';
import { findDisplayTools } from '../../../setup/chromium.ts';
import type { Stage } from '../stage.ts';
import { type Assistant, openAssistant } from './assistant.ts';
import { type Display, openDisplay } from './display.ts';

/** Where a recorded person sits, unless told otherwise. */
export const SIZE = { width: 1280, height: 900 };

export interface WindowOptions {
  /** The window's outer size, CSS px. @default 1280 × 900 */
  readonly size?: { readonly width: number; readonly height: number };
  /** @default 1 */
  readonly dpr?: number;
  /** With an accessibility bus, as where assistive technology runs. @default false */
  readonly assisted?: boolean;
}

export interface OpenWindow {
  readonly page: Page;
  readonly display: Display;
  readonly assistant: Assistant | null;
}

/** The page in a headful Chromium at the corner of an X screen of its own. */
export async function onWindow(
  stage: Stage,
  act: (window: OpenWindow) => Promise<void>,
  { size = SIZE, dpr = 1, assisted = false }: WindowOptions = {},
): Promise<void> {
  findDisplayTools();
  const display = await openDisplay({
    width: Math.ceil(size.width * dpr),
    height: Math.ceil(size.height * dpr),
  });
  let assistant: Assistant | null = null;
  try {
    assistant = assisted ? await openAssistant(display.name) : null;
    const visit = await openWindow(display.name, size, { dpr, ...assistant?.launch });
    try {
      await visit.page.goto(stage.url);
      await visit.page.waitForSelector(`#${stage.task.ready}`);
      await act({ page: visit.page, display, assistant });
    } finally {
      await visit.close();
    }
  } finally {
    await assistant?.stop();
    await display.stop();
  }
}
