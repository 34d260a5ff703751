/** Policies and their states. None is ever removed: decisions name their revisions. */
export const version3 = `CREATE TABLE tellsign_policy (
  number bigint GENERATED ALWAYS AS IDENTITY,
  revision text PRIMARY KEY,
  state text NOT NULL,
  by_whom text NOT NULL,
  added_at float8 NOT NULL,
  source jsonb NOT NULL);`;
