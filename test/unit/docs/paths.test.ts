import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/**
 * Folders of the tree whose names begin a path in prose. What a command writes (`dist`, `.tmp`) is not there.
 */
const FOLDERS = /^(src|worker|train|tools|demo|docs|examples|model|test)\//;

async function pages(): Promise<readonly string[]> {
  const docs = await readdir(join(ROOT, 'docs'), { recursive: true });
  return [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CHANGELOG.md',
    ...docs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
  ];
}

/** Paths of the tree in backquotes, up to the first placeholder, and targets of links. */
function pathsIn(page: string, text: string): readonly string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  const quoted = [...prose.matchAll(/`([^`\s]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => FOLDERS.test(path))
    .map((path) => path.replace(/[<*…].*$/, ''));
  const linked = [...prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, path = '']) => path)
    .filter((path) => !/^[a-z]+:/.test(path))
    .map((path) => join(dirname(page), path));
  return [...quoted, ...linked];
}

it.each([
  ['`src/a.ts` and `worker/<group>.ts`', ['src/a.ts', 'worker/']],
  ['`npm run demo`, `POST /tellsign/nonce` and `srcdoc`', []],
  ['[threats](../docs/threats.md#one) and [there](https://a.example/b)', ['docs/threats.md']],
  ['```\n`src/a.ts`\n```\n', []],
])('finds the paths in %j', (text, paths) => {
  expect(pathsIn('docs/page.md', text)).toEqual(paths);
});

it('docs and the pages at the top name paths that exist', async () => {
  const missing: string[] = [];
  for (const page of await pages()) {
    const paths = pathsIn(page, await readFile(join(ROOT, page), 'utf8'));
    for (const path of paths) if (!existsSync(join(ROOT, path))) missing.push(`${page}: ${path}`);
  }
  expect(missing).toEqual([]);
});
