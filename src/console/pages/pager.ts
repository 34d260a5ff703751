import { type Html, html } from '../html.ts';
import type { Paged } from '../view.ts';
import { count } from '../words/money.ts';

/** Links to the pages beside this one; nothing where there is only one. */
export function pager(href: string, { page, pages, total }: Paged): Html | null {
  if (pages <= 1) return null;
  const to = (number: number) => `${href}?page=${number}`;
  return html`<nav class="pager" aria-label="Pages">
  ${page > 1 ? html`<a class="button small" rel="prev" href="${to(page - 1)}">Previous</a>` : ''}
  <p>Page ${count(page)} of ${count(pages)}<span class="sub"> · ${count(total)} in all</span></p>
  ${page < pages ? html`<a class="button small" rel="next" href="${to(page + 1)}">Next</a>` : ''}
</nav>`;
}
