import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import {
  type CompiledPolicy,
  compilePolicy,
  createPolicyBook,
  type Exported,
  type PolicyBook,
} from '../../../../src/decide/index.ts';
import { judge } from '../../../../src/decide/steps/judge.ts';
import type { Random } from '../../../../train/random.ts';
import { POLICY } from '../decide/twelve.ts';
import { someFacts } from '../decide/visits.ts';

/** Where the records begin, and for how many days they are spread. Chosen: what `decision` is kept. */
const START_MS = Date.UTC(2026, 7, 1);
const DAYS = 90;
const DAY_MS = 86_400_000;
/** Share of the decisions that somebody labelled. Chosen: some of a hundred come back. */
const LABELLED = 0.02;

/** A book in which the twelve rules are live. */
export const openBook = (): Promise<PolicyBook> => createPolicyBook({ live: [POLICY], shadow: [] });

export async function compileTwelve(): Promise<CompiledPolicy> {
  const compiled = await compilePolicy(POLICY);
  if (!compiled.ok) throw new Error('the twelve rules were not taken');
  return compiled.policy;
}

/** Decisions as the live path makes them, with facts of every kind, as an export gives them. */
export function* someRecords(policies: PolicyBook, count: number, random: Random): Generator<Exported> {
  for (let i = 0; i < count; i++) {
    const atMs = START_MS + Math.floor((i / count) * DAYS * DAY_MS);
    const facts = { ...someFacts(random), action: 'checkout' };
    const judgement = judge({ facts, policies, snoozed: [], failover: null });
    const id = `d${String(i).padStart(9, '0')}`;
    const outcome = random.chance(0.2) ? 'fraudulent' : 'legitimate';
    yield {
      decision: { id, atMs, ...judgement, tookMs: 3 },
      ...{ account: `account-${i % 9973}`, card: `card-${i % 12_007}`, jkt: `key-${i % 11_003}` },
      ...{ ip: `ip-${i % 7919}`, net: `net-${i % 997}`, order: null },
      ...{ idempotency: null, place: null },
      labels: random.chance(LABELLED)
        ? [
            {
              id: `label-${i}`,
              outcome,
              reason: 'refund',
              source: 'customer',
              by: 'bank',
              atMs: atMs + DAY_MS,
            },
          ]
        : [],
    };
  }
}

/** Writes records as NDJSON, and gives their lines to whoever else wants them. */
export async function writeLines(path: string, records: Iterable<Exported>): Promise<void> {
  const stream = createWriteStream(path);
  for (const record of records) if (!stream.write(`${JSON.stringify(record)}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
}
