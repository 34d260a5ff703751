import { checkKnown } from '../../server/known-options.ts';
import type { OutboxMessage } from '../message.ts';
import type { ClaimedMessage, Outbox, OutboxState, ReplayRequest } from '../records/outbox.ts';
import { createTransport, type WebhookTransport } from './connect.ts';
import { deliver } from './deliver.ts';
import { type Endpoint, readEndpoint, type WebhookEndpoint } from './endpoint.ts';
import { messagesOf, type WebhookEvent } from './events.ts';

export interface WebhooksOptions {
  readonly endpoints: readonly WebhookEndpoint[];
  /** An attempt takes no longer, milliseconds. @default 15_000 */
  readonly timeoutMs?: number | undefined;
  /** Is told of each attempt that failed. */
  readonly onFailure?: ((failure: WebhookFailure) => void) | undefined;
  /** Sends a request, such as by a proxy of the site's own. @default Node's http modules */
  readonly transport?: WebhookTransport | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** An attempt that failed. */
export interface WebhookFailure {
  /** The `webhook-id`. */
  readonly id: string;
  /** Name of the endpoint. */
  readonly target: string;
  readonly event: string;
  /** Attempts so far. */
  readonly tries: number;
  readonly error: string;
  /** It was the last attempt: only `replay` sends the message again. */
  readonly isGivenUp: boolean;
}

export interface Webhooks {
  /** What is to be stored with what happened, in its own transaction. */
  messagesOf(event: WebhookEvent): readonly OutboxMessage[];
  /** Stores an event that has no transaction of its own. @throws where the outbox fails */
  tell(event: WebhookEvent): Promise<void>;
  /** Sends what is due, once; resolves with how many were delivered. @throws where the outbox fails */
  send(): Promise<number>;
  /** Sends what is due from now on, in this process. Any number of processes may send at once. */
  start(): void;
  /** Sends no more; resolves when the attempts under way have ended. */
  stop(): Promise<void>;
  /** Sends again what was delivered or given up; resolves with how many messages. */
  replay(request: ReplayRequest): Promise<number>;
  /** What waits, and since when. */
  state(): Promise<OutboxState>;
}

const OPTIONS: Readonly<Record<keyof WebhooksOptions, true>> = {
  endpoints: true,
  timeoutMs: true,
  onFailure: true,
  transport: true,
  now: true,
};

/** Standard Webhooks recommends 15 to 30 s. */
const TIMEOUT_MS = 15_000;
/** Bounds of `timeoutMs`. Chosen: beyond them a value is a mistake of unit. */
const TIMEOUT_BOUNDS = [100, 60_000] as const;
/** How often the outbox is asked while nothing is due. Chosen: a query of one index, and a second is soon. */
const POLL_MS = 1000;
/** Attempts of one round. Chosen: a receiver that hangs holds its own, and others get the next round. */
const MAX_AT_ONCE = 20;
/** Beyond the attempt itself, for the outbox to be told. Chosen. */
const LEASE_MARGIN_MS = 30_000;

/**
 * Webhooks by Standard Webhooks 1.0: what the outbox holds is signed and sent, again and again over three
 * days where it must be.
 *
 * @throws TypeError for a wrong option
 */
export function createWebhooks(outbox: Outbox, options: WebhooksOptions): Webhooks {
  const { endpoints, timeoutMs, onFailure, transportOf, now } = readOptions(outbox, options);
  /** Attempts under way, for each endpoint. */
  const busy = new Map<string, number>();
  const rounds = new Set<Promise<unknown>>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let isAsking = false;

  async function attempt(message: ClaimedMessage): Promise<boolean> {
    const { id, target, event, tries } = message;
    const endpoint = endpoints.get(target) ?? null;
    const transport = transportOf(endpoint);
    const sent = await deliver(message, { endpoint, transport, timeoutMs, now, random: Math.random });
    await outbox.settle(message, sent.attempt);
    const isGivenUp = 'nextMs' in sent.attempt && sent.attempt.nextMs === null;
    if (sent.error !== null) onFailure({ id, target, event, tries, error: sent.error, isGivenUp });
    return sent.error === null;
  }

  async function attemptAll(messages: readonly ClaimedMessage[]): Promise<number> {
    const count = (target: string, change: number) => busy.set(target, (busy.get(target) ?? 0) + change);
    const results = messages.map(async (message) => {
      count(message.target, 1);
      // What could not be settled is due again when its lease ends.
      const isDelivered = await attempt(message).catch(() => false);
      count(message.target, -1);
      return isDelivered;
    });
    return (await Promise.all(results)).filter(Boolean).length;
  }

  async function claim(): Promise<readonly ClaimedMessage[]> {
    const leaseMs = timeoutMs + LEASE_MARGIN_MS;
    const except = [...busy].flatMap(([target, underWay]) => (underWay > 0 ? [target] : []));
    isAsking = true;
    try {
      return await outbox.claim({ atMs: now(), leaseMs, limit: MAX_AT_ONCE, except });
    } finally {
      isAsking = false;
    }
  }

  const send = async (): Promise<number> => attemptAll(await claim());

  /** A round waits for the outbox, but not for the round before: that may wait for a receiver that hangs. */
  function begin(): void {
    if (isAsking) return;
    const round: Promise<unknown> = send()
      .catch(() => 0)
      .then(() => rounds.delete(round));
    rounds.add(round);
  }

  return {
    messagesOf: tellable,
    tell: (event) => outbox.add(tellable(event)),
    send,
    start() {
      timer ??= setInterval(begin, POLL_MS);
      // A process that has nothing else to do may end.
      Object(timer).unref?.();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await Promise.all(rounds);
    },
    replay: (request) => outbox.replay(request, now()),
    state: () => outbox.state(),
  };

  function tellable(event: WebhookEvent): readonly OutboxMessage[] {
    const wanting = [...endpoints.values()].filter(({ wants }) => wants(event.type));
    return messagesOf(
      event,
      wanting.map(({ name }) => name),
    );
  }
}

interface Settings {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly timeoutMs: number;
  readonly onFailure: (failure: WebhookFailure) => void;
  readonly transportOf: (endpoint: Endpoint | null) => WebhookTransport;
  readonly now: () => number;
}

function readOptions(outbox: Outbox, options: WebhooksOptions): Settings {
  check(typeof outbox?.claim === 'function', 'outbox must be that of the records');
  check(typeof options === 'object' && options !== null, 'options must be an object');
  checkKnown(options, OPTIONS);
  const { endpoints, timeoutMs = TIMEOUT_MS, onFailure = () => undefined, now = Date.now } = options;
  check(Array.isArray(endpoints), 'endpoints must be a list');
  const [least, most] = TIMEOUT_BOUNDS;
  check(timeoutMs >= least && timeoutMs <= most, `timeoutMs must be ${least}..${most}`);
  check(typeof onFailure === 'function' && typeof now === 'function', 'onFailure and now must be functions');
  const read = new Map(endpoints.map(readEndpoint).map((endpoint) => [endpoint.name, endpoint]));
  check(read.size === endpoints.length, 'two endpoints have the same name');
  const { transport } = options;
  const open = transport ?? createTransport({ allowPrivate: true });
  const publicOnly = transport ?? createTransport({ allowPrivate: false });
  return {
    endpoints: read,
    timeoutMs,
    onFailure,
    transportOf: (endpoint) => (endpoint?.allowPrivate ? open : publicOnly),
    now,
  };
}

function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(`createWebhooks: ${message}`);
}
