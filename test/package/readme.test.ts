import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

describe('README.md', () => {
  it('has links that lead somewhere in the package, too', () => {
    const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [packed] = JSON.parse(printed) as readonly Packed[];
    const paths = new Set(packed?.files.map(({ path }) => path));
    const text = readFileSync('README.md', 'utf8');
    // A picture is not worth its bytes on every disk.
    const links = [...text.matchAll(/(?<!!)\[[^\]]*\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((path) => !paths.has(path))).toEqual([]);
  });
});

describe('package.json', () => {
  it('has keywords by which it is found', () => {
    const { keywords } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly keywords: string[] };
    expect(keywords).toEqual(expect.arrayContaining(['fraud-detection', 'bot-detection']));
  });
});
