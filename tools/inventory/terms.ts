import { BINDING_MAX_AGE_SECONDS, NONCE_TTL_SECONDS } from '../../src/contract/protocol.ts';
import { WINDOWS } from '../../src/decide/policy/variables.ts';
import { IDEMPOTENCY_MS } from '../../src/decide/records/records.ts';
import { cutoffsOf, type RetentionDays } from '../../src/decide/records/retention.ts';
import { FOLD_MS } from '../../src/decide/triage/fold.ts';
import { KEPT_MS } from '../../src/server/steps/near-duplicate.ts';
import { LINEAGE_MS, MEMORY_MS } from '../../src/server/stores/ledger.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const days = (ms: number): string => `${ms / DAY_MS} days`;
const hours = (ms: number): string => `${ms / HOUR_MS} hours`;
/** Days of `retentionDays` where the site gives none. */
const retained = (name: keyof RetentionDays): string => `${days(-cutoffsOf({}, 0)[name])} (\`${name}\`)`;

/** For how long each kind of thing is kept, taken from the code that forgets it. */
export const KEPT = {
  request: 'not stored by tellsign; the site’s log decides',
  nonce: `${NONCE_TTL_SECONDS / 60} minutes`,
  cookie: days(BINDING_MAX_AGE_SECONDS * 1000),
  ledger: days(MEMORY_MS),
  lineage: days(LINEAGE_MS),
  sketch: hours(KEPT_MS),
  repeated: hours(IDEMPOTENCY_MS),
  counts: hours(WINDOWS['1d']),
  fold: hours(FOLD_MS),
  facts: retained('facts'),
  sighting: retained('sighting'),
  decision: retained('decision'),
  label: retained('label'),
  device: 'until `forget()`, or the browser’s storage is cleared; renewed after 90 days',
  always: 'for good: a chain of hashes has no gaps',
} as const;

export const SITE = 'the site’s own backend';
export const STORE = 'the site’s own database';
