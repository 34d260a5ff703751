import type { Evidence } from '../../scoring/quantise.ts';
import { decodeBase64url, encodeBase64url } from '../../wire/base64url.ts';
import { createExpiring } from './expiring.ts';
import { ask } from './replay.ts';
import { bandsOf, distance, PROJECTIONS, sketch } from './sketch.ts';

/** Where sketches of recent evidence are kept, by the buckets they fall into. May forget early and may be eventually consistent. */
export interface NearDuplicateStore {
  /** Files `entry` under every one of `bands` for `ttlMs`; answers what lay under any of them before, some dozens each at the most. */
  file(bands: readonly string[], entry: string, ttlMs: number): Promise<readonly string[]>;
}

export interface MemoryNearDuplicatesOptions {
  /** Most buckets held at once; the one that was used the longest ago goes first. A verdict fills eight. @default 100_000 */
  readonly maxBands?: number;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** Newest entries of a bucket that are kept: a flood of copies needs one of them to be seen. */
const PER_BAND = 32;
/** §1.5 and §6: a sketch is kept 24–72 h, for finding replays and nothing else. */
const KEPT_MS = 48 * 3_600_000;
/**
 * Root mean square of the difference per present feature, in steps, below which evidence is a copy. Of the 1 485 scored visits of
 * `../shared/data/train` none has another person's nearer than 3.4; a copy with ±4 steps of jitter lies at 2.4.
 */
const NEAR_STEPS = 3;

/** In this process's memory; lost on restart. */
export function memoryNearDuplicates({
  maxBands = 100_000,
  now = Date.now,
}: MemoryNearDuplicatesOptions = {}): NearDuplicateStore {
  const bands = createExpiring<readonly { readonly entry: string; readonly endsMs: number }[]>({
    maxEntries: maxBands,
    now,
  });
  return {
    async file(names, entry, ttlMs) {
      const found = new Set<string>();
      for (const name of names) {
        const alive = (bands.get(name) ?? []).filter(({ endsMs }) => endsMs > now());
        for (const { entry: before } of alive) found.add(before);
        bands.set(name, [{ entry, endsMs: now() + ttlMs }, ...alive].slice(0, PER_BAND), ttlMs);
      }
      return [...found];
    },
  };
}

/**
 * Whether another key has sent all but the same evidence of late: a captured visit that is played again, exact or jittered. A flag, so a
 * store that is down or says nonsense is passed over. A visitor's own repetitions do not count.
 */
export async function isNearDuplicate(
  store: NearDuplicateStore | undefined,
  evidence: Evidence,
  { jkt, timeoutMs }: { readonly jkt: string; readonly timeoutMs: number },
): Promise<boolean> {
  if (!store) return false;
  const own = sketch(evidence);
  const present = evidence.missing.reduce((count, bit) => count - bit, evidence.missing.length);
  const entry = `${jkt}.${encodeBase64url(new Uint8Array(own.buffer))}`;
  const found = await ask(() => store.file(bandsOf(own), entry, KEPT_MS), timeoutMs);
  if (!Array.isArray(found)) return false;
  return found.some((other: unknown) => {
    const [who, text = ''] = typeof other === 'string' ? other.split('.') : [];
    const bytes = who === jkt ? null : decodeBase64url(text);
    return (
      bytes?.length === PROJECTIONS &&
      distance(own, new Int8Array(bytes.buffer)) < NEAR_STEPS * Math.sqrt(present)
    );
  });
}
