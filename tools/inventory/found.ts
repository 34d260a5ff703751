import { KEYS_COOKIE } from '../../src/console/site.ts';
import { GROUP_NAMES } from '../../src/contract/features/index.ts';
import { HINT_FIELD, HINT_HEADER } from '../../src/contract/hint.ts';
import * as protocol from '../../src/contract/protocol.ts';
import { BINDING_COOKIE } from '../../src/contract/protocol.ts';
import { TOKEN_FIELD } from '../../src/page/form.ts';
import { ENROL_CLAIMS, VERDICT_CLAIMS } from '../../src/server/jws/claims.ts';
import { HEADER_MEMBERS } from '../../src/server/jws/header.ts';
import { HANDOVER_CLAIMS } from '../../src/server/steps/rotate.ts';
import { DATABASE, FLOORS_RECORD, KEY_RECORD, STORE } from '../../worker/stored.ts';
import type { Found } from './names.ts';
import { readReceipt } from './receipt.ts';
import { readSources } from './sources.ts';
import { readTables } from './tables.ts';
import { readWebhooks } from './webhooks.ts';

/**
 * Every value that leaves the page or is stored, from the code that makes it: lists of claims, what a receipt
 * and a webhook really contain, the tables that the migrations really make, and the text of the sources.
 */
export async function findValues(): Promise<Found> {
  const [tables, receipt, sources] = await Promise.all([readTables(), readReceipt(), readSources()]);
  return {
    'verdict header': [...HEADER_MEMBERS],
    verdict: Object.keys(VERDICT_CLAIMS),
    evidence: GROUP_NAMES,
    'evidence flags': Object.keys(protocol).filter((name) => name.startsWith('FLAG_')),
    'enrolment header': [...HEADER_MEMBERS],
    enrolment: Object.keys(ENROL_CLAIMS),
    handover: HANDOVER_CLAIMS,
    'form field': [TOKEN_FIELD, HINT_FIELD],
    'request header': ['Verdict', HINT_HEADER],
    cookie: [BINDING_COOKIE, KEYS_COOKIE],
    IndexedDB: [KEY_RECORD, FLOORS_RECORD].map((record) => `${DATABASE}/${STORE}/${record}`),
    ...sources,
    ...receipt,
    ...tables,
    webhook: readWebhooks(),
  };
}
