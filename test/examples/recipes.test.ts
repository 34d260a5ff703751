import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandsOf, filesOf } from '../bundlers/recipe.ts';
import { STACKS } from '../bundlers/stacks.ts';

const FOLDER = 'docs/integrate';
const pages = readdirSync(FOLDER).map((name) => name.replace(/\.md$/, ''));
const followed = new Set(STACKS.flatMap((stack) => stack.pages));
/** Its scripts send forms of pages that need no build: `test/e2e/other-scripts` runs its files. */
const PLAIN = 'forms';
const textOf = (page: string) => readFileSync(`${FOLDER}/${page}.md`, 'utf8');
/** Code between fences. */
const blocksOf = (text: string) =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([block, kind, code = '']) => ({
    block,
    kind,
    code,
  }));
/** A line of a shell block that `npm test -- bundlers` runs, or whose packages its lock files have. */
const LABELLED = /# (build|start|develop|install)$/;
const INSTALL = /^npm i tellsign (.*) # install$/gm;
/** The packages of the lock files with which a page is followed, as `name@version`. */
const lockedFor = (page: string): readonly string[] =>
  STACKS.filter(({ pages }) => pages.some((name) => name.split('#')[0] === page)).flatMap(({ lock }) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(
      readFileSync(`test/bundlers/locks/${lock}/package.json`, 'utf8'),
    ) as Partial<Record<'dependencies' | 'devDependencies', Record<string, string>>>;
    return Object.entries({ ...dependencies, ...devDependencies }).map((entry) => entry.join('@'));
  });

describe('the pages of docs/integrate', () => {
  it.each(pages.filter((page) => page !== PLAIN))(
    'are followed by npm test -- bundlers, and linked: %s',
    (page) => {
      const sections = [...textOf(page).matchAll(/^## (.+)$([\s\S]*?)(?=^## |$(?![\s\S]))/gm)];
      const chosen = sections.filter(([, , text = '']) => Object.values(commandsOf(text)).flat().length > 0);
      const wanted = chosen.map(([, heading]) => `${page}#${heading}`);
      const whole = followed.has(page) ? [page] : [];
      expect(whole.length > 0 || wanted.every((name) => followed.has(name)), wanted.join()).toBe(true);
      expect(whole.length + wanted.length).toBeGreaterThan(0);
      if (page !== 'verifier')
        expect(readFileSync('docs/integrate.md', 'utf8')).toContain(`(integrate/${page}.md)`);
    },
  );

  it.each(pages)('install what is tried, in the versions that are tried: %s', (page) => {
    const named = [...textOf(page).matchAll(INSTALL)].flatMap(([, packages = '']) => packages.split(' '));
    const locked = lockedFor(page);
    for (const name of named)
      expect(locked.filter((found) => `${found}.`.startsWith(`${name}.`))).not.toEqual([]);
  });

  it.each(pages)('have no code that is not run: %s', (page) => {
    const files = filesOf(textOf(page));
    for (const { block, kind, code } of blocksOf(textOf(page))) {
      if (kind === 'sh') for (const line of code.trim().split('\n')) expect(line).toMatch(LABELLED);
      else expect(filesOf(block).size, block.slice(0, 200)).toBe(1);
    }
    for (const [path, code] of files) expect(code.trim(), path).not.toBe('');
  });

  it('decide alike, as docs/integrate.md does', () => {
    const all = [...pages.map(textOf), readFileSync('docs/integrate.md', 'utf8')];
    const harmless = all.flatMap((text) => /const HARMLESS = .*?\(\[(.*?)\]\)/.exec(text)?.[1] ?? []);
    expect(harmless.length).toBeGreaterThan(2);
    expect(new Set(harmless).size).toBe(1);
  });
});
