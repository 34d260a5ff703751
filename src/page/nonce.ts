import type { NonceCode, UncheckedNonce } from '../contract/analyst.ts';
import type { Result } from '../contract/result.ts';
import { after } from './after.ts';
import { type DatedNonce, isFresh } from './dated-nonce.ts';
import { watchMetaNonces } from './meta-nonces.ts';
import { now } from './moment.ts';

/**
 * Firefox ends the requests of a page that is being left before it tells the page, 35 to 210 ms in a run at
 * load 15. A request that failed may be one of those, and is reported this much later, ms: a form that is
 * released meanwhile would be lost with its page.
 */
const LEAVE_MS = 300;

/**
 * The page's nonces. Only the page finds, dates and fetches them; the worker signs with the one it is given.
 */
export interface NonceSource {
  /**
   * A nonce for one verdict about `action`: one that came with the page while it is good, else a new one from
   * the endpoint. Never rejects.
   */
  getNonce(action: string, timeoutMs: number): Promise<Result<DatedNonce, NonceCode>>;
  /** Keeps a nonce that nobody used, for the next verdict about the same action. */
  keep(action: string, nonce: DatedNonce): void;
  /** Stops watching the page. */
  stop(): void;
}

/** Dates the nonces that the page contains now, and each that appears later. */
export function createNonceSource(endpoint: string): NonceSource {
  const metas = watchMetaNonces();
  const unused = new Map<string, DatedNonce>();
  const takeUnused = (action: string) => {
    const nonce = unused.get(action);
    unused.delete(action);
    return nonce && isFresh(nonce) ? nonce : undefined;
  };
  return {
    keep: (action, nonce) => void unused.set(action, nonce),
    getNonce: async (action, timeoutMs) => {
      const found = takeUnused(action) ?? metas.take(action);
      return found ? { ok: true, value: found } : fetchNonce(`${endpoint}/nonce`, action, timeoutMs);
    },
    stop: metas.stop,
  };
}

async function fetchNonce(
  url: string,
  op: string,
  timeoutMs: number,
): Promise<Result<DatedNonce, NonceCode>> {
  const stopper = new AbortController();
  const stopClock = after(timeoutMs, () => stopper.abort());
  try {
    const { status, body } = await post(url, op, stopper.signal);
    const receivedAt = now();
    if (status !== 200) return { ok: false, code: 'nonce_unavailable', detail: `HTTP ${status}` };
    return { ok: true, value: { response: { ...body }, receivedAt } };
  } catch (cause) {
    const code = stopper.signal.aborted ? 'nonce_timeout' : codeOf(cause);
    if (code === 'nonce_unavailable') await new Promise<void>((done) => after(LEAVE_MS, done));
    return { ok: false, code, detail: String(cause) };
  } finally {
    stopClock();
  }
}

interface Answer {
  readonly status: number;
  /** The parsed JSON; meaningless unless the status is 200. */
  readonly body: UncheckedNonce | null;
}

/**
 * Requests a nonce with `fetch`, or with XMLHttpRequest if the page replaced `fetch` by something that
 * throws.
 */
async function post(url: string, op: string, signal: AbortSignal): Promise<Answer> {
  // An action's name needs no escaping (`OP_PATTERN`), and the page may have replaced `JSON`.
  const body = `{"op":"${op}"}`;
  let sent: Promise<Response>;
  try {
    sent = fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      // The session cookie that the nonce is bound to is sent on the site's own origin only.
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal,
    });
  } catch {
    return postOldWay(url, body, signal);
  }
  const response = await sent;
  return { status: response.status, body: response.ok ? await response.json() : null };
}

function postOldWay(url: string, body: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('content-type', 'application/json');
    request.responseType = 'json';
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = request.onabort = reject;
    signal.onabort = () => request.abort();
    request.send(body);
  });
}

function codeOf(cause: unknown): NonceCode {
  if (cause instanceof SyntaxError) return 'nonce_malformed';
  return navigator.onLine === false ? 'offline' : 'nonce_unavailable';
}
