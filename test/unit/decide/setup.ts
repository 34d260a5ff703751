import {
  createDecider,
  createPolicyBook,
  type DeciderOptions,
  type Location,
  memoryCounters,
  memoryRecords,
} from '../../../src/decide/index.ts';
import type { Accepted, Refused } from '../../../src/server/result.ts';

export const T0 = 1_800_000_000_000;
export const SECRET = Uint8Array.from({ length: 32 }, (_, i) => i);
export const BERLIN = { lat: 52.52, lon: 13.405 };
export const TOKYO = { lat: 35.68, lon: 139.69 };

/** A clock that a test moves. */
export const clock = { ms: T0 };

/** A decider in memory; `locate` answers with the request itself. */
export async function decider(options: Partial<DeciderOptions> = {}) {
  clock.ms = T0;
  const now = () => clock.ms;
  const records = memoryRecords({ now });
  return {
    records,
    ...createDecider({
      secret: SECRET,
      records,
      counters: memoryCounters(),
      policies: await createPolicyBook(),
      amounts: { currency: 'EUR', rates: { USD: 0.9 } },
      locate: (request) => request as Location,
      // Nothing here waits for a clock; a busy machine must not make a test fail over.
      timeoutMs: 10_000,
      now,
      ...options,
    }),
  };
}

export const accepted = (change: Partial<Accepted> = {}): Accepted => ({
  ok: true,
  level: 'low',
  score: 0.05,
  logit: -3,
  claimed: { q: 0 },
  recomputed: null,
  evidence: { schema: 3, flags: 0, values: new Int8Array(), missing: new Uint8Array() },
  reasons: [{ code: 'pointer.speed_p95', weight: 1, direction: 'risk', text: 'It was fast.' }],
  groups: { pointer: 1 },
  key: { jkt: 'laptop', bound: true, ephemeral: false },
  flags: [],
  degraded: [],
  jti: 'j',
  action: 'checkout',
  model: 'm',
  build: 'b',
  ...change,
});

export const refused = (code: Refused['code']): Refused => ({
  ok: false,
  code,
  level: 'unknown',
  retry: 'none',
  safeDetail: '',
});

export const BASKET = { action: 'checkout', account: 'ann', card: 'visa', amount: 40 } as const;
