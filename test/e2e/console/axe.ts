import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
/** WCAG 2.2 AA, and what axe holds to be good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds on a page, each with its element. */
export async function violations(page: Page): Promise<readonly string[]> {
  // As a script of the page it would break the page's policy, which is what it is for.
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (tags) =>
      (
        globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
      ).axe.run({
        runOnly: { type: 'tag', values: tags },
      }),
    TAGS,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Colours, and widths in px, in which each page is looked at. */
export const LOOKS = [
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const;

/** Opens a page with all that is folded on it: what axe finds, and whether it is too wide. */
export async function lookAt(page: Page, url: string): Promise<readonly string[]> {
  await page.goto(url);
  for (const one of await page.locator('details:not([name])').all())
    await one.evaluate((details) => details.setAttribute('open', ''));
  const found = await violations(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [...found, ...(wide > 0 ? [`${wide} px too wide`] : [])].map(
    (fault) => `${new URL(url).pathname}: ${fault}`,
  );
}
