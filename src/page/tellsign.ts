import type { Inspection } from '../contract/analyst.ts';
import type { Recording } from '../contract/recording.ts';
import type { Result } from '../contract/result.ts';
import type { Degraded, Level, Verdict } from '../contract/verdict.ts';

/** The request for one verdict. */
export interface AssessOptions {
  /** Name of what is about to happen, `[a-z0-9_.-]{1,32}`; the backend verifies with the same name. */
  readonly action: string;
  /**
   * What the backend is about to execute, strings only, amounts in minor units: `{ amount: '4999', currency:
   * 'EUR' }`. Its hash is signed, so that a verdict for one cart is refused for another.
   */
  readonly transaction?: Readonly<Record<string, string>> | undefined;
  /** Time for everything, ms. @default the client's `timeoutMs` */
  readonly timeoutMs?: number | undefined;
  /** Gives up early: the verdict is then `unknown` with `timeout`. */
  readonly signal?: AbortSignal | undefined;
}

/** Events of a client, and what their handlers receive. */
export interface Events {
  /** Every verdict, also an `unknown` one. */
  readonly verdict: Verdict;
  /** The level, when it is not the one before. */
  readonly level: Level;
  /** Why a verdict was thinner than it could be. */
  readonly degraded: readonly Degraded[];
  /** Something inside failed; the verdicts say what they lack. */
  readonly error: { readonly code: Degraded; readonly detail?: string };
}

/** One watched page. Nothing here throws and nothing hangs. */
export interface Tellsign {
  /** Always resolves within its deadline, at worst to `level: 'unknown'` with the cause in `degraded`. */
  assess(options: AssessOptions): Promise<Verdict>;
  /**
   * Keeps the nonce that an answer of the backend carried, for the next verdict about `action`: give its
   * header `Verdict-Nonce`. False where that holds none. `signedFetch` does so by itself.
   */
  keepNonce(action: string, header: string | null): boolean;
  /** Stops listening; verdicts are `unknown` with `paused` until `resume`. What was seen stays. */
  pause(): void;
  /** Listens again. A client that still waits for its first interaction starts at once. */
  resume(): void;
  /** Drops every event and the device key, in memory and on disk, and goes on listening. */
  forget(): Promise<void>;
  /** Removes every listener and ends the worker, for good. */
  destroy(): void;
  /** Options of `load` that other code needs: the default deadline of `assess`, ms, and `debug`. */
  readonly settings: { readonly timeoutMs: number; readonly debug: boolean };
  /** Calls `handler` on each event; returns how to stop that. */
  on<E extends keyof Events>(event: E, handler: (detail: Events[E]) => void): () => void;
  /** Evidence and contributions as of now, for developers; they stay on the page. */
  inspect(): Promise<Result<Inspection>>;
  /** The visit in the shared recording format; only with `debug`. */
  recording(): Promise<Result<Recording>>;
}
