/**
 * Tables of cases. `rank` and what follows it are of the alerts that were not answered; `top` is the dearest
 * of them. `last_*` is the last answer, for taking it back. Cases of processes that know no queue have
 * neither an action nor a rank, and stay out of it.
 */
export const version5 = `ALTER TABLE tellsign_decision ADD COLUMN is_novel boolean;
ALTER TABLE tellsign_alert_case
  ADD COLUMN kind text, ADD COLUMN propensity float8,
  ADD COLUMN alerts int, ADD COLUMN answered int,
  ADD COLUMN rank float8, ADD COLUMN due float8,
  ADD COLUMN low float8, ADD COLUMN expected float8, ADD COLUMN high float8, ADD COLUMN top float8,
  ADD COLUMN amount float8, ADD COLUMN hold boolean, ADD COLUMN novel boolean,
  ADD COLUMN action text, ADD COLUMN why_code text, ADD COLUMN why text,
  ADD COLUMN taken_by text, ADD COLUMN taken_until float8,
  ADD COLUMN closed float8, ADD COLUMN ending text, ADD COLUMN closed_by text, ADD COLUMN outcome text,
  ADD COLUMN last_by text, ADD COLUMN last_at float8, ADD COLUMN last_answered int;
CREATE INDEX tellsign_alert_case_open ON tellsign_alert_case (kind, rank DESC, opened, id)
  WHERE closed IS NULL;
CREATE INDEX tellsign_alert_case_due ON tellsign_alert_case (due) WHERE closed IS NULL;
CREATE INDEX tellsign_alert_case_closed ON tellsign_alert_case (closed) WHERE closed IS NOT NULL;
CREATE INDEX tellsign_alert_case_why ON tellsign_alert_case (why_code, closed)
  WHERE ending = 'answered';
CREATE TABLE tellsign_case_decision (
  case_id text, decision text, nth int NOT NULL,
  at float8 NOT NULL, due float8 NOT NULL,
  low float8 NOT NULL, expected float8 NOT NULL, high float8 NOT NULL,
  amount float8 NOT NULL, hold boolean NOT NULL, novel boolean NOT NULL,
  action text NOT NULL, why_code text NOT NULL, why text NOT NULL,
  PRIMARY KEY (case_id, decision));
CREATE INDEX tellsign_case_decision_decision ON tellsign_case_decision (decision);
CREATE TABLE tellsign_draw (day text PRIMARY KEY, at float8 NOT NULL, until float8 NOT NULL);`;
