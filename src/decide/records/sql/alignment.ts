import type { SqlClient } from '../../../server/stores/sql-table.ts';
import { type AlignmentCounts, emptyParts, ROWS } from '../../alignment/counts.ts';
import { BINS } from '../../alignment/histogram.ts';
import type { AlignmentStore, AlignmentVisit } from '../alignment.ts';

/**
 * $1 JSON array of visits, of each key and day one. Rows are written in one order, so that two processes wait
 * for each other and never lock each other out.
 */
const COUNT = `WITH given AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS one
    (day int, jkt text, part int, schema int, model text, measures text, places jsonb)),
fresh AS (
  INSERT INTO tellsign_counted_visit (day, jkt, schema, model)
  SELECT day, jkt, schema, model FROM given ORDER BY day, jkt
  ON CONFLICT DO NOTHING RETURNING day, jkt)
INSERT INTO tellsign_histogram AS known (day, schema, model, measures, part, place, visits)
SELECT day, schema, model, measures, part, place::int, count(*)::float8
FROM given JOIN fresh USING (day, jkt), jsonb_array_elements_text(places) AS place
GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
ON CONFLICT (day, schema, model, measures, part, place)
DO UPDATE SET visits = known.visits + EXCLUDED.visits`;

/** $1 first day, $2 profile of the logits, $3 place of the first logit. */
const COUNTS = `WITH basis AS (
  SELECT schema, model, count(*)::float8 AS visits, count(DISTINCT jkt)::float8 AS keys,
    count(DISTINCT day)::float8 AS days
  FROM tellsign_counted_visit WHERE day >= $1::int
  GROUP BY schema, model ORDER BY visits DESC, model LIMIT 1)
SELECT basis.*, (
  SELECT jsonb_agg(jsonb_build_array(part, place, n)) FROM (
    SELECT part, place, sum(histogram.visits) AS n FROM tellsign_histogram AS histogram
    WHERE histogram.day >= $1::int AND histogram.schema = basis.schema AND histogram.model = basis.model
      AND (place < $3::int OR measures = $2::text)
    GROUP BY part, place) AS counted) AS counts
FROM basis`;

/** $1 before this day. */
export const FORGET_HISTOGRAMS = 'DELETE FROM tellsign_histogram WHERE day < $1::int';
export const FORGET_COUNTED = 'DELETE FROM tellsign_counted_visit WHERE day < $1::int';

type CountsRow = Omit<AlignmentCounts, 'parts'> & {
  readonly counts: readonly (readonly [part: number, place: number, visits: number])[] | null;
};

export function sqlAlignment(client: SqlClient): AlignmentStore {
  return {
    async count(visits) {
      if (visits.length > 0) await client.query(COUNT, [JSON.stringify(singled(visits))]);
    },
    async counts({ fromDay, measures }) {
      const { rows } = await client.query(COUNTS, [fromDay, measures, (ROWS - 1) * BINS]);
      const [row] = rows as readonly CountsRow[];
      if (!row) return null;
      const { counts, ...basis } = row;
      const parts = emptyParts();
      for (const [part, place, visits] of counts ?? []) {
        const own = parts[part];
        if (own) own[place] = Number(visits);
      }
      return { ...basis, parts };
    },
  };
}

/** Of each key and day the first. */
function singled(visits: readonly AlignmentVisit[]): readonly AlignmentVisit[] {
  const first = new Map<string, AlignmentVisit>();
  for (const visit of visits) {
    const name = `${visit.day} ${visit.jkt}`;
    if (!first.has(name)) first.set(name, visit);
  }
  return [...first.values()];
}
