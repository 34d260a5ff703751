import type { Entry } from './entries.ts';

/** Where a form goes, as the members of an `HTMLFormElement` say. */
export interface Destination {
  readonly action: string;
  readonly method: string;
  readonly enctype: string;
}

/**
 * Sends what a form would send, by a request that the browser finishes without the page. Nobody sees the
 * answer. Browsers refuse more than 64 KiB (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch).
 */
export function sendKeepalive({ action, method, enctype }: Destination, entries: readonly Entry[]): void {
  const texts = entries.map(([name, value]) => [
    breaksOf(name),
    breaksOf(value instanceof File ? value.name : value),
  ]);
  const query = new URLSearchParams(texts);
  const url = new URL(action);
  const isPost = method === 'post';
  if (!isPost) url.search = `${query}`;
  const init: RequestInit = { keepalive: true, mode: 'no-cors', credentials: 'include' };
  if (isPost) Object.assign(init, { method, body: bodyOf() });
  fetch(url, init).catch(() => {});

  function bodyOf(): BodyInit {
    if (enctype === 'text/plain') return texts.map((pair) => `${pair.join('=')}\r\n`).join('');
    if (enctype !== 'multipart/form-data') return query;
    const body = new FormData();
    for (const [name, value] of entries) body.append(name, value as string);
    return body;
  }
}

/** A form sends its line breaks so. */
const breaksOf = (text: string) => text.replace(/\r\n?|\n/g, '\r\n');
