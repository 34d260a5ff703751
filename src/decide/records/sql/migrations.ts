/**
 * Tables of the records, in the order of their versions. A version that was released is never changed: the
 * next one is added below. Times are milliseconds since 1970 as float8, which every client gives as numbers.
 */
const VERSIONS: readonly string[] = [
  `CREATE TABLE tellsign_decision (
  id text PRIMARY KEY,
  at float8 NOT NULL,
  action text NOT NULL,
  outcome text NOT NULL,
  account text, card text, jkt text, ip text, net text,
  lat float8, lon float8, accuracy float8,
  idempotency text,
  case_id text,
  body jsonb NOT NULL);
CREATE INDEX tellsign_decision_at ON tellsign_decision (at, id);
CREATE INDEX tellsign_decision_account ON tellsign_decision (account, at);
CREATE INDEX tellsign_decision_card ON tellsign_decision (card, at);
CREATE INDEX tellsign_decision_jkt ON tellsign_decision (jkt, at);
CREATE TABLE tellsign_request (name text PRIMARY KEY, at float8 NOT NULL, decision text NOT NULL);
CREATE INDEX tellsign_request_decision ON tellsign_request (decision);
CREATE TABLE tellsign_sighting (
  decision text PRIMARY KEY,
  account text NOT NULL,
  jkt text,
  at float8 NOT NULL,
  since float8 NOT NULL,
  is_key_known boolean NOT NULL,
  lat float8, lon float8, accuracy float8);
CREATE INDEX tellsign_sighting_account ON tellsign_sighting (account, at);
CREATE INDEX tellsign_sighting_jkt ON tellsign_sighting (jkt);
CREATE TABLE tellsign_alert_case (id text PRIMARY KEY, opened float8 NOT NULL, last float8 NOT NULL);
CREATE TABLE tellsign_case_tie (
  tie text, value text, case_id text, PRIMARY KEY (tie, value, case_id));
CREATE TABLE tellsign_label (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  decision text NOT NULL,
  at float8 NOT NULL,
  body jsonb NOT NULL);
CREATE INDEX tellsign_label_decision ON tellsign_label (decision);
CREATE TABLE tellsign_snooze (
  account text, rule text, until float8 NOT NULL, PRIMARY KEY (account, rule));
CREATE TABLE tellsign_audit (
  seq float8 PRIMARY KEY,
  at float8 NOT NULL,
  by_whom text NOT NULL, what text NOT NULL, detail text NOT NULL,
  before text NOT NULL, hash text NOT NULL);`,
  // `next_at` is null once nothing more is to be done.
  `CREATE TABLE tellsign_outbox (
  id text, target text,
  event text NOT NULL, payload text NOT NULL, decision text,
  created_at float8 NOT NULL, next_at float8, tries int NOT NULL DEFAULT 0, delivered_at float8,
  PRIMARY KEY (id, target));
CREATE INDEX tellsign_outbox_next_at ON tellsign_outbox (next_at);
CREATE INDEX tellsign_outbox_decision ON tellsign_outbox (decision);
ALTER TABLE tellsign_snooze ADD COLUMN by_whom text;`,
];

/**
 * One statement that makes the tables of `sqlRecords`, or brings them up to date from any version, on
 * PostgreSQL and PGlite. Any number of processes may run it at once.
 */
export function recordsTables(): string {
  const steps = VERSIONS.map(
    (statements, index) => `
  IF NOT EXISTS (SELECT FROM tellsign_migration WHERE version = ${index + 1}) THEN
    ${statements}
    INSERT INTO tellsign_migration (version) VALUES (${index + 1});
  END IF;`,
  );
  // A DO block, because a client that prepares its statements takes one at a time. Two at once queue.
  return `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tellsign_migration'));
  CREATE TABLE IF NOT EXISTS tellsign_migration (version int PRIMARY KEY);${steps.join('')}
END $$`;
}
