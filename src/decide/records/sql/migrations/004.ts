/** What `sqlCounters` counts: a row for each entity and minute, and the names an entity was seen with. */
export const version4 = `CREATE TABLE tellsign_counter (
  entity text, minute float8,
  attempts int NOT NULL, refused int NOT NULL, amount float8 NOT NULL,
  PRIMARY KEY (entity, minute));
CREATE TABLE tellsign_counter_name (
  entity text, kind text, name text, last float8 NOT NULL,
  PRIMARY KEY (entity, kind, name));
CREATE INDEX tellsign_counter_name_name ON tellsign_counter_name (name);`;
