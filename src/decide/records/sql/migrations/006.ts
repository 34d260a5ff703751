/** The deny list: keys, accounts and cards that a reviewer named. Without `confirmed_by` no rule sees one. */
export const version6 = `CREATE TABLE tellsign_denied (
  kind text, name text,
  case_id text NOT NULL, by_whom text NOT NULL,
  at float8 NOT NULL, until float8 NOT NULL, confirmed_by text,
  PRIMARY KEY (kind, name));
CREATE INDEX tellsign_denied_at ON tellsign_denied (at, name);`;
