import type { Environment } from './event.ts';
import type { NonceResponse } from './protocol.ts';
import type { Recording } from './recording.ts';
import type { Result } from './result.ts';
import type { Degraded, EngineName, Verdict } from './verdict.ts';

/** What page and worker say to each other. Everything here survives `structuredClone`. */

export const PRIVACY_MODES = ['off', 'minimal', 'standard', 'full'] as const;
export type Privacy = (typeof PRIVACY_MODES)[number];

/** Longest deadline of an assessment, ms. Chosen: nobody waits a minute at a checkout. */
export const MAX_TIMEOUT_MS = 60_000;

/**
 * Which engine may score. `auto`: exact at once, ORT wasm when the page is idle and device and link are
 * strong enough.
 */
export const ENGINES = ['auto', 'exact', 'wasm', 'webgpu'] as const;
export type EngineChoice = (typeof ENGINES)[number];

export interface AnalystConfig {
  /**
   * Absolute URL of the site's tellsign routes, without a trailing slash; `POST {endpoint}/enrol` binds keys.
   */
  readonly endpoint: string;
  /**
   * Absolute URL of the signed manifest of a site's own model, with what is pinned after the `#`. Without it
   * the model inside the worker scores. `ortUrl` has what fetches it.
   */
  readonly modelUrl?: string;
  /**
   * Absolute URL of the part that runs onnxruntime-web. Without it and its WebAssembly the integer engine is
   * alone.
   */
  readonly ortUrl?: string;
  /** Hash that the file at `ortUrl` must have, `sha384-…`. Without it any file is accepted. */
  readonly ortIntegrity?: string;
  readonly ortWasmUrl?: string;
  /** Absolute URL of onnxruntime-web's own WebAssembly, used where the slim one fails. */
  readonly ortFullWasmUrl?: string;
  readonly engine: EngineChoice;
  readonly privacy: Exclude<Privacy, 'off'>;
  readonly environment: Environment;
  /** Sign verdicts as tests, which no verifier outside test mode accepts (A18). */
  readonly test?: boolean;
  /** Keep the events so that `recording()` can export them. Never on by default. */
  readonly debug: boolean;
}

/** A nonce response as the site gave it. The worker checks it. */
export type UncheckedNonce = Readonly<Partial<Record<keyof NonceResponse, unknown>>>;

/** The same with the time since the page received it, ms. */
export interface ReceivedNonce extends UncheckedNonce {
  readonly ageMs: number;
}

/** Why there is no nonce. */
export type NonceCode = 'offline' | 'nonce_timeout' | 'nonce_malformed' | 'nonce_unavailable';

export interface AssessRequest {
  readonly action: string;
  /** Strings only; amounts in minor units (protocol §1.6). */
  readonly transaction?: Readonly<Record<string, string>> | undefined;
  /** What to sign with. Without a nonce the verdict has a score and no token. */
  readonly nonce: Result<ReceivedNonce, NonceCode>;
  /** Time left for everything, ms. */
  readonly timeoutMs: number;
}

/** State of the analyst for `?inspect` panels; never sent anywhere. */
export interface Inspection {
  readonly engine: EngineName | null;
  /**
   * What became of ORT: idle · loading · ready · refused (Save-Data, slow link, blocked …, in `ortDetail`).
   */
  readonly ort: 'idle' | 'loading' | 'ready' | 'refused';
  readonly ortDetail: string | null;
  /** Why the site's own model does not score, as a code of `ReleaseCode`; null where it does. */
  readonly modelDetail: string | null;
  readonly verdict: Omit<Verdict, 'token' | 'action'>;
  readonly groups: readonly {
    readonly name: string;
    readonly title: string;
    readonly active: boolean;
    readonly contribution: number;
    readonly features: readonly {
      readonly name: string;
      /** Raw value in the feature's own unit; null when missing. */
      readonly value: number | null;
      /** Events it was computed from. */
      readonly n: number;
    }[];
  }[];
}

/** What the worker exposes through Comlink. Nothing here throws; every failure is data. */
export interface Analyst {
  /** The worker's `BUILD`. The page asks for it first: a cache may have given it another release's worker. */
  readonly build: string;
  start(
    config: AnalystConfig,
  ): Promise<Result<{ readonly key: 'persistent' | 'ephemeral' | 'none' }, Degraded>>;
  /** A transferred batch of `wire/rows.ts` rows. */
  push(rows: Float64Array): void;
  /** New knowledge about the page's environment, merged into the one given at start. */
  environment(update: Partial<Environment>): void;
  assess(request: AssessRequest): Promise<Verdict>;
  inspect(): Promise<Inspection>;
  /** The page is idle and may afford ORT. Resolves when it is ready or refused. */
  warm(): Promise<Result<EngineName>>;
  /** The visit so far in the shared recording format; an error unless `debug`. */
  recording(): Promise<Result<Recording>>;
  /** Drops every event and the device key, in memory and on disk. */
  forget(): Promise<void>;
}
