import { CHROMIUM_ARGS, findDisplayTools } from '../../setup/chromium.ts';
import { openDisplay } from './os/display.ts';
import type { Setting } from './stage.ts';

/** Room for the browser's own bars around the page, px. */
const BARS = 160;

export interface Launch {
  readonly headless: boolean;
  readonly args: string[];
  readonly env: Record<string, string>;
}

/**
 * What to launch a browser with: nothing to show it on, or an X screen of its own that is gone afterwards.
 */
export async function withScreen<T>(
  { headful, width, height, dpr }: Setting,
  act: (launch: Launch) => Promise<T>,
): Promise<T> {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  if (!headful) return act({ headless: true, args: [...CHROMIUM_ARGS], env });
  findDisplayTools();
  const size = { width: Math.ceil(width * dpr) + BARS, height: Math.ceil(height * dpr) + BARS };
  const display = await openDisplay(size);
  try {
    return await act({
      headless: false,
      args: [...CHROMIUM_ARGS, '--window-position=0,0'],
      env: { ...env, DISPLAY: display.name },
    });
  } finally {
    await display.stop();
  }
}
