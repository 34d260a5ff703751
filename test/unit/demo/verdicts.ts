import type { Accepted, Refused } from '../../../src/server/result.ts';

/** An accepted verdict as the server library gives it; the reasons sum to the logit. */
export function accepted(changes: Partial<Accepted> = {}): Accepted {
  return {
    ok: true,
    level: 'low',
    score: 0.08,
    logit: -2.5,
    claimed: { q: -40 },
    recomputed: { q: -40, delta: 0 },
    evidence: { schema: 3, flags: 0, values: new Int8Array(), missing: new Uint8Array() },
    reasons: [
      {
        code: 'keys.dwell_cv',
        weight: -1.25,
        direction: 'trust',
        text: 'Keys were held as unevenly as people hold them.',
      },
      { code: 'other', weight: 0.25, direction: 'risk', text: 'Everything too small to list.' },
      { code: 'baseline', weight: -1.5, direction: 'neutral', text: 'Where every visit starts.' },
    ],
    groups: { baseline: -1.5, keys: -1 },
    key: { jkt: 'k', bound: false, ephemeral: false },
    flags: ['unbound'],
    degraded: [],
    jti: 'j',
    action: 'checkout',
    model: 'm',
    build: 'tellsign-0.1.0',
    ...changes,
  };
}

export function refused(code: Refused['code'], retry: Refused['retry'] = 'nonce'): Refused {
  return { ok: false, code, level: 'unknown', retry, safeDetail: 'The verdict was not accepted.' };
}
