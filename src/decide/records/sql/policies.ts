import type { SqlClient } from '../../../server/stores/sql-table.ts';
import type { Policy } from '../../policy/schema.ts';
import type { PolicyState, PolicyStore, StoredPolicy } from '../../policy/store.ts';
import { type AuditColumns, INSERT_AUDIT, LAST_AUDIT, nextRow, retrying } from './audit.ts';
import { messagesOf, tellAll } from './outbox.ts';

/** One row in any case: all policies in the order in which they were added, and the last row of the audit. */
const READ = `SELECT (${LAST_AUDIT}) AS last,
  (SELECT jsonb_agg(to_jsonb(policy) ORDER BY number) FROM tellsign_policy AS policy) AS policies`;

/** $1 revision, $2 who, $3 now, $4 the policy. */
const ADD = `INSERT INTO tellsign_policy (revision, state, by_whom, added_at, source)
VALUES ($1::text, 'draft', $2::text, $3::float8, $4::jsonb) ON CONFLICT (revision) DO NOTHING`;

/**
 * $1 to $7 the audit's row, $8 JSON object of states by revision, $9 JSON array of messages. It fails where
 * anything was audited since the policies were read, as another publication is.
 */
const PUBLISH = `WITH audited AS (${INSERT_AUDIT}),
told AS (${tellAll('$9')} ON CONFLICT DO NOTHING)
UPDATE tellsign_policy AS policy SET state = change.value
FROM jsonb_each_text($8::jsonb) AS change WHERE policy.revision = change.key`;

interface Row {
  readonly last: AuditColumns | null;
  readonly policies:
    | readonly {
        readonly revision: string;
        readonly state: PolicyState;
        readonly by_whom: string;
        readonly source: Policy;
      }[]
    | null;
}

export function sqlPolicies(client: SqlClient, now: () => number): PolicyStore {
  async function read(): Promise<readonly [readonly StoredPolicy[], AuditColumns | null]> {
    const [row] = (await client.query(READ)).rows as readonly Row[];
    const policies = (row?.policies ?? []).map(({ revision, state, by_whom, source }) => ({
      revision,
      state,
      by: by_whom,
      source,
    }));
    return [policies, row?.last ?? null];
  }
  return {
    async list() {
      const [policies] = await read();
      return policies;
    },
    async add({ revision, by, source }) {
      await client.query(ADD, [revision, by, now(), JSON.stringify(source)]);
    },
    publish(decide) {
      return retrying(async () => {
        const [policies, last] = await read();
        const publication = decide(policies);
        if (publication === null) return;
        const { states, by, detail, messages = [] } = publication;
        const audit = await nextRow(last, { atMs: now(), by, what: 'publish', detail });
        const told = JSON.stringify(messagesOf(messages));
        await client.query(PUBLISH, [...audit, JSON.stringify(states), told]);
      });
    },
  };
}
