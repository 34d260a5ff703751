import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, '.tmp', 'evaluate');

/** Source files that training writes. They are not part of the hash, because each study fits its own. */
const WRITTEN = ['worker/features/stroke/trees-data.ts'];

/**
 * Hash of these modules and of everything they import, so that results are computed anew after a feature or
 * family changed.
 */
export function sourceHash(...entries: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of sourcesOf(entries)) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}

/**
 * The modules and, through any number of steps, the project's own modules that they import; sorted, from the
 * root.
 */
export function sourcesOf(entries: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const queue = [...entries];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file) || WRITTEN.includes(file)) continue;
    found.add(file);
    const text = readFileSync(join(ROOT, file), 'utf8');
    const { importedFiles } = ts.preProcessFile(text, true, true);
    const own = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
    queue.push(...own.map(({ fileName }) => join(dirname(file), fileName)));
  }
  return [...found].sort();
}

/** Where a result is kept; the name contains everything it depends on. */
export function cachePath(name: string): string {
  mkdirSync(FOLDER, { recursive: true });
  return join(FOLDER, `${name}.v8`);
}

/**
 * The result of an earlier run under this name, or null. A name contains all that a value depends on, so the
 * value has the writer's type.
 */
export function readCached<T>(name: string): T | null {
  const path = cachePath(name);
  return existsSync(path) ? (deserialize(readFileSync(path)) as T) : null;
}

export function writeCached(name: string, value: unknown): void {
  writeFileSync(cachePath(name), serialize(value));
}

/** The result of an earlier run, or a new one. */
export async function cached<T>(name: string, make: () => Promise<T> | T): Promise<T> {
  const found = readCached<T>(name);
  if (found !== null) return found;
  const value = await make();
  writeCached(name, value);
  return value;
}
