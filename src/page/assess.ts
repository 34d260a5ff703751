import { MAX_TIMEOUT_MS, type ReceivedNonce } from '../contract/analyst.ts';
import { OP_PATTERN } from '../contract/protocol.ts';
import type { Result } from '../contract/result.ts';
import type { Degraded, Verdict } from '../contract/verdict.ts';
import { blankVerdict } from './blank.ts';
import type { DatedNonce } from './dated-nonce.ts';
import { msSince } from './moment.ts';
import type { NonceSource } from './nonce.ts';
import type { AssessOptions } from './tellsign.ts';
import type { WorkerClient } from './worker-client.ts';

/**
 * The worker's deadline is this much before the page's, ms, so that its answer still arrives and says what
 * went wrong. Chosen: three frames of 60 Hz on a busy page.
 */
const REPLY_MS = 50;
/** Share of an assessment's time for the nonce. Chosen: it leaves .4 of 2 s for key, score and signature. */
const NONCE_SHARE = 0.8;

interface Deps {
  readonly worker: WorkerClient;
  readonly nonces: NonceSource;
  /** Deadline of a request that names none, ms. */
  readonly timeoutMs: number;
}

/** One verdict by the worker, with a nonce of the page. Always resolves within the deadline. */
export async function assess(request: AssessOptions, { worker, nonces, timeoutMs }: Deps): Promise<Verdict> {
  const { action, transaction, signal } = request;
  if (!isRequest(request)) return blankVerdict(action, ['sign_unavailable']);
  if (signal?.aborted) return blankVerdict(action, ['timeout']);
  const full = clampTimeout(request.timeoutMs, timeoutMs);
  const due = performance.now() + full;
  // If the page's clock gives no number, each wait has the full time; the call's own timer ends all.
  const left = () => Math.max(1, due - performance.now()) || full;
  // Without a worker a nonce would be of no use.
  if (!worker.isReachable) return withoutWorker(action, worker.trouble ?? 'worker_unavailable');
  // The nonce's round trip goes on while the worker loads.
  const nonceResult = nonces.getNonce(action, left() * NONCE_SHARE);
  let isHandedOver = false;
  const answer = worker.call(async (analyst) => {
    const nonce = await nonceResult;
    isHandedOver = true;
    return analyst.assess({
      action,
      timeoutMs: Math.max(1, left() - REPLY_MS),
      transaction: transaction && { ...transaction },
      nonce: nonce.ok ? { ok: true, value: withAge(nonce.value) } : nonce,
    });
  }, left());
  const answered = new AbortController();
  const result = await Promise.race([answer, whenAborted(signal, answered.signal)]);
  answered.abort();
  if (!isHandedOver) void nonceResult.then((nonce) => nonce.ok && nonces.keep(action, nonce.value));
  if (!result.ok) return withoutWorker(action, result.code);
  const { degraded } = result.value;
  const { trouble } = worker;
  return {
    ...result.value,
    degraded: trouble && !degraded.includes(trouble) ? [...degraded, trouble] : degraded,
  };
}

function withoutWorker(action: string, code: Degraded): Verdict {
  return blankVerdict(action, navigator.onLine === false ? [code, 'offline'] : [code]);
}

const withAge = ({ response, receivedAt }: DatedNonce): ReceivedNonce => ({
  ...response,
  ageMs: msSince(receivedAt),
});

const clampTimeout = (asked: unknown, usual: number): number =>
  typeof asked === 'number' && asked >= 0 ? Math.min(asked, MAX_TIMEOUT_MS) : usual;

/** The action and the transaction have a form in the protocol. */
function isRequest({ action, transaction }: AssessOptions): boolean {
  return typeof action === 'string' && OP_PATTERN.test(action) && isTransaction(transaction);
}

const isTransaction = (given: unknown): boolean =>
  given === undefined ||
  (typeof given === 'object' &&
    given !== null &&
    Object.values(given).every((value) => typeof value === 'string'));

/** Listens until `until` is aborted, because a page may give one signal to a thousand calls. */
const whenAborted = (signal: AbortSignal | undefined, until: AbortSignal): Promise<Result<never, Degraded>> =>
  new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve({ ok: false, code: 'timeout' }), { signal: until });
  });
