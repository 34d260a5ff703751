import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { openDisplay } from '../bots/os/display.ts';
import type { Found, Front } from './front.ts';

/** Chosen: a peer that is silent for a minute counts as having no answer. */
const WAIT_MS = 60_000;

/**
 * A browser that nothing drives: headful, no debugging port, opened on a page and left alone. Rules that fire
 * here depend on the machine, not on a tool; on a virtual machine without a graphics card some do.
 */
export async function watchBystander(front: Front): Promise<Found | null> {
  const display = await openDisplay({ width: 1440, height: 1000 });
  const profile = await mkdtemp(join(tmpdir(), 'tellsign-peers-'));
  front.begin();
  const browser = spawn(
    findChromium(),
    [...CHROMIUM_ARGS, `--user-data-dir=${profile}`, '--no-first-run', `${front.origin}/lab/login`],
    { env: { ...process.env, DISPLAY: display.name }, stdio: 'ignore' },
  );
  try {
    const until = Date.now() + WAIT_MS;
    while (front.found() === null && Date.now() < until) await delay(100);
    return front.found();
  } finally {
    if (browser.exitCode === null) {
      browser.kill();
      await once(browser, 'exit');
    }
    await display.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
