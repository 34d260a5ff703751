/**
 * Decisions, places, keys, cases, labels and the audit. What grows with the visits is partitioned by time, so
 * that what expires is dropped as a whole table; see `partitions.ts`. Each such table has a partition `_rest`
 * for what no other takes.
 *
 * `at` is when the decision was made, in every table, so that what belongs to a decision lies in one
 * partition and expires together.
 */
export const version1 = `CREATE TABLE tellsign_decision (
  id text NOT NULL,
  at float8 NOT NULL,
  action text NOT NULL,
  outcome text NOT NULL,
  account text, card text, jkt text, ip text, net text,
  lat float8, lon float8, accuracy float8,
  idempotency text,
  case_id text,
  amount float8, z float8, propensity float8,
  is_accepted boolean NOT NULL,
  is_key_known boolean NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX tellsign_decision_at ON tellsign_decision (at, id);
CREATE INDEX tellsign_decision_account ON tellsign_decision (account, at);
CREATE INDEX tellsign_decision_card ON tellsign_decision (card, at);
CREATE INDEX tellsign_decision_jkt ON tellsign_decision (jkt, at);
CREATE TABLE tellsign_decision_rest PARTITION OF tellsign_decision DEFAULT;

CREATE TABLE tellsign_facts (
  decision text NOT NULL, at float8 NOT NULL, body jsonb NOT NULL,
  PRIMARY KEY (decision, at)) PARTITION BY RANGE (at);
CREATE TABLE tellsign_facts_rest PARTITION OF tellsign_facts DEFAULT;

CREATE TABLE tellsign_stub (
  id text NOT NULL, at float8 NOT NULL,
  action text NOT NULL, outcome text NOT NULL,
  amount float8, z float8, propensity float8,
  PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE tellsign_stub_rest PARTITION OF tellsign_stub DEFAULT;

CREATE TABLE tellsign_label (
  decision text NOT NULL, at float8 NOT NULL, number int NOT NULL, body jsonb NOT NULL,
  PRIMARY KEY (decision, at, number)) PARTITION BY RANGE (at);
CREATE TABLE tellsign_label_rest PARTITION OF tellsign_label DEFAULT;

CREATE TABLE tellsign_sighting (
  decision text NOT NULL, at float8 NOT NULL,
  account text NOT NULL, jkt text,
  since float8 NOT NULL,
  is_key_known boolean NOT NULL,
  lat float8, lon float8, accuracy float8,
  PRIMARY KEY (decision, at)) PARTITION BY RANGE (at);
CREATE INDEX tellsign_sighting_account ON tellsign_sighting (account, at);
CREATE INDEX tellsign_sighting_jkt ON tellsign_sighting (jkt);
CREATE TABLE tellsign_sighting_rest PARTITION OF tellsign_sighting DEFAULT;

CREATE TABLE tellsign_known_key (
  account text, jkt text,
  since float8 NOT NULL, decision text NOT NULL, last float8 NOT NULL,
  PRIMARY KEY (account, jkt));
CREATE INDEX tellsign_known_key_jkt ON tellsign_known_key (jkt);
CREATE INDEX tellsign_known_key_decision ON tellsign_known_key (decision);

CREATE TABLE tellsign_request (name text PRIMARY KEY, at float8 NOT NULL, decision text NOT NULL);
CREATE INDEX tellsign_request_at ON tellsign_request (at);

CREATE TABLE tellsign_alert_case (id text PRIMARY KEY, opened float8 NOT NULL, last float8 NOT NULL);
CREATE TABLE tellsign_case_tie (
  tie text, value text, case_id text, PRIMARY KEY (tie, value, case_id));
CREATE INDEX tellsign_case_tie_case_id ON tellsign_case_tie (case_id);

CREATE TABLE tellsign_snooze (
  account text, rule text, until float8 NOT NULL, PRIMARY KEY (account, rule));

CREATE TABLE tellsign_audit (
  seq float8 PRIMARY KEY,
  at float8 NOT NULL,
  by_whom text NOT NULL, what text NOT NULL, detail text NOT NULL,
  before text NOT NULL, hash text NOT NULL);`;
