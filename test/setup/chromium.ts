import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/Applications/Google Chrome.app/Contents/MacOS'];

/** Switches under which a test browser makes no request of its own and runs in a container. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Absolute path of a program on PATH or in the usual places, or null. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...FOLDERS];
  return folders.map((folder) => join(folder, name)).find(runnable) ?? null;
}

/**
 * Installs Debian packages when this process may, without starting the services in them; says whether it
 * tried.
 */
export function installed(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version') || findProgram('apt-get') === null)
    return false;
  process.stderr.write(`installing ${packages.join(' ')} with apt-get\n`);
  const apt = (...args: readonly string[]) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  } catch {
    // The caller searches for the programs again and says what is missing.
  }
  return true;
}

export const advice = (what: string, packages: string) =>
  `${what} is missing. On Debian or Ubuntu: apt-get install ${packages}. `;

function lookForChromium(): string | null {
  const named = process.env.CHROMIUM;
  if (named) {
    if (runnable(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which cannot be run.`);
  }
  return NAMES.map(findProgram).find((path) => path !== null) ?? null;
}

/**
 * Path of a Chromium to drive: `$CHROMIUM`, the usual names on PATH, or Debian's package, installed when this
 * process may.
 */
export function findChromium(): string {
  const found = lookForChromium() ?? (installed(['chromium']) ? lookForChromium() : null);
  if (found === null)
    throw new Error(
      `${advice('Chromium', 'chromium')}Elsewhere: install Chromium or Chrome and set CHROMIUM to its path.`,
    );
  return found;
}

/**
 * Xvfb and xdotool, which play recordings through the operating system's own input; installed like Chromium.
 */
export function findDisplayTools(): { readonly xvfb: string; readonly xdotool: string } {
  if (findProgram('Xvfb') === null || findProgram('xdotool') === null)
    installed(['xvfb', 'xauth', 'xdotool']);
  const xvfb = findProgram('Xvfb');
  const xdotool = findProgram('xdotool');
  if (xvfb === null || xdotool === null) throw new Error(advice('Xvfb or xdotool', 'xvfb xdotool'));
  return { xvfb, xdotool };
}

/** chromedriver, which Selenium talks to; installed like Chromium. */
export function findChromedriver(): string {
  if (findProgram('chromedriver') === null) installed(['chromium-driver']);
  const found = findProgram('chromedriver');
  if (found === null) throw new Error(advice('chromedriver', 'chromium-driver'));
  return found;
}
