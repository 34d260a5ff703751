/** Webhooks, and who snoozed what. `next_at` is null once nothing more is to be done. */
export const version2 = `CREATE TABLE tellsign_outbox (
  id text, target text,
  event text NOT NULL, payload text NOT NULL, decision text,
  created_at float8 NOT NULL, next_at float8, tries int NOT NULL DEFAULT 0, delivered_at float8,
  PRIMARY KEY (id, target));
CREATE INDEX tellsign_outbox_next_at ON tellsign_outbox (next_at);
CREATE INDEX tellsign_outbox_decision ON tellsign_outbox (decision);
ALTER TABLE tellsign_snooze ADD COLUMN by_whom text;`;
