/** Text for HTML: names come from files that other commands wrote. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** Text in which backticks mark code. */
export const inline = (text: string): string => escapeHtml(text).replace(/`([^`]*)`/g, '<code>$1</code>');

export const figure = (title: string, svg: string, caption = ''): string =>
  `<figure><h3>${escapeHtml(title)}</h3>${svg}${caption === '' ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`}</figure>`;

export const section = (title: string, text: string, ...content: readonly string[]): string =>
  `<section><h2>${escapeHtml(title)}</h2><p>${text}</p>${content.join('\n')}</section>`;

export const row = (...figures: readonly string[]): string => `<div class="row">${figures.join('\n')}</div>`;

/** Colours and what they stand for. */
export const key = (entries: readonly (readonly [color: string, name: string])[]): string =>
  `<div class="key">${entries.map(([color, name]) => `<span><i style="background:${color}"></i>${escapeHtml(name)}</span>`).join('')}</div>`;

export function htmlTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = (list: readonly (string | number)[], tag: 'th' | 'td'): string =>
    `<tr>${list.map((cell) => `<${tag}>${escapeHtml(String(cell))}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells(head, 'th')}</thead><tbody>${rows.map((list) => cells(list, 'td')).join('')}</tbody></table>`;
}
