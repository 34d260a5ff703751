import { HINT_PATTERN } from '../../contract/hint.ts';
import type { VerdictMetric } from '../metric.ts';
import type { VerifyRequest } from '../request.ts';
import type { Accepted } from '../result.ts';
import type { NotConsumed } from './consume-nonce.ts';

/** What `onMetrics` is told of one call of `verify`. */
export function metricOf(
  outcome: Accepted | NotConsumed,
  { action, hint }: VerifyRequest,
  startedMs: number,
): VerdictMetric {
  const { level, flags, degraded } = outcome.ok ? outcome : NO_VERDICT;
  return {
    kind: 'verdict',
    action,
    level,
    code: outcome.ok ? 'ok' : outcome.code,
    flags,
    degraded,
    hint: typeof hint === 'string' && HINT_PATTERN.test(hint) ? hint : null,
    seconds: (performance.now() - startedMs) / 1000,
  };
}

const NO_VERDICT = { level: 'unknown', flags: [], degraded: [] } as const;
