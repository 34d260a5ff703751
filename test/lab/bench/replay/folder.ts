import { PGlite } from '@electric-sql/pglite';
import { type Exported, recordsTables } from '../../../../src/decide/index.ts';

/** Rows of one statement. Chosen: some MB. */
const BATCH = 1000;

/** $1 JSON array of exported decisions: what `save` and `label` write of them, but for cases and places. */
const FILL = `WITH given AS (
  SELECT value->'decision' AS body, value AS record FROM jsonb_array_elements($1::jsonb)),
decisions AS (
  INSERT INTO tellsign_decision (id, at, action, outcome, account, card, jkt, ip, net, is_accepted,
    is_key_known, body)
  SELECT body->>'id', (body->>'atMs')::float8, body->>'action', body->>'outcome', record->>'account',
    record->>'card', record->>'jkt', record->>'ip', record->>'net', true, false, body - 'facts'
  FROM given),
labels AS (
  INSERT INTO tellsign_label (decision, at, number, body)
  SELECT body->>'id', (body->>'atMs')::float8, 1, record->'labels'->0 FROM given
  WHERE jsonb_array_length(record->'labels') > 0)
INSERT INTO tellsign_facts (decision, at, body)
SELECT body->>'id', (body->>'atMs')::float8, body->'facts' FROM given`;

/** Fills a new PGlite's folder with records, thousand by thousand: one by one would take an hour. */
export async function fillFolder(folder: string, records: Iterable<Exported>): Promise<void> {
  const db = await PGlite.create(folder);
  await db.query(recordsTables());
  let batch: Exported[] = [];
  const flush = async () => {
    await db.query(FILL, [JSON.stringify(batch)]);
    batch = [];
  };
  for (const record of records) if (batch.push(record) === BATCH) await flush();
  if (batch.length > 0) await flush();
  await db.query('ANALYZE');
  await db.close();
}
