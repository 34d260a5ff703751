/** Curves that were proposed, applied or taken back, and the frozen sets that they are tried on. */
export const version8 = `CREATE TABLE tellsign_calibration (
  number bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  body jsonb NOT NULL);
CREATE TABLE tellsign_gold (
  action text, is_agreed boolean, decision text,
  by_whom text NOT NULL, agreed_by text, at float8 NOT NULL,
  z float8 NOT NULL, is_fraud boolean NOT NULL, weight float8 NOT NULL,
  PRIMARY KEY (action, is_agreed, decision));
CREATE INDEX tellsign_gold_decision ON tellsign_gold (decision);`;
