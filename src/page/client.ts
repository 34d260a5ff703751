import type { AnalystConfig } from '../contract/analyst.ts';
import type { Environment } from '../contract/event.ts';
import type { Result } from '../contract/result.ts';
import type { Level, Verdict } from '../contract/verdict.ts';
import { assess } from './assess.ts';
import { blankVerdict } from './blank.ts';
import { whenTouched } from './capture/arm.ts';
import { channelsOf, createObserver } from './capture/observer.ts';
import { readEnvironment } from './capture/probes/index.ts';
import { explain } from './debug/explain.ts';
import { createEmitter } from './emitter.ts';
import { whenIdle } from './idle.ts';
import { createIdleClient, orIdle } from './idle-client.ts';
import { now } from './moment.ts';
import { createNonceSource } from './nonce.ts';
import { parseNonceHeader } from './nonce-header.ts';
import { type Options, resolveOptions, type Settings, type Shipped } from './options.ts';
import { outsideZone } from './outside-zone.ts';
import { startWorker, type WorkerLike } from './start-worker.ts';
import type { AssessOptions, Tellsign } from './tellsign.ts';
import { type Call, createWorkerClient } from './worker-client.ts';

/** Deadline of `inspect` and `recording`, ms. Chosen: no checkout waits for them. */
const INSPECT_MS = 5000;
/** Longest wait for a slow worker where no checkout waits, ms. Chosen: a busy phone takes seconds. */
const PATIENT_MS = 60_000;
/** The worker starts this long after the load event, ms. Chosen: right after it pages are still busy. */
const SETTLE_MS = 1000;

/** What tests replace. */
export interface Wiring {
  readonly startWorker?: (attempt: number) => Promise<WorkerLike>;
}

type Watched = Settings & Pick<AnalystConfig, 'privacy'>;

/** A client of this page; `load` calls it with the shipped files beside the script. */
export function createClient(options: Options, shipped: Shipped, wiring: Wiring = {}): Tellsign {
  if (typeof document === 'undefined') return createIdleClient('worker_unavailable');
  return orIdle(() => {
    const settings = resolveOptions(options, shipped);
    const { privacy } = settings;
    if (privacy === 'off') return createIdleClient('off');
    return outsideZone(() => watchPage({ ...settings, privacy }, wiring));
  });
}

function watchPage(settings: Watched, wiring: Wiring): Tellsign {
  const { workerText, ...config } = settings;
  const { on, emit } = createEmitter();
  if (settings.debug) explain({ on, settings });
  const announce = createAnnouncer(emit);
  const nonces = createNonceSource(settings.endpoint);
  let environment: Environment = readEnvironment(channelsOf(settings.privacy));
  /** `waiting` for a first interaction; a client that was `paused` or `destroyed` listens to nothing. */
  let state: 'waiting' | 'watching' | 'paused' | 'destroyed' = 'waiting';

  const worker = createWorkerClient({
    startWorker: wiring.startWorker ?? ((attempt) => startWorker(settings, attempt)),
    config: () => ({ ...config, environment }),
    onTrouble: (code, detail) => {
      emit('error', { code, detail });
    },
  });
  const observer = createObserver(settings, {
    send: worker.push,
    update: (update) => {
      environment = { ...environment, ...update };
      worker.update(update);
    },
  });

  /** Starts the worker before it is needed, and ORT, which the worker refuses on a weak device or link. */
  const warm = once(() =>
    whenSettled(() => {
      if (state === 'destroyed') return;
      const warmUp: Call<void> = async (analyst) => {
        if (settings.engine !== 'exact') analyst.warm().catch(() => {});
      };
      void worker.call(warmUp, PATIENT_MS);
    }),
  );
  const start = () => {
    if (state !== 'waiting' && state !== 'paused') return;
    state = 'watching';
    disarm();
    observer.start();
    warm();
  };
  const disarm = settings.privacy === 'full' ? () => {} : whenTouched(settings, start);
  if (settings.privacy === 'full') start();

  const assessNow = async (request: AssessOptions): Promise<Verdict> => {
    if (state === 'destroyed' || state === 'paused') return blankVerdict(request.action, [state]);
    // `assess` implies something to protect: start even if no form is marked.
    start();
    observer.flush();
    return assess(request, { worker, nonces, timeoutMs: settings.timeoutMs });
  };
  const inspectWith = async <T>(call: Call<Result<T>>): Promise<Result<T>> => {
    if (state === 'destroyed') return { ok: false, code: state };
    observer.flush();
    const result = await outsideZone(() => worker.call(call, INSPECT_MS));
    return result.ok ? result.value : result;
  };
  const forget = async () => {
    if (state === 'destroyed') return;
    observer.reset();
    worker.clear();
    await worker.call((analyst) => analyst.forget(), PATIENT_MS);
  };
  const stop = (next: 'paused' | 'destroyed') => {
    if (state === 'destroyed') return;
    state = next;
    disarm();
    observer.stop();
    if (next !== 'destroyed') return;
    worker.destroy();
    nonces.stop();
  };

  return {
    settings: { timeoutMs: settings.timeoutMs, debug: settings.debug },
    assess: async (request) => {
      try {
        return announce(await outsideZone(() => assessNow(request)));
      } catch (cause) {
        // A page may have broken anything that is used here; the checkout must go on.
        if (settings.debug) console.warn(cause);
        return blankVerdict(String(request?.action ?? ''), ['worker_unavailable']);
      }
    },
    keepNonce: (action, header) => {
      const response = parseNonceHeader(header);
      if (response) nonces.keep(action, { response, receivedAt: now() });
      return !!response;
    },
    pause: () => stop('paused'),
    resume: () => outsideZone(start),
    forget: () => outsideZone(forget),
    destroy: () => stop('destroyed'),
    on,
    inspect: () => inspectWith(async (analyst) => ({ ok: true, value: await analyst.inspect() })),
    recording: () => inspectWith((analyst) => analyst.recording()),
  };
}

/** Emits each verdict, each change of level, and what a verdict lacked. */
function createAnnouncer(emit: ReturnType<typeof createEmitter>['emit']): (verdict: Verdict) => Verdict {
  let level: Level | null = null;
  return (verdict) => {
    emit('verdict', verdict);
    if (verdict.level !== level) emit('level', verdict.level);
    level = verdict.level;
    if (verdict.degraded.length > 0) emit('degraded', verdict.degraded);
    return verdict;
  };
}

/** Runs the first time it is called, and never again. */
function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) run();
    isDone = true;
  };
}

/** Once the page has loaded and is idle. */
function whenSettled(run: () => void): void {
  const settle = () => setTimeout(() => whenIdle(run), SETTLE_MS);
  if (document.readyState === 'complete') settle();
  else window.addEventListener('load', settle, { once: true });
}
