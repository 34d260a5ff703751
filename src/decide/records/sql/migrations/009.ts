/**
 * Where a site's people sit on the features, counted by day and group of keys; whose visit was counted on
 * which day; and the site profiles that rest on it.
 */
export const version9 = `CREATE TABLE tellsign_alignment (
  number bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  body jsonb NOT NULL);
CREATE TABLE tellsign_counted_visit (
  day int, jkt text, schema int NOT NULL, model text NOT NULL,
  PRIMARY KEY (day, jkt));
CREATE INDEX tellsign_counted_visit_jkt ON tellsign_counted_visit (jkt);
CREATE TABLE tellsign_histogram (
  day int, schema int, model text, measures text, part int, place int, visits float8 NOT NULL,
  PRIMARY KEY (day, schema, model, measures, part, place));`;
