import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Entry {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}

const FIXTURES = 'test/bundlers/locks';
const locks = [
  'package-lock.json',
  ...readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('package-lock.json') && !name.includes('node_modules'))
    .map((name) => join(FIXTURES, name)),
];

describe.each(locks)('%s', (file) => {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly packages: Readonly<Record<string, Entry>>;
  };
  const isFetched = ([path, { link, inBundle, resolved = '' }]: [string, Entry]) =>
    path !== '' && !link && !inBundle && !resolved.startsWith('file:');
  const fetched = Object.entries(packages).filter(isFetched);

  it('pins every package that is fetched to its bytes', () => {
    expect(fetched.length).toBeGreaterThan(0);
    expect(fetched.flatMap(([path, { integrity }]) => (integrity ? [] : [path]))).toEqual([]);
  });

  it('records no registry address', () => {
    expect(fetched.flatMap(([path, { resolved }]) => (resolved ? [path] : []))).toEqual([]);
  });
});
