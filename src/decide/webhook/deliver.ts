import { ask } from '../../server/stores/ask.ts';
import type { Attempt, ClaimedMessage } from '../records/outbox.ts';
import type { WebhookTransport } from './connect.ts';
import type { Endpoint } from './endpoint.ts';
import { nextAttemptMs } from './schedule.ts';

/** How an attempt went, and what becomes of the message. */
export interface Delivery {
  readonly attempt: Attempt;
  /** Why it failed; null where it did not. */
  readonly error: string | null;
}

export interface DeliverOptions {
  /** Null: no endpoint of that name is known here. */
  readonly endpoint: Endpoint | null;
  readonly transport: WebhookTransport;
  readonly timeoutMs: number;
  /** Clock in milliseconds. */
  readonly now: () => number;
  /** 0..1, less than 1. */
  readonly random: () => number;
}

/** The receiver wants no more (Standard Webhooks 1.0). */
const GONE = 410;

/** One attempt to deliver a message. Never rejects. */
export async function deliver(
  message: ClaimedMessage,
  { endpoint, transport, timeoutMs, now, random }: DeliverOptions,
): Promise<Delivery> {
  const fail = (error: string, retryAfterMs: number | null = null): Delivery => {
    const nextMs = nextAttemptMs({ atMs: now(), tries: message.tries, retryAfterMs, random: random() });
    return { attempt: { nextMs }, error };
  };
  if (endpoint === null) return fail('no such endpoint');
  const { id, payload } = message;
  const timestamp = Math.floor(now() / 1000);
  const abort = new AbortController();
  const attempt = async () => {
    const signed = await endpoint.sign({ id, timestamp, payload });
    const headers = { 'content-type': 'application/json', 'user-agent': 'tellsign-webhook', ...signed };
    const { signal } = abort;
    return transport({ url: endpoint.url, headers, body: payload, signal }).catch((error: unknown) => ({
      error: error instanceof Error ? error.message : 'failed',
    }));
  };
  const answer = await ask(attempt, timeoutMs);
  abort.abort();
  if (answer === undefined) return fail(`no answer within ${timeoutMs} ms`);
  if ('error' in answer) return fail(answer.error);
  const { status, retryAfter } = answer;
  if (status >= 200 && status < 300) return { attempt: { deliveredMs: now() }, error: null };
  if (status === GONE) return { attempt: { nextMs: null }, error: `status ${GONE}` };
  return fail(`status ${status}`, readRetryAfter(retryAfter, now()));
}

/** `Retry-After` in milliseconds from now: seconds, or a date (RFC 9110 §10.2.3). */
function readRetryAfter(text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isFinite(ms) ? ms : null;
}
