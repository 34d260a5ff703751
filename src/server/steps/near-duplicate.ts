import type { Evidence } from '../../scoring/quantise.ts';
import { decodeBase64url, encodeBase64url } from '../../wire/base64url.ts';
import { netstring } from '../../wire/netstring.ts';
import { sha256 } from '../jws/hash.ts';
import { bandsOf, distance, PROJECTIONS, similaritySketch } from '../model/similarity-sketch.ts';
import { ask } from '../stores/ask.ts';
import type { NearDuplicateStore } from '../stores/near-duplicates.ts';

/** §1.5 and §6: a sketch is kept 24–72 h, for finding replays and nothing else. */
export const KEPT_MS = 48 * 3_600_000;
/**
 * Root mean square of the difference per present feature, in steps, below which evidence is a copy. Of the
 * 1,485 scored visits of `../shared/data/train` none has another person's nearer than 3.4; a copy with ±4
 * steps of jitter lies at 2.4 (`npm run lab -- plausibility`).
 */
const NEAR_STEPS = 3;

/** Where the evidence comes from. */
export interface Origin {
  readonly jkt: string;
  readonly sid: string;
  /** Time the store may take. */
  readonly timeoutMs: number;
}

/**
 * Whether this evidence was sent before, as by a captured visit that is replayed (A5). Evidence of another
 * key counts if it is nearly the same, evidence of the same key if it is exactly the same and of another
 * session. Repetitions by one key within one session do not count, because a retry signs the same evidence
 * again. It is only a flag, so an outage of the store counts as no.
 */
export async function isNearDuplicate(
  store: NearDuplicateStore | null,
  evidence: Evidence,
  { jkt, sid, timeoutMs }: Origin,
): Promise<boolean> {
  if (!store) return false;
  const own = similaritySketch(evidence);
  const present = evidence.missing.reduce((count, bit) => count - bit, evidence.missing.length);
  const session = await shortHash('session', sid);
  const exact = await shortHash('evidence', Uint8Array.from([...evidence.values, ...evidence.missing]));
  const entry = [jkt, encodeBase64url(new Uint8Array(own.buffer)), session, exact].join('.');
  const found: unknown = await ask(() => store.file(bandsOf(own), entry, KEPT_MS), timeoutMs);
  if (!Array.isArray(found)) return false;
  return found.some((other: unknown) => {
    const [who, text = '', where, what] = typeof other === 'string' ? other.split('.') : [];
    if (who === jkt) return where !== undefined && where !== session && what === exact;
    const bytes = decodeBase64url(text);
    return (
      bytes?.length === PROJECTIONS &&
      distance(own, new Int8Array(bytes.buffer)) < NEAR_STEPS * Math.sqrt(present)
    );
  });
}

/** 64 bits, 11 characters: no chance collision among the few dozen that are compared. */
async function shortHash(use: string, content: string | Uint8Array): Promise<string> {
  return encodeBase64url((await sha256(netstring(use, content))).subarray(0, 8));
}
