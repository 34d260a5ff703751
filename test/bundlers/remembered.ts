import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, LOCKS } from './fixture.ts';
import { fileOfApp, fileOfPage } from './recipe.ts';
import type { Stack } from './stacks.ts';

/** That a stack passed, for exactly these files. */
export interface Stamp {
  readonly key: string;
  readonly minutes: number;
  readonly at: string;
}

const FOLDER = '.tmp/bundlers';
/** What tries every stack; which stacks there are is in the key of each. */
const CODE = readdirSync('test/bundlers')
  .filter((name) => name.endsWith('.ts') && name !== 'stacks.ts')
  .map((name) => join('test/bundlers', name));

/** What is published of `package.json`. Scripts and tools of this repository decide nothing elsewhere. */
function published(): string {
  const { scripts, devDependencies, ...rest } = JSON.parse(readFileSync('package.json', 'utf8'));
  return JSON.stringify(rest);
}

/**
 * Hash of all that decides whether the stack passes: what is packed, lock file, recipe and the code that
 * tries it.
 */
export const keyOf = (stack: Stack): string => {
  const pages = stack.app ? [fileOfApp(stack.app)] : stack.pages.map(fileOfPage);
  const files = ['dist', ...CODE, 'test/e2e/browser.ts', join(LOCKS, stack.lock), ...pages];
  return hashOf(files, JSON.stringify(stack) + published());
};

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
