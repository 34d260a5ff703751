import { HOME_DAYS, SIGHTING_MS } from '../../facts/homes.ts';
import type { Place } from '../../facts/place.ts';
import { keepStatement } from '../../keep-statement.ts';
import type { Deniable } from '../denials.ts';
import { IDEMPOTENCY_MS, type Recalled } from '../records.ts';
import { deniedBy } from './denials.ts';
import { type AnsweredRow, readAnswered, readPlace } from './rows.ts';

const DAY_MS = 86_400_000;

/**
 * $1 account, $2 thumbprint, $3 name of the request, $4 now, $5 card. One row in any case. The bounds of time
 * let the planner leave out partitions; a clock may be a day ahead.
 */
const STATEMENT = `SELECT
  (SELECT jsonb_build_object('lat', lat, 'lon', lon, 'accuracyKm', accuracy, 'atMs', at)
    FROM tellsign_sighting
    WHERE account = $1::text AND lat IS NOT NULL AND at >= $4::float8 - ${SIGHTING_MS}
    ORDER BY (jkt IS NOT DISTINCT FROM $2::text AND jkt IS NOT NULL) DESC, at DESC LIMIT 1) AS seen,
  (SELECT jsonb_agg(jsonb_build_object('lat', lat, 'lon', lon)) FROM (
    SELECT lat, lon FROM tellsign_sighting
    WHERE account = $1::text AND lat IS NOT NULL AND is_key_known AND at >= $4::float8 - ${SIGHTING_MS}
    GROUP BY lat, lon HAVING count(DISTINCT floor(at / ${DAY_MS})) >= ${HOME_DAYS}) AS home) AS homes,
  (SELECT since FROM tellsign_known_key
    WHERE account = $1::text AND jkt = $2::text AND since <= $4::float8
      AND last >= $4::float8 - ${SIGHTING_MS}) AS since,
  (SELECT jsonb_agg(rule) FROM tellsign_snooze
    WHERE account = $1::text AND until > $4::float8) AS snoozed,
  (SELECT jsonb_agg(kind) FROM tellsign_denied
    WHERE ${deniedBy({ key: '$2', account: '$1', card: '$5' })}
      AND confirmed_by IS NOT NULL AND until > $4::float8) AS denied,
  (SELECT jsonb_build_object('body', decision.body, 'facts', facts.body, 'account', decision.account,
    'card', decision.card) FROM tellsign_request AS request
    JOIN tellsign_decision AS decision ON decision.id = request.decision AND decision.at = request.at
    JOIN tellsign_facts AS facts ON facts.decision = request.decision AND facts.at = request.at
    WHERE request.name = $3::text AND request.at > $4::float8 - ${IDEMPOTENCY_MS}
      AND decision.at > $4::float8 - ${IDEMPOTENCY_MS} AND decision.at < $4::float8 + ${DAY_MS}
      AND facts.at > $4::float8 - ${IDEMPOTENCY_MS} AND facts.at < $4::float8 + ${DAY_MS}) AS repeated`;

export const RECALL = keepStatement(
  'recall',
  STATEMENT,
  'seen jsonb, homes jsonb, since float8, snoozed jsonb, denied jsonb, repeated jsonb',
);

export interface RecallRow {
  readonly seen: (Place & { readonly atMs: number }) | null;
  readonly homes: readonly Place[] | null;
  readonly since: number | null;
  readonly snoozed: readonly string[] | null;
  readonly denied: readonly Deniable[] | null;
  readonly repeated: AnsweredRow | null;
}

export const readRecalled = ({ seen, homes, since, snoozed, denied, repeated }: RecallRow): Recalled => ({
  from: seen && { place: readPlace(seen.lat, seen.lon, seen.accuracyKm), atMs: seen.atMs },
  homes: homes ?? [],
  keySinceMs: since,
  snoozed: snoozed ?? [],
  denied: denied ?? [],
  repeated: repeated && readAnswered(repeated),
});
