import { COUNT } from '../../../counters/sql.ts';
import { RECALL } from '../recall.ts';
import { SAVE } from '../save.ts';
import { version1 } from './001.ts';
import { version2 } from './002.ts';
import { version3 } from './003.ts';
import { version4 } from './004.ts';
import { version5 } from './005.ts';
import { version6 } from './006.ts';
import { version7 } from './007.ts';
import { version8 } from './008.ts';
import { version9 } from './009.ts';

/**
 * Tables of the records, in the order of their versions. A version that was released is never changed: the
 * next one is added at the end. It only adds tables, and columns that may be null, because processes of the
 * version before run beside it for a while. Times are milliseconds since 1970 as float8, which every client
 * gives as numbers.
 */
const VERSIONS: readonly string[] = [
  version1,
  version2,
  version3,
  version4,
  version5,
  version6,
  version7,
  version8,
  version9,
];

/** Statements of every decision. */
const KEPT = [COUNT, RECALL, SAVE];

/**
 * One statement that makes the tables of `sqlRecords`, or brings them up to date from any version, on
 * PostgreSQL 14 or later and PGlite. Any number of processes may run it at once. Tables that are up to date
 * are not touched, and need no right to be changed.
 *
 * @param latest the version to stop at; for tests of what came later
 */
export function recordsTables(latest: number = VERSIONS.length): string {
  const steps = VERSIONS.slice(0, latest).map(
    (statements, index) => `
  IF NOT EXISTS (SELECT FROM tellsign_migration WHERE version = ${index + 1}) THEN
    ${statements}
    INSERT INTO tellsign_migration (version) VALUES (${index + 1});
  END IF;`,
  );
  const kept = latest === VERSIONS.length ? KEPT.map(({ create }) => create) : [];
  // A DO block, because a client that prepares its statements takes one at a time. Two at once queue.
  return `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tellsign_migration'));
  IF to_regclass('tellsign_migration') IS NULL THEN
    CREATE TABLE tellsign_migration (version int PRIMARY KEY);
  END IF;${steps.join('')}${kept.join('')}
END $$`;
}
