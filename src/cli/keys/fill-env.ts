import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { readText, writeText } from '../files.ts';
import type { Secret } from './secrets.ts';

/** Only its owner reads a file of secrets. */
const OWNER_ONLY = 0o600;

export interface Filled {
  /** Names that were added. */
  readonly added: readonly string[];
  /** Names that had a value already, which was kept. */
  readonly kept: readonly string[];
  /** What the file has to end with. */
  readonly text: string;
}

/** Values for the secrets that an environment file lacks. A name without a value is one that it lacks. */
export async function fillEnv(before: string | null, secrets: readonly Secret[]): Promise<Filled> {
  const there = parseEnv(before ?? '');
  const kept = secrets.filter(({ name }) => Boolean(there[name]));
  const missing = secrets.filter(({ name }) => !there[name]);
  const lines = await Promise.all(missing.map(lineOf));
  const gap = before && !before.endsWith('\n') ? '\n' : '';
  return {
    added: missing.map(({ name }) => name),
    kept: kept.map(({ name }) => name),
    text: missing.length === 0 ? (before ?? '') : `${before ?? ''}${gap}${lines.join('')}`,
  };
}

async function lineOf({ name, about, make }: Secret): Promise<string> {
  const value = await make();
  return `# ${about}\n${name}=${value.startsWith('{') ? `'${value}'` : value}\n`;
}

/** Writes the file, a new one for its owner alone, unless nothing was missing. */
export function writeEnv(path: string, { added, text }: Filled): void {
  if (added.length > 0) writeText(path, text, OWNER_ONLY);
}

/** Where a file of secrets may be seen by others than its owner, and what to do. */
export const warningsOf = (path: string, name: string): readonly string[] => {
  const isOpen = process.platform !== 'win32' && ((statOf(path)?.mode ?? 0) & 0o077) !== 0;
  return [
    ...(isIgnored(path)
      ? []
      : [`${name} holds secrets: put it into .gitignore, and into no image and no log.`]),
    ...(isOpen ? [`Others on this machine can read ${name}: chmod 600 ${name}`] : []),
  ];
};

const statOf = (path: string) => statSync(path, { throwIfNoEntry: false });

/** Whether the folder's `.gitignore` names the file; false where there is no such file. */
export function isIgnored(path: string): boolean {
  const rules = (readText(join(dirname(path), '.gitignore')) ?? '').split('\n').map((line) => line.trim());
  const name = path.slice(dirname(path).length + 1);
  return [name, `/${name}`, `${name}*`, '.env*', '*.env'].some((rule) => rules.includes(rule));
}
