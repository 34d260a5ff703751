import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, LOCKS } from './fixture.ts';
import { fileOfPage } from './recipe.ts';
import type { Stack } from './stacks.ts';

/** That a stack passed, for exactly these files. */
export interface Stamp {
  readonly key: string;
  readonly minutes: number;
  readonly at: string;
}

const FOLDER = '.tmp/bundlers';
/** What every stack depends on. */
const COMMON = ['dist', 'package.json', 'test/bundlers', 'test/e2e/browser.ts'];

/**
 * Hash of all that decides whether the stack passes: package, lock file, recipe and the code that tries it.
 */
export const keyOf = ({ name, lock, pages }: Stack): string =>
  `${name} ${hashOf([...COMMON, join(LOCKS, lock), ...pages.map(fileOfPage)])}`;

const fileOf = ({ name }: Stack): string => join(FOLDER, `${name.replace(/\W+/g, '-')}.json`);

/** The stamp of an earlier run with the same files, or null. */
export function recall(stack: Stack): Stamp | null {
  try {
    const stamp = JSON.parse(readFileSync(fileOf(stack), 'utf8')) as Stamp;
    return stamp.key === keyOf(stack) ? stamp : null;
  } catch {
    return null;
  }
}

export function remember(stack: Stack, minutes: number): void {
  mkdirSync(FOLDER, { recursive: true });
  const stamp: Stamp = { key: keyOf(stack), minutes, at: new Date().toISOString() };
  writeFileSync(fileOf(stack), JSON.stringify(stamp));
}
