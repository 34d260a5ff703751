import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import { needText, writeText } from '../files.ts';

/** What a page loads by address; the first four are always copied. */
export const PAGE_FILES = ['tellsign.js', 'worker.js', 'ort.js', 'ort.wasm'] as const;

export interface Copied {
  readonly written: readonly string[];
  /** They were there already, with the same bytes. */
  readonly unchanged: readonly string[];
  /** Hash of each file, as the attribute `integrity` writes it. */
  readonly integrity: Readonly<Record<string, string>>;
}

interface CopyOptions {
  readonly dist: string;
  readonly folder: string;
  readonly names: readonly string[];
  /** Write over files of other bytes. */
  readonly force: boolean;
}

export const hashOf = (bytes: Uint8Array): string =>
  `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/**
 * Copies files and compares each with the hash that was published with it. Nothing is written where one file
 * cannot be.
 *
 * @throws CliError where a file is damaged, or another one is in its place
 */
export function copyFiles({ dist, folder, names, force }: CopyOptions): Copied {
  const known = JSON.parse(needText(join(dist, 'integrity.json'))) as Readonly<Record<string, string>>;
  const files = names.map((name) => {
    const bytes = readFileSync(join(dist, name));
    const hash = hashOf(bytes);
    if (known[name] !== undefined && known[name] !== hash)
      throw new CliError('file_invalid', `${name} has another hash than integrity.json: install it again.`);
    const target = join(folder, name);
    const before = existsSync(target) ? readFileSync(target) : null;
    return { name, bytes, hash, target, before };
  });
  const others = files.filter(({ before, bytes }) => before && !before.equals(bytes));
  if (others.length > 0 && !force)
    throw new CliError(
      'file_exists',
      `${others.map(({ target }) => target).join(', ')}: another file is there. Use --force to replace it.`,
    );
  const changed = files.filter(({ before, bytes }) => !before?.equals(bytes));
  for (const { target, bytes } of changed) writeText(target, bytes);
  const changedNames = changed.map(({ name }) => name);
  return {
    written: changedNames,
    unchanged: names.filter((name) => !changedNames.includes(name)),
    integrity: Object.fromEntries(files.map(({ name, hash }) => [name, hash])),
  };
}
