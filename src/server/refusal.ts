import type { Code } from '../contract/protocol.ts';
import type { Refused, Retry } from './result.ts';
import type { TestOutcome } from './test-mode.ts';

/** §2.3, column "retry". With any other code the same page and key cannot succeed. */
const RETRY: Partial<Record<Code, Retry>> = {
  missing: 'nonce',
  unbound: 'enrol',
  nonce_invalid: 'nonce',
  nonce_expired: 'nonce',
  nonce_reused: 'nonce',
  replayed: 'nonce',
  expired: 'nonce',
  iat_in_future: 'nonce',
  tx_mismatch: 'nonce',
  replay_store_unavailable: 'nonce',
};

/** A refusal as the caller sees it. */
export function refuse(code: Code, test?: TestOutcome): Refused {
  return {
    ok: false,
    code,
    level: 'unknown',
    retry: RETRY[code] ?? 'none',
    ...(test && { test: true }),
    safeDetail: 'The verdict was not accepted.',
  };
}
