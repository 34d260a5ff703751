import type { Result } from '../../../src/contract/result.ts';
import type { Engine, ExactEngine } from '../../../src/scoring/engine.ts';
import { within } from '../../deadline.ts';
import type { OrtCode, OrtRuntime, OrtStart } from '../ort/contract.ts';
import { findFault, findFaultAtStart, WIDTH } from './compare.ts';

/**
 * `idle`: not started yet · `loading`: on its way · `ready`: it can run · `asleep`: ended after a time
 * without a run, with its memory given back · `refused`: out of service for good.
 */
export type OrtState =
  | { readonly name: 'idle' | 'loading' | 'asleep' }
  | { readonly name: 'ready'; readonly runtime: OrtRuntime }
  | { readonly name: 'refused'; readonly why: string };
type Ready = Extract<OrtState, { name: 'ready' }>;

/** How to start, each way a fallback for the one before, and the engine to compare answers with. */
export interface OrtSource {
  readonly starts: readonly OrtStart[];
  readonly exact: ExactEngine;
}

/** onnxruntime-web as an engine. Its integers are the reference engine's, or it is taken out of service. */
export interface OrtEngine extends Engine {
  readonly state: OrtState;
  /** Starts for the first time. Resolves when it is ready or refused; never rejects. */
  start(load: () => Promise<Result<OrtSource>>): Promise<void>;
  /** Whether it can run now. If it is asleep, it starts again for a later run. */
  wake(): boolean;
  /** Rejects when it is not ready and when the run failed; the caller then uses the reference engine. */
  run(rows: Uint8Array, count: number): Promise<Uint8Array>;
  refuse(why: string): void;
}

export interface OrtEngineOptions {
  readonly name: 'ort-wasm' | 'ort-webgpu';
  /** Time without a run after which the runtime is ended, ms. @default 60000 */
  readonly idleMs?: number;
}

/**
 * The runtime ends after this time without a run, ms. Chosen: a visitor who pauses on a form is usually back
 * within it, and 73–86 MB (runtime.md) are too much to keep for longer.
 */
const IDLE_MS = 60_000;
/**
 * A run that lasts longer counts as hung, ms. Chosen: a batch of 512 rows takes half a millisecond
 * (runtime.md), and a checkout waits.
 */
const RUN_TIMEOUT_MS = 250;
/** Failures after which the next way to start may succeed. */
const CURABLE: readonly string[] = ['ort_init', 'ort_mismatch'] satisfies readonly OrtCode[];

/** An engine that is not started yet. */
export function createOrtEngine({ name, idleMs = IDLE_MS }: OrtEngineOptions): OrtEngine {
  // WebGPU sums in float32: about one integer in 17 000 falls on the other side of a tie, so every row is
  // compared.
  const checkedRows = name === 'ort-webgpu' ? Number.POSITIVE_INFINITY : 1;
  let state: OrtState = { name: 'idle' };
  let source: OrtSource | null = null;
  let sleep: ReturnType<typeof setTimeout> | undefined;

  /** The only place where the state changes. `refused` is final. */
  const enter = (next: OrtState): void => {
    const isFinal = state.name === 'refused';
    if (isFinal && next.name === 'ready') next.runtime.end();
    if (isFinal) return;
    clearTimeout(sleep);
    if (state.name === 'ready' && state !== next) state.runtime.end();
    state = next;
    if (next.name === 'ready') sleep = setTimeout(enter, idleMs, { name: 'asleep' });
  };
  const refuse = (why: string) => enter({ name: 'refused', why });

  /** Tries one way to start after the other. */
  const begin = async ({ starts, exact }: OrtSource): Promise<void> => {
    enter({ name: 'loading' });
    const [first = notBuilt, ...rest] = starts;
    source = { starts: [first, ...rest], exact };
    const started = await startProven(first, exact);
    if (started.ok) return enter({ name: 'ready', runtime: started.value });
    if (CURABLE.includes(started.code) && rest.length > 0) return begin({ starts: rest, exact });
    refuse(sayWhy(started));
  };

  /** A run failed. Unless the state has moved on since, the next way to start takes over, if there is one. */
  const fail = (failed: Ready, why: string): void => {
    if (state !== failed) return;
    const rest = source?.starts.slice(1) ?? [];
    if (source && rest.length > 0) void begin({ starts: rest, exact: source.exact });
    else refuse(`ort_trap: ${why}`);
  };

  return {
    name,
    get state() {
      return state;
    },
    async start(load) {
      enter({ name: 'loading' });
      try {
        const loaded = await load();
        if (loaded.ok) await begin(loaded.value);
        else refuse(sayWhy(loaded));
      } catch (error) {
        refuse(String(error));
      }
    },
    wake() {
      if (state.name === 'asleep' && source) void begin(source);
      return state.name === 'ready';
    },
    async run(rows, count) {
      const current = state;
      if (current.name !== 'ready' || !source) throw new Error(`onnxruntime-web is ${current.name}`);
      const batch = rows.slice(0, count * WIDTH);
      const { exact } = source;
      const running = Promise.resolve().then(() => current.runtime.run(batch, count));
      const answer = await within(
        running.then((outputs) => ({
          outputs,
          fault: findFault({ rows: batch, count, outputs }, exact, checkedRows),
        })),
        RUN_TIMEOUT_MS,
        (error) => ({ outputs: null, fault: error === undefined ? null : String(error) }),
      );
      if (answer.outputs && answer.fault === null) {
        if (state === current) enter(current);
        return answer.outputs;
      }
      if (answer.fault !== null) fail(current, answer.fault);
      // A runtime that hung would hang with its next file too.
      else if (state === current) refuse('timeout');
      throw new Error('the run failed');
    },
    refuse,
  };
}

const notBuilt: OrtStart = async () => ({ ok: false, code: 'ort_unavailable', detail: 'nothing to start' });

/** Starts a runtime and compares it with the reference on built-in rows. */
async function startProven(start: OrtStart, exact: ExactEngine): ReturnType<OrtStart> {
  const started = await start();
  if (!started.ok) return started;
  const refused = await findFaultAtStart(started.value, exact).then(
    (fault) => (fault === null ? null : ({ ok: false, code: 'ort_mismatch', detail: fault } as const)),
    (error: unknown) => ({ ok: false, code: 'ort_init', detail: String(error) }) as const,
  );
  if (!refused) return started;
  started.value.end();
  return refused;
}

const sayWhy = ({ code, detail }: { readonly code: string; readonly detail?: string }) =>
  detail ? `${code}: ${detail}` : code;
