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
/** A line of a shell block that `npm test -- bundlers` runs. */
const LABELLED = /# (build|start|develop)$/;

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
