import { checkShared, type SqlClient } from '../../server/stores/sql-table.ts';
import { keepStatement } from '../keep-statement.ts';
import { MEASURES, type Measure, WINDOWS, type Window } from '../policy/variables.ts';
import { MOST_DISTINCT, WIDTHS } from './buckets.ts';
import type { CountedAttempt, Counters, Tally } from './counters.ts';

export interface SqlCountersOptions {
  /** For PGlite: must be true, and says that this process is the only one that has the data. */
  readonly allowSingleProcess?: boolean | undefined;
}

const MINUTE_MS = WIDTHS['1h'];
const THIS_MINUTE = `floor($1::float8 / ${MINUTE_MS}) * ${MINUTE_MS}`;
const WINDOW_NAMES = Object.keys(WINDOWS) as readonly Window[];
const MEASURE_NAMES = Object.keys(MEASURES) as readonly Measure[];

/** What a row of a minute holds, and what names are counted. */
const SUMMED = ['attempts', 'refused', 'amount'] as const;
const NAMED = ['accounts', 'cards'] as const;

/** Sums of the minutes that count for a window: see `isWithin`. A day is counted by ten minutes. */
const sumsOf = (window: Window): string => {
  const within = `floor(minute / ${WIDTHS[window]}) * ${WIDTHS[window]} > $1::float8 - ${WINDOWS[window]}`;
  const total = (measure: string) =>
    `COALESCE(sum(${measure}) FILTER (WHERE ${within}), 0)::float8 AS "${measure}_${window}"`;
  return SUMMED.map(total).join(', ');
};

/** How many names an entity was seen with; the attempt's own comes to those of the table. */
const namesOf = (window: Window): string => {
  const total = (kind: string) => `LEAST(${MOST_DISTINCT + 1},
    count(*) FILTER (WHERE kind = '${kind}' AND last > $1::float8 - ${WINDOWS[window]})
    )::float8 AS "${kind}_${window}"`;
  return NAMED.map(total).join(', ');
};

/**
 * One row for each entity. What a statement writes it does not see, so what it adds is taken from what the
 * writing returned. Rows are written in the order of their names: two attempts at once never wait for each
 * other in a circle. Of names that are no longer counted some are removed on the way, unless somebody else is
 * just writing them.
 *
 * $1 now, $2 refused, $3 amount, $4 account, $5 card, $6 JSON array of the entities.
 */
const STATEMENT = `WITH own AS (SELECT value AS entity FROM jsonb_array_elements_text($6::jsonb)),
given AS (
  SELECT kind, name FROM (VALUES ('accounts', $4::text), ('cards', $5::text)) AS one (kind, name)
  WHERE name IS NOT NULL),
added AS (
  INSERT INTO tellsign_counter AS one (entity, minute, attempts, refused, amount)
  SELECT entity, ${THIS_MINUTE}, 1, $2::int, $3::float8 FROM own ORDER BY entity
  ON CONFLICT (entity, minute) DO UPDATE SET attempts = one.attempts + 1,
    refused = one.refused + EXCLUDED.refused, amount = one.amount + EXCLUDED.amount
  RETURNING entity, minute, attempts, refused, amount),
named AS (
  INSERT INTO tellsign_counter_name AS one (entity, kind, name, last)
  SELECT entity, kind, name, $1::float8 FROM own, given ORDER BY entity, kind, name
  ON CONFLICT (entity, kind, name) DO UPDATE SET last = GREATEST(one.last, EXCLUDED.last)
  RETURNING entity, kind, last),
others AS (
  SELECT one.entity, one.kind, one.last, one.ctid AS place,
    row_number() OVER (PARTITION BY one.entity, one.kind ORDER BY one.last DESC) AS rank
  FROM tellsign_counter_name AS one JOIN own ON own.entity = one.entity
  WHERE NOT EXISTS (SELECT FROM given WHERE given.kind = one.kind AND given.name = one.name)),
swept AS (
  DELETE FROM tellsign_counter_name WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM tellsign_counter_name
    WHERE ctid IN (SELECT place FROM others
      WHERE rank > ${MOST_DISTINCT + 1} OR last <= $1::float8 - ${WINDOWS['1d']})
    FOR UPDATE SKIP LOCKED))),
sums AS (
  SELECT entity, ${WINDOW_NAMES.map(sumsOf).join(', ')}
  FROM (
    SELECT * FROM added
    UNION ALL
    SELECT one.entity, minute, attempts, refused, amount
    FROM tellsign_counter AS one JOIN own ON own.entity = one.entity
    WHERE minute > $1::float8 - ${WINDOWS['1d']} AND minute <> ${THIS_MINUTE}) AS one
  GROUP BY entity),
names AS (
  SELECT entity, ${WINDOW_NAMES.map(namesOf).join(', ')}
  FROM (
    SELECT entity, kind, last FROM named
    UNION ALL
    SELECT entity, kind, last FROM others) AS one
  GROUP BY entity)
SELECT * FROM sums LEFT JOIN names USING (entity)`;

const columnsOf = (measures: readonly string[]): readonly string[] =>
  WINDOW_NAMES.flatMap((window) => measures.map((measure) => `"${measure}_${window}" float8`));

export const COUNT = keepStatement(
  'count',
  STATEMENT,
  ['entity text', ...columnsOf(SUMMED), ...columnsOf(NAMED)].join(', '),
);

/** $1 JSON array of entities, $2 account, $3 card. */
const ERASE = `WITH counts AS (
  DELETE FROM tellsign_counter WHERE entity IN (SELECT jsonb_array_elements_text($1::jsonb)))
DELETE FROM tellsign_counter_name
WHERE entity IN (SELECT jsonb_array_elements_text($1::jsonb))
  OR (kind = 'accounts' AND name = $2::text) OR (kind = 'cards' AND name = $3::text)`;

/**
 * Counters in PostgreSQL or PGlite, for all processes that decide: one statement for each attempt. The tables
 * come from `recordsTables`; `records.expire` removes what is older than a day.
 *
 * @throws TypeError for a wrong option
 */
export function sqlCounters(client: SqlClient, options: SqlCountersOptions = {}): Counters {
  checkShared('sqlCounters', client, options);
  return {
    async count({ atMs, entities, isRefused, amount, account, card }) {
      const names = JSON.stringify(namesOfEntities(entities));
      const values = [atMs, isRefused ? 1 : 0, amount, account, card, names];
      const rows = (await client.query(COUNT.call, values)).rows as readonly Row[];
      const tallies = rows.map((row) => [row.entity.slice(0, row.entity.indexOf(':')), readTally(row)]);
      return Object.fromEntries(tallies);
    },
    async erase({ account = null, card = null, key = null }) {
      const given = Object.entries({ account, card, key }).filter(([, name]) => name !== null);
      await client.query(ERASE, [JSON.stringify(namesOfEntities(Object.fromEntries(given))), account, card]);
    },
  };
}

type Row = { readonly entity: string } & Readonly<Record<`${Measure}_${Window}`, number | null>>;

const namesOfEntities = (entities: CountedAttempt['entities']): readonly string[] =>
  Object.entries(entities).map(([entity, id]) => `${entity}:${id}`);

const readTally = (row: Row): Tally =>
  Object.fromEntries(
    WINDOW_NAMES.map((window) => [
      window,
      Object.fromEntries(MEASURE_NAMES.map((measure) => [measure, row[`${measure}_${window}`] ?? 0])),
    ]),
  ) as Tally;
