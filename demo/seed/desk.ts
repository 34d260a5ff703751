import type { Decider, QueueRow, Records } from 'tellsign/decide';
import { PEOPLE } from '../console/login.ts';
import type { SeedClock } from './clock.ts';
import { createRandom } from './random.ts';
import type { Truth } from './truth.ts';

export interface DeskOptions {
  readonly decider: Pick<Decider, 'queue'>;
  readonly records: Pick<Records, 'cases'>;
  readonly clock: SeedClock;
  readonly truths: ReadonlyMap<string, Truth>;
}

/** Chosen: what somebody takes for a case who knows the console. */
const CASE_MS = 20_000;
/** Chosen: one case in twenty stays unclear. */
const UNSURE = 0.05;

/** Two people answer what is in the queue, as far as the day's budget goes. */
export async function workThrough({ decider, records, clock, truths }: DeskOptions): Promise<void> {
  // Not in the order of the queue: equal ranks are in the order of ids, which are drawn.
  const rows = (await listRows()).toSorted((a, b) => a.lastAlertMs - b.lastAlertMs);
  for (const [index, row] of rows.entries()) {
    const queue = decider.queue({ reviewer: index % 2 === 0 ? PEOPLE.mara : PEOPLE.jonas });
    check(await queue.take(row.id));
    clock.ms += CASE_MS;
    check(await queue.answer(row.id, await answerOf(row, createRandom(`unsure/${index}`).chance(UNSURE))));
  }

  /** Today's cases, from all pages. */
  async function listRows(): Promise<readonly QueueRow[]> {
    const queue = decider.queue({ reviewer: PEOPLE.mara });
    const rows: QueueRow[] = [];
    for (let page = 1; ; page++) {
      const { rows: some, pages } = check(await queue.page(page));
      rows.push(...some.filter(({ isOver }) => !isOver));
      if (page >= pages) return rows;
    }
  }

  /** They find out what is true, mostly. */
  async function answerOf({ id, alerts: seen }: QueueRow, isUnsure: boolean) {
    const [first] = await records.cases.decisions(id, 1);
    const truth = truths.get(first?.decision.id ?? '');
    if (!truth || isUnsure) return { outcome: 'unsure', reason: 'too_little_known', seen } as const;
    return { outcome: truth.isFraud ? 'fraudulent' : 'legitimate', reason: truth.reason, seen } as const;
  }
}

type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string };

function check<T>(answer: Answered<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(`seed: the queue answered ${answer.code}`);
}
