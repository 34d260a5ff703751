import { CODES } from '../../src/contract/protocol.ts';
import { createRandom } from '../../train/random.ts';
import { createHistogram } from './histogram.ts';
import { areIntrinsics, freezeIntrinsics, takeIntrinsics } from './intrinsics.ts';
import { mutant } from './mutate.ts';
import { costOf, slowness } from './slowness.ts';
import { createSource } from './source.ts';

/** What one process of the fuzzer saw. */
export interface Seen {
  readonly tokens: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Record<string, number>>;
  /** Exceptions, unknown codes, changed intrinsics, tokens that are slow by the yardstick. */
  readonly faults: readonly string[];
  /** Calls over the limit, most of them because another process had the core. */
  readonly late: number;
  /** Milliseconds by quantile. */
  readonly p50: number;
  readonly p9999: number;
  /** Heap in bytes after a collection, at each tenth. */
  readonly heap: readonly number[];
}

/** What one call may take, milliseconds (protocol §4, row 145). */
const LIMIT_MS = 5;
const TENTHS = 10;
const MOST_FAULTS = 10;

const [, , count = '0', seed = '0'] = process.argv;
const seen = await fuzz(Number(count), seed);
process.send?.({ seen });

async function fuzz(tokens: number, name: string): Promise<Seen> {
  const source = await createSource();
  const random = createRandom('fuzz', name);
  const allowed = new Set<string>(['ok', ...CODES]);
  const codes: Record<string, number> = {};
  const kinds: Record<string, number> = {};
  const faults: string[] = [];
  const times = createHistogram();
  const heap: number[] = [];
  let late = 0;
  const before = takeIntrinsics();
  freezeIntrinsics();
  for (let tenth = 0; tenth < TENTHS; tenth++) {
    // Accepted tokens fill a replay store; a new one every tenth keeps the heap comparable.
    const verifier = source.verifier();
    for (let i = 0; i < tokens / TENTHS; i++) {
      const { kind, token } = mutant(source, random);
      const start = performance.now();
      const code = await codeOf(verifier, token);
      const took = performance.now() - start;
      codes[code] = (codes[code] ?? 0) + 1;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      times.add(took);
      if (!allowed.has(code)) report(`${kind}: ${code}`, token);
      if (kind === 'genuine' && code !== 'ok') report(`a genuine token ended in ${code}`, token);
      if (kind !== 'genuine' && kind !== 'signed' && code === 'ok') report(`${kind} was accepted`, token);
      if (took <= LIMIT_MS) continue;
      late++;
      const slow = await slowness(() => costOf(() => codeOf(source.verifier(), token)), LIMIT_MS);
      if (slow) report(`${kind}: ${slow}`, token);
    }
    globalThis.gc?.();
    heap.push(process.memoryUsage().heapUsed);
    process.send?.({ done: Math.round(tokens / TENTHS) });
  }
  if (!areIntrinsics(before)) faults.push('an intrinsic prototype was changed');
  const ordered = Object.fromEntries(Object.entries(codes).sort(([, a], [, b]) => b - a));
  return {
    tokens,
    codes: ordered,
    kinds,
    faults,
    late,
    p50: times.quantile(0.5),
    p9999: times.quantile(0.9999),
    heap,
  };

  function report(what: string, token: unknown): void {
    if (faults.length < MOST_FAULTS) faults.push(`${what}: ${JSON.stringify(token)?.slice(0, 1200)}`);
  }

  async function codeOf(verifier: ReturnType<typeof source.verifier>, token: unknown): Promise<string> {
    try {
      const result = await verifier.verify(token, source.request);
      return result.ok ? 'ok' : result.code;
    } catch (error) {
      return `exception ${error instanceof Error ? error.stack : error}`;
    }
  }
}
