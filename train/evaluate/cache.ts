import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, '.tmp', 'evaluate');

/** What training writes among the sources; the studies grow their own. */
const MADE = 'trees-data.ts';

/** Hash of source files and folders, so that a changed feature or family makes its results anew. */
export function sourceHash(...paths: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else if (!path.endsWith(MADE)) hash.update(path.slice(ROOT.length)).update(readFileSync(path));
  };
  for (const path of paths) add(join(ROOT, path));
  return hash.digest('hex').slice(0, 16);
}

/** Where a result is kept; the name holds everything it depends on. */
export function cachePath(name: string): string {
  mkdirSync(FOLDER, { recursive: true });
  return join(FOLDER, `${name}.v8`);
}

/**
 * What an earlier run left under this name, or null. Names pin all that a value depends on, so its type is
 * the writer's.
 */
export function readCached<T>(name: string): T | null {
  const path = cachePath(name);
  return existsSync(path) ? (deserialize(readFileSync(path)) as T) : null;
}

export function writeCached(name: string, value: unknown): void {
  writeFileSync(cachePath(name), serialize(value));
}

/** Reads what an earlier run left, or makes it. */
export async function cached<T>(name: string, make: () => Promise<T> | T): Promise<T> {
  const found = readCached<T>(name);
  if (found !== null) return found;
  const value = await make();
  writeCached(name, value);
  return value;
}
