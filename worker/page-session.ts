import type { AnalystConfig } from '../src/contract/analyst.ts';
import type { Environment } from '../src/contract/event.ts';
import type { Recording } from '../src/contract/recording.ts';
import type { Result } from '../src/contract/result.ts';
import type { Degraded } from '../src/contract/verdict.ts';
import { decodeRows } from '../src/wire/decode-rows.ts';
import type { AnalystDeps } from './deps.ts';
import { createClockGrain } from './features/clock-grain.ts';
import { createFeatureExtractor, type FeatureExtractor } from './features/extractor.ts';
import { createJournal } from './journal.ts';
import { createEngines, type Engines } from './score/engine/engines.ts';
import { openModel, type WorkerModel } from './score/model.ts';
import type { DeviceKey } from './sign/device-key.ts';
import { enrol } from './sign/enrol.ts';
import type { SigningNonce } from './sign/nonce.ts';

/**
 * What the worker keeps while one page is open: the features so far, and model, engines and key.
 */
export interface PageSession {
  readonly config: AnalystConfig;
  readonly engines: Engines;
  readonly extractor: FeatureExtractor;
  /** Adds a batch of rows; anything else is ignored. */
  push(rows: unknown): void;
  update(environment: Partial<Environment>): void;
  /**
   * The model that scores: the site's own, fetched once, or the compiled-in one. Where the own one is refused
   * or cannot be fetched the compiled-in one scores, and says so; a fetch that failed is tried again by the
   * next caller. Never rejects.
   */
  model(): Promise<OpenedModel>;
  /**
   * The same, once something may be stored: a release older than one that this browser has seen is refused.
   */
  admittedModel(): Promise<OpenedModel>;
  /** The compiled-in model, for an assessment that cannot wait for the site's own. */
  standIn(): OpenedModel;
  /** Why the site's own model does not score; null where it does, and where there is none. */
  readonly refused: string | null;
  /** The device key, made or read at the first call; null where WebCrypto is missing. Never rejects. */
  key(): Promise<DeviceKey | null>;
  /**
   * Asks the site to bind the key, once a page. Afterwards, or if it failed, resolves with the key to sign
   * with; never rejects.
   */
  enrol(nonce: SigningNonce, key: DeviceKey): Promise<DeviceKey>;
  recording(): Result<Recording>;
  forget(): Promise<void>;
}

/** Fails only where the build put a broken model into the worker. */
type OpenedModel = Result<WorkerModel, 'model_malformed'>;

/**
 * Longest wait for IndexedDB, ms. Chosen: a healthy one answers in milliseconds, and a hung one must not hold
 * up a checkout.
 */
const STORE_TIMEOUT_MS = 1_000;
/** Numbers of one batch that are accepted. Chosen: four times what the page sends. */
const MAX_NUMBERS = 16_384;

/** An empty session. Nothing is fetched or read before it is needed. */
export function createPageSession(config: AnalystConfig, deps: AnalystDeps): PageSession {
  const { crypto, keys, shipped, loadOwn } = deps;
  let environment = config.environment;
  let extractor = createFeatureExtractor(environment);
  const grainOf = createClockGrain();
  let journal = config.debug ? createJournal() : null;
  let loading: Promise<OpenedModel> | null = null;
  let refused: string | null = null;
  let key: Promise<DeviceKey | null> | null = null;
  let enrolling: Promise<DeviceKey> | null = null;
  let admitting: Promise<unknown> | undefined;
  let forgotten = 0;

  const loadModel = async (): Promise<OpenedModel> => {
    if (config.modelUrl === undefined) return openModel(shipped);
    const own = await loadOwn(config);
    const opened = own.ok ? openModel(own.value) : own;
    refused = opened.ok ? null : opened.code;
    if (opened.ok) return opened;
    const isMissing = opened.code === 'model_unavailable';
    if (isMissing) loading = null;
    const instead = standIn(isMissing ? 'model_unavailable' : 'model_refused');
    const admit = own.ok ? undefined : own.admit;
    return instead.ok && admit ? ({ ok: true, value: { ...instead.value, admit } } as const) : instead;
  };
  const model = () => {
    loading ??= loadModel();
    return loading;
  };
  const admittedModel = async (): Promise<OpenedModel> => {
    const before = forgotten;
    const opened = await model();
    // A model that comes after the visitor asked to be forgotten waits for the next assessment.
    if (!opened.ok || config.privacy === 'minimal' || before !== forgotten) return opened;
    const answer = opened.value.admit?.();
    admitting = answer;
    const admitted = await answer;
    if (!admitted || admitted.ok) return opened;
    refused = admitted.code;
    loading = Promise.resolve(standIn('model_refused'));
    return loading;
  };
  const standIn = (...degraded: Degraded[]): OpenedModel => {
    const opened = openModel(shipped);
    return opened.ok ? { ok: true, value: { ...opened.value, degraded } } : opened;
  };
  const loadKey = async () => {
    try {
      if (config.privacy === 'minimal') return await keys.create(crypto);
      return await keys.load(crypto, { timeoutMs: STORE_TIMEOUT_MS });
    } catch {
      return null;
    }
  };

  const update = (known: Partial<Environment>) => {
    environment = { ...environment, ...known };
    extractor.update(known);
  };

  return {
    config,
    engines: createEngines(config, deps),
    get extractor() {
      return extractor;
    },
    push(rows) {
      if (!(rows instanceof Float64Array)) return;
      const events = [...decodeRows(rows.subarray(0, MAX_NUMBERS))];
      const clockGrainMs = grainOf(events);
      if (clockGrainMs !== undefined) update({ clockGrainMs });
      for (const event of events) {
        extractor.push(event);
        journal?.push(event);
      }
    },
    update,
    model,
    admittedModel,
    standIn: () => standIn('model_unavailable', 'timeout'),
    get refused() {
      return refused;
    },
    key() {
      key ??= loadKey();
      return key;
    },
    enrol(nonce, made) {
      enrolling ??= enrol(nonce, made, { ...deps, endpoint: config.endpoint }).catch(() => made);
      return enrolling;
    },
    recording() {
      if (!journal) return { ok: false, code: 'debug_off' };
      return { ok: true, value: journal.export(`tellsign/${crypto.randomUUID()}`, environment) };
    },
    async forget() {
      extractor = createFeatureExtractor(environment);
      journal = config.debug ? createJournal() : null;
      forgotten += 1;
      // Wait for what is still being stored: it would be there again after the deletion.
      await Promise.all([key, admitting]);
      key = enrolling = null;
      await keys.forget({ timeoutMs: STORE_TIMEOUT_MS });
    },
  };
}
