const BEGIN = '<!-- inventory: written by `npx tsx tools/inventory/index.ts --write` -->';
const END = '<!-- end of the inventory -->';

/** The page with this text between the two marks. @throws where the marks are not there, once each */
export function replaceBlock(page: string, text: string): string {
  const [before, rest, ...more] = page.split(BEGIN);
  const [, after, ...others] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined || more.length + others.length > 0)
    throw new Error('the page has no marks for the inventory');
  return `${before}${BEGIN}\n\n${text}\n\n${END}${after}`;
}
