/**
 * Tokens of a `User-Agent` that name a browser, the most telling first: each browser also names those that it
 * wants to be taken for.
 */
const BROWSERS: readonly (readonly [name: string, token: RegExp])[] = [
  ['Edge', /\bEdgA?\/(\d{1,4})/],
  ['Opera', /\bOPR\/(\d{1,4})/],
  ['Samsung', /\bSamsungBrowser\/(\d{1,4})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,4})/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d{1,4})/],
  ['Safari', /\bVersion\/(\d{1,4}).* Safari\//],
];
/** Characters that are read. Chosen: twice the longest of a browser. */
const MOST_CHARACTERS = 512;

/**
 * The browser and its version that a request names, such as `Chrome 131`; null where it names none. It only
 * helps to say what shifted many visits: nothing about a visitor is judged by it, since anybody can write it.
 */
export function browserOf(request: unknown): string | null {
  const text = userAgentOf(Object(request).headers)?.slice(0, MOST_CHARACTERS) ?? '';
  for (const [name, token] of BROWSERS) {
    const version = token.exec(text)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return null;
}

/** Of a web `Request`, or of Node's. */
function userAgentOf(headers: unknown): string | null {
  const { get } = Object(headers);
  const value = typeof get === 'function' ? get.call(headers, 'user-agent') : Object(headers)['user-agent'];
  return typeof value === 'string' ? value : null;
}
