import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the built files are made from. */
const INPUTS = [
  'src',
  'worker',
  'model',
  'tools/kernel',
  'tools/model',
  'tools/notices',
  'tools/ort-slim',
  'examples/apps',
  'rollup.config.mjs',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * The build that the behaviour suite tests: with `TELLSIGN_TARGET=dist` the shipped files, otherwise the
 * readable ones.
 */
export const TARGET: 'src' | 'dist' = process.env.TELLSIGN_TARGET === 'dist' ? 'dist' : 'src';

/** Folder of that build: same file names in both. */
export const TARGET_FOLDER = TARGET === 'dist' ? 'dist' : '.tmp/src';
/** Folder of the optional package `tellsign-ort` of that build. */
export const ORT_FOLDER = TARGET === 'dist' ? 'dist-ort' : '.tmp/src-ort';

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** `server.js` is written last, so a build that broke off is stale too. */
function isStale(folder: string): boolean {
  const last = join(folder, 'server.js');
  return !existsSync(last) || newest(last) < Math.max(...INPUTS.filter(existsSync).map(newest));
}

/** Builds a target unless its files are newer than everything they are made from. */
export function buildStale(target: typeof TARGET): void {
  if (!isStale(target === 'dist' ? 'dist' : '.tmp/src')) return;
  process.stderr.write(`building ${target === 'dist' ? 'dist' : 'the readable test build'} …\n`);
  const rollup = [
    'node_modules/rollup/dist/bin/rollup',
    '--config',
    '--silent',
    '--environment',
    `TARGET:${target}`,
  ];
  execFileSync(process.execPath, rollup, { stdio: 'inherit' });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) buildStale('dist');
