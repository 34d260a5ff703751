import { signAgain } from '../../../src/server/middleware/answer.ts';
import type { Effects } from './backend.ts';
import type { Drawn } from './draw.ts';
import type { Kind } from './site.ts';

/** What a genuine request of each route is answered with. */
const GENUINE: Readonly<Record<Kind, number>> = {
  'visit nonce': 200,
  'visit enrol': 204,
  'session nonce': 200,
  'session enrol': 204,
  health: 200,
  'form pay': 200,
  'json pay': 200,
  'api pay': 200,
  'next pay': 200,
  'key set': 200,
  receipt: 200,
};
/** Every status that is documented, but 429 and 503: nothing here limits anybody, and no store is down. */
const STATUSES: ReadonlySet<number> = new Set([200, 204, 400, 401, 403, 404, 405, 413, 415]);
/** Codes of what is signed: only for those a store is asked (A1). */
const SIGNED: ReadonlySet<string | null> = new Set([
  'ok',
  'key_mismatch',
  'unbound',
  'key_revoked',
  'nonce_reused',
  'replayed',
  'tx_mismatch',
  'model_unknown',
  'model_expired',
  'evidence_invalid',
]);
const REFUSAL = signAgain(null).body;
const NONCE = /^[\w-]{51};now=\d+;exp=\d+;aud="[^"\\]+"$/;
const COOKIE = /^__Host-vrd=[\w-]{99}; HttpOnly; Secure; SameSite=Lax; Path=\/; Max-Age=2592000$/;

/** One answer, read. */
export interface Seen {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

/** What is wrong with an answer and what it did; null where nothing is. */
export function findFault({ kind, isGenuine }: Drawn, seen: Seen, effects: Effects): string | null {
  const { status, headers } = seen;
  const { outcome, orders, thrown, asked } = effects;
  if (thrown.length > 0) return `thrown: ${thrown[0]}`;
  if (!STATUSES.has(status)) return `status ${status}`;
  if (isGenuine && status !== GENUINE[kind])
    return `a genuine request was answered with ${status}, ${outcome}`;
  if (isGenuine && outcome !== null && outcome !== 'ok') return `a genuine request ended in ${outcome}`;
  const isPayment = kind.endsWith('pay');
  if (orders !== (isPayment && outcome === 'ok' ? 1 : 0)) return `${orders} orders after ${outcome}`;
  const isRefused = status >= 400 || (outcome !== null && outcome !== 'ok');
  if (isRefused && !SIGNED.has(outcome) && asked.size > 0)
    return `refused, and asked ${[...asked].join(', ')}`;
  return faultOfHeaders(status, headers) ?? faultOfRefusal(kind, seen);
}

function faultOfHeaders(status: number, headers: Headers): string | null {
  const cookies = headers.getSetCookie();
  if (cookies.length > 0 && status !== 200 && status !== 204) return `${status} sets ${cookies.join()}`;
  const strange = cookies.find((cookie) => !COOKIE.test(cookie));
  if (strange !== undefined) return `sets ${strange}`;
  const nonce = headers.get('verdict-nonce');
  return nonce === null || NONCE.test(nonce) ? null : `Verdict-Nonce: ${nonce}`;
}

/** Every refusal of a guard is the same bytes, or it would tell which check failed. */
function faultOfRefusal(kind: Kind, { status, body, headers }: Seen): string | null {
  if (kind !== 'api pay' || status !== 401) return null;
  if (!headers.has('verdict-nonce')) return 'a refusal without a nonce';
  return body === REFUSAL ? null : `a refusal says ${body}`;
}
