import { type Answer, type Asker, ask, type Question } from './ask.ts';
import { type Policy, readPolicies } from './policy.ts';
import { type Tag, tagsOf } from './tags.ts';

/** Most bytes of each kind of answer. Chosen: several times what is served of each. */
export const MAX_BYTES = { page: 2_000_000, script: 2_000_000, wasm: 20_000_000, nonce: 65_536 } as const;

/** What somebody says of a page whose client is in a bundle. */
export interface Hints {
  readonly action: string | undefined;
  readonly endpoint: string | undefined;
  readonly assets: string | undefined;
}

/** A page, looked at. */
export interface Look {
  readonly page: Answer;
  readonly tags: readonly Tag[];
  readonly policies: readonly Policy[];
  /** Attributes of the script tag; null without one. */
  readonly script: Readonly<Record<string, string>> | null;
  /** Absolute addresses; a file's is undefined where nothing says where it is. */
  readonly scriptUrl: string | undefined;
  readonly workerUrl: string | undefined;
  /** Somebody said where the files of a bundle are. */
  readonly isBundled: boolean;
  /** As the page has it, where it is no address. */
  readonly endpoint: string;
  readonly action: string;
  readonly ask: (url: string, question: Question) => Promise<Answer>;
  /** Address of a file beside the script. */
  readonly beside: (name: string) => string | undefined;
}

/** Asks for a page and reads its source. */
export async function lookAt(url: string, hints: Hints, asker: Asker): Promise<Look> {
  const page = await ask(url, { maxBytes: MAX_BYTES.page, headers: { accept: 'text/html' } }, asker);
  const tags = tagsOf(page.text);
  const base = baseOf(tags, page.url);
  const resolve = (text: string | undefined, from = base) =>
    text !== undefined && URL.canParse(text, from) ? new URL(text, from).href : undefined;
  const script = tags.find(isOurs)?.attributes ?? null;
  const scriptUrl = resolve(script?.src);
  const assets = resolve(hints.assets ?? script?.['data-assets-url'])?.replace(/\/?$/, '/');
  const folder = assets ?? scriptUrl;
  const form = tags.find(({ name, attributes }) => name === 'form' && attributes['data-tellsign']);
  const endpoint = hints.endpoint ?? script?.['data-endpoint'] ?? '/tellsign';
  return {
    page,
    tags,
    policies: readPolicies([page.headers.get('content-security-policy') ?? '', ...metaPolicies(tags)]),
    script,
    scriptUrl,
    workerUrl: resolve(script?.['data-worker-url']) ?? (folder && resolve('worker.js', folder)),
    isBundled: hints.assets !== undefined,
    endpoint: (resolve(endpoint) ?? endpoint).replace(/\/$/, ''),
    action: hints.action ?? form?.attributes['data-tellsign'] ?? 'checkout',
    ask: (address, question) => ask(address, question, asker),
    beside: (name) => (folder ? resolve(name, folder) : undefined),
  };
}

const isOurs = ({ name, attributes: { src = '' } }: Tag): boolean =>
  name === 'script' && /tellsign\.js(?:[?#]|$)/.test(src);

/** Where relative addresses of the page begin. */
function baseOf(tags: readonly Tag[], url: string): string {
  const href = tags.find(({ name, attributes }) => name === 'base' && attributes.href)?.attributes.href ?? '';
  return URL.canParse(href, url) ? new URL(href, url).href : url;
}

const metaPolicies = (tags: readonly Tag[]): readonly string[] =>
  tags
    .filter(
      ({ name, attributes }) =>
        name === 'meta' && attributes['http-equiv']?.toLowerCase() === 'content-security-policy',
    )
    .map(({ attributes }) => attributes.content ?? '');

/** A browser sends this with a page's own requests. */
export const fromPage = ({ page }: Pick<Look, 'page'>): Readonly<Record<string, string>> => ({
  origin: new URL(page.url).origin,
  referer: page.url.replace(/#.*/s, ''),
});

/** A secure page loads and asks nothing over plain http, but from this machine. */
export const isMixed = (url: string, { url: page }: Answer): boolean =>
  new URL(page).protocol === 'https:' && new URL(url).protocol === 'http:' && !isLocal(url);

/** Browsers take these hosts for secure. */
export const isLocal = (url: string): boolean =>
  /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);

/** Whether an answer of another origin is given to the page. */
export const isShared = ({ headers }: Answer, { url }: Answer): boolean =>
  ['*', new URL(url).origin].includes(headers.get('access-control-allow-origin') ?? '');

export const isScript = (type: string): boolean => /(?:java|ecma)script$/.test(type);
