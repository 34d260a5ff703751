/** A start tag of a page. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Elements whose text is no markup. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'template', 'noscript', 'iframe', 'xmp']);
const NAME = /[a-z][^\s/>]*/iy;
const ATTRIBUTE = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?/y;

/**
 * The start tags of a page, in order, without those in comments and in raw text: what is in the source, not
 * what scripts add later. The time is linear in the text, because a page may be hostile.
 */
export function tagsOf(html: string): readonly Tag[] {
  // Of ASCII alone, as in browsers: some other letters become longer.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const tags: Tag[] = [];
  let at = 0;
  for (;;) {
    at = html.indexOf('<', at);
    if (at < 0) return tags;
    if (html.startsWith('<!--', at)) {
      at = endOf(html, '-->', at + 4);
      continue;
    }
    NAME.lastIndex = at + 1;
    const name = NAME.exec(html)?.[0].toLowerCase();
    if (!name) {
      at++;
      continue;
    }
    const { attributes, end } = readAttributes(html, NAME.lastIndex);
    tags.push({ name, attributes });
    at = RAW.has(name) ? endOf(lower, `</${name}`, end) : end;
  }
}

/** Where the text that was found ends; the end of the page without it. */
function endOf(html: string, text: string, from: number): number {
  const found = html.indexOf(text, from);
  return found < 0 ? html.length : found + text.length;
}

function readAttributes(html: string, from: number) {
  const attributes: Record<string, string> = Object.create(null);
  let end = from;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const match = ATTRIBUTE.exec(html);
    if (!match) break;
    const [, name = '', double, single, bare] = match;
    // The first one of a name counts, as in browsers.
    attributes[name.toLowerCase()] ??= decode(double ?? single ?? bare ?? '');
    end = ATTRIBUTE.lastIndex;
  }
  const close = html.indexOf('>', end);
  return { attributes, end: close < 0 ? html.length : close + 1 };
}

/** What template engines write in attributes; the other two thousand names are no part of an address. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' },
  ...{ sol: '/', plus: '+', equals: '=', colon: ':', period: '.', quest: '?', num: '#', lowbar: '_' },
};
const MAX_CODE_POINT = 0x10ffff;

const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,8})|#x([\da-f]{1,8})|([a-z]{1,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= MAX_CODE_POINT ? String.fromCodePoint(code) : '\ufffd';
  });
