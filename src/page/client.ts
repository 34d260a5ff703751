import type { AnalystConfig, ReceivedNonce } from '../contract/analyst.ts';
import type { Environment } from '../contract/event.ts';
import { OP_PATTERN } from '../contract/protocol.ts';
import type { Result } from '../contract/result.ts';
import type { Degraded, Level, Verdict } from '../contract/verdict.ts';
import { blankVerdict } from './blank.ts';
import { whenTouched } from './capture/arm.ts';
import { whenIdle } from './capture/batch.ts';
import { channelsOf, createObserver } from './capture/observer.ts';
import { readEnvironment } from './capture/probes/index.ts';
import { createEmitter } from './emitter.ts';
import { createNonceSource, type DatedNonce } from './nonce.ts';
import { type Options, resolveOptions, type Settings, type Shipped } from './options.ts';
import { spawnWorker, type WorkerLike } from './start-worker.ts';
import type { AssessOptions, Tellsign } from './tellsign.ts';
import { type Call, createRemote } from './worker-client.ts';

/** The worker answers this much before the page's own deadline, ms, so that its account of what went wrong arrives. */
const REPLY_MS = 50;
/** Share of an assessment's time for the nonce. Chosen: of 2 s it leaves .4 s for key, score and signature. */
const NONCE_SHARE = 0.8;
/** Deadline of the developers' calls, ms. */
const INSPECT_MS = 5000;
/** A page is still busy with itself right after its load event, ms. */
const SETTLE_MS = 1000;

/** What tests replace. */
export interface Wiring {
  readonly spawn?: () => Promise<WorkerLike>;
}

type Watched = Settings & Pick<AnalystConfig, 'privacy'>;

/** A client of this page; `load` is this with the shipped files beside the script. */
export function createClient(options: Options, shipped: Shipped, wiring: Wiring = {}): Tellsign {
  if (typeof document === 'undefined') return createIdle('worker_unavailable');
  return orIdle(() => {
    const settings = resolveOptions(options, shipped);
    const { privacy } = settings;
    return privacy === 'off' ? createIdle('off') : watchPage({ ...settings, privacy }, wiring);
  });
}

/** What `make` returns or, on a page that broke what it needs, a client that watches nothing. Wrong options are thrown on. */
export function orIdle(make: () => Tellsign): Tellsign {
  try {
    return make();
  } catch (cause) {
    if (/tellsign:/.test(String(cause))) throw cause;
    return createIdle('worker_unavailable');
  }
}

/** A client that watches nothing. */
function createIdle(reason: Degraded): Tellsign {
  let why = reason;
  const nothing = async () => ({ ok: false, code: why }) as const;
  return {
    assess: async (request) => blankVerdict(String(request?.action ?? ''), [why]),
    pause: () => {},
    resume: () => {},
    forget: async () => {},
    destroy: () => {
      why = 'destroyed';
    },
    on: () => () => {},
    inspect: nothing,
    recording: nothing,
  };
}

function watchPage(settings: Watched, wiring: Wiring): Tellsign {
  const { workerText, ...config } = settings;
  const { on, tell } = createEmitter();
  const nonces = createNonceSource(settings.endpoint);
  let environment: Environment = readEnvironment(channelsOf(settings.privacy));
  let state: 'waiting' | 'watching' | 'paused' | 'destroyed' = 'waiting';
  let level: Level | null = null;
  let warmed = false;

  const remote = createRemote({
    spawn: wiring.spawn ?? (() => spawnWorker(settings)),
    config: () => ({ ...config, environment }),
    onTrouble: (code, detail) => {
      if (settings.debug) console.warn('tellsign', code, detail);
      tell('error', { code, detail });
    },
  });
  const observer = createObserver(settings, {
    send: remote.push,
    update: (update) => {
      environment = { ...environment, ...update };
      remote.update(update);
    },
  });

  const start = () => {
    if (state !== 'waiting' && state !== 'paused') return;
    state = 'watching';
    disarm();
    observer.start();
    if (!warmed) whenSettled(warm);
    warmed = true;
  };
  /** Starts the worker ahead of need, and ORT, which the worker refuses where device or link cannot bear it; nobody waits for that one. */
  const warm = () => {
    if (state === 'destroyed') return;
    const ask: Call<void> = async (analyst) => {
      if (settings.engine !== 'exact') analyst.warm().catch(() => {});
    };
    void remote.call(ask, settings.timeoutMs);
  };
  const disarm = settings.privacy === 'full' ? () => {} : whenTouched(settings, start);
  if (settings.privacy === 'full') start();

  const announce = (verdict: Verdict): Verdict => {
    tell('verdict', verdict);
    if (verdict.level !== level) tell('level', verdict.level);
    level = verdict.level;
    if (verdict.degraded.length > 0) tell('degraded', verdict.degraded);
    return verdict;
  };

  const ask = async ({ action, transaction, timeoutMs, signal }: AssessOptions): Promise<Verdict> => {
    const until = performance.now() + clampTimeout(timeoutMs, settings.timeoutMs);
    const left = () => Math.max(1, until - performance.now());
    if (state === 'destroyed' || state === 'paused') return blankVerdict(action, [state]);
    if (typeof action !== 'string' || !OP_PATTERN.test(action) || !isTransaction(transaction))
      return blankVerdict(action, ['sign_unavailable']);
    if (signal?.aborted) return blankVerdict(action, ['timeout']);
    // Whoever asks for a verdict has something to protect, marked or not.
    start();
    observer.flush();
    const asked = nonces.getNonce(action, left() * NONCE_SHARE);
    const answer = remote.call(async (analyst) => {
      const nonce = await asked;
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
    const trouble = remote.trouble;
    if (result.ok) {
      const { degraded } = result.value;
      const add = trouble && !degraded.includes(trouble) ? [trouble] : [];
      return { ...result.value, degraded: [...degraded, ...add] };
    }
    return blankVerdict(action, [result.code, ...(navigator.onLine === false ? (['offline'] as const) : [])]);
  };

  const inspectWith = async <T>(call: Call<Result<T>>): Promise<Result<T>> => {
    if (state === 'destroyed') return { ok: false, code: state };
    observer.flush();
    const result = await remote.call(call, INSPECT_MS);
    return result.ok ? result.value : result;
  };

  return {
    assess: async (request) => {
      try {
        return announce(await ask(request));
      } catch (cause) {
        // A page may have broken anything that is used here; a checkout must not notice.
        if (settings.debug) console.warn('tellsign', cause);
        return blankVerdict(String(request?.action ?? ''), ['worker_unavailable']);
      }
    },
    pause: () => {
      if (state === 'destroyed') return;
      disarm();
      observer.stop();
      state = 'paused';
    },
    resume: start,
    forget: async () => {
      if (state === 'destroyed') return;
      observer.reset();
      remote.clear();
      await remote.call((analyst) => analyst.forget(), INSPECT_MS);
    },
    destroy: () => {
      if (state === 'destroyed') return;
      state = 'destroyed';
      disarm();
      observer.stop();
      remote.destroy();
    },
    on,
    inspect: () => inspectWith(async (analyst) => ({ ok: true, value: await analyst.inspect() })),
    recording: () => inspectWith((analyst) => analyst.recording()),
  };
}

const withAge = ({ response, receivedAt }: DatedNonce): ReceivedNonce => ({
  ...response,
  ageMs: performance.now() - receivedAt,
});

const clampTimeout = (asked: unknown, usual: number): number =>
  typeof asked === 'number' && asked >= 0 ? Math.min(asked, 60_000) : usual;

const isTransaction = (transaction: unknown): boolean =>
  transaction === undefined ||
  (typeof transaction === 'object' &&
    transaction !== null &&
    Object.values(transaction).every((value) => typeof value === 'string'));

/** Listens until then: a page may give one signal to a thousand calls. */
const whenAborted = (signal: AbortSignal | undefined, until: AbortSignal): Promise<Result<never, Degraded>> =>
  new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve({ ok: false, code: 'timeout' }), { signal: until });
  });

/** Once the page has loaded and is idle. */
function whenSettled(run: () => void): void {
  const settle = () => setTimeout(() => whenIdle(run), SETTLE_MS);
  if (document.readyState === 'complete') settle();
  else window.addEventListener('load', settle, { once: true });
}
