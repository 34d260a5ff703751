import type { Flag } from '../../src/contract/protocol.ts';
import type { Accepted, Refused, Verification } from '../../src/server/result.ts';
import type { ScenarioEvent } from './schema.ts';

/** Scores of a level where the event gives none (issue 14). */
const SCORES = { low: 0.05, medium: 0.75, high: 0.95, unknown: null } as const;
/** Code of a refused verdict where the event gives none (issue 14). */
const CODE = 'signature_invalid';

/** What the verifier would have answered. The level is taken as given, with its caps applied. */
export function verificationOf(event: ScenarioEvent): Verification {
  const { action, level, key, flags } = event;
  if (level === 'missing') return refused('missing');
  if (level === 'refused') return refused((event.code ?? CODE) as Refused['code']);
  const score = event.score === undefined ? SCORES[level] : event.score;
  const logit = score === null ? null : Math.log(score / (1 - score));
  return {
    ok: true,
    level,
    score,
    logit,
    claimed: { q: 0 },
    recomputed: null,
    evidence: { schema: 3, flags: 0, values: new Int8Array(), missing: new Uint8Array() },
    reasons: [],
    groups: {},
    // An empty thumbprint is no key.
    key: { jkt: key ?? '', bound: typeof key === 'string', ephemeral: false },
    flags: flags as readonly Flag[],
    degraded: [],
    jti: '',
    action,
    model: '',
    build: '',
  } satisfies Accepted;
}

const refused = (code: Refused['code']): Refused => ({
  ok: false,
  code,
  level: 'unknown',
  retry: 'none',
  safeDetail: '',
});
