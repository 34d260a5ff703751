import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Seen } from './child.ts';

/**
 * `npm run lab -- fuzz` throws a million mutated tokens at the verifier, `npm run lab -- fuzz 10000000 seed`
 * as many as it says: no exception, no code that is not one, no call that costs over 5 ms
 * (on a busy machine: as many times more as OpenSSL takes there), flat memory, no prototype touched (protocol
 * §4, rows 142 and 145).
 *
 * `npm run lab -- fuzz requests` throws a million mutated requests at routes and guards in the same way: no
 * exception, no status that is not documented, nothing asked of a store by what was refused before its
 * signature, and no order but for an accepted verdict. These are Hono's and Next's; `express` sends them to
 * Express over loopback, and `fastify` to Fastify in the process.
 */
const SUBJECTS = {
  tokens: './child.ts',
  requests: './requests/child.ts',
  express: './requests/child.ts',
  fastify: './requests/child.ts',
} as const;
type Subject = keyof typeof SUBJECTS;
const isSubject = (name: string): name is Subject => Object.hasOwn(SUBJECTS, name);
const [, , first = '', ...others] = process.argv;
const subject: Subject = isSubject(first) ? first : 'tokens';
const given = isSubject(first) ? others : process.argv.slice(2);
const [wanted = '1000000', seed = randomUUID().slice(0, 8)] = given;
const TOKENS = Number(wanted);
if (!Number.isInteger(TOKENS) || TOKENS < 1) throw new RangeError(`${wanted} is no number of ${subject}`);
/**
 * How much the heap may grow from the third tenth to the last: V8 goes on compiling, but a leak of 100 bytes
 * a token is 40 MB.
 */
const MAX_GROWTH_BYTES = 3_000_000;

const processes = Math.min(4, availableParallelism());
const start = performance.now();
const children: ChildProcess[] = [];
let done = 0;
let shown = 0;

const all = await Promise.all(
  Array.from({ length: processes }, (_, index) => run(Math.ceil(TOKENS / processes), `${seed}-${index}`)),
);
report(all);

async function run(tokens: number, name: string): Promise<Seen> {
  const child = fork(new URL(SUBJECTS[subject], import.meta.url), [String(tokens), name, subject], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });
  children.push(child);
  let seen: Seen | undefined;
  child.on('message', (message: { readonly done?: number; readonly seen?: Seen }) => {
    done += message.done ?? 0;
    seen = message.seen ?? seen;
    if (done - shown < TOKENS / 5) return;
    shown = done;
    const seconds = (performance.now() - start) / 1000;
    process.stderr.write(`fuzz: ${done} of ${TOKENS} ${subject} in ${seconds.toFixed(0)} s\n`);
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (seen) return seen;
  for (const other of children) other.kill();
  throw new Error(`a process of the fuzzer ended with ${code}`);
}

function report(runs: readonly Seen[]): void {
  const total = (pick: (seen: Seen) => number) => runs.reduce((sum, seen) => sum + pick(seen), 0);
  const codes: Record<string, number> = {};
  for (const { codes: own } of runs)
    for (const [code, n] of Object.entries(own)) codes[code] = (codes[code] ?? 0) + n;
  const faults = runs.flatMap((seen) => seen.faults);
  for (const { heap } of runs) {
    const growth = (heap.at(-1) ?? 0) - (heap[2] ?? 0);
    if (TOKENS >= 100_000 && growth > MAX_GROWTH_BYTES)
      faults.push(`the heap grew by ${growth} bytes from the third tenth to the last`);
  }
  const tokens = total((seen) => seen.tokens);
  const seconds = (performance.now() - start) / 1000;
  const worst = (pick: (seen: Seen) => number) => Math.max(...runs.map(pick));
  const megabytes = (bytes: number | undefined) => ((bytes ?? 0) / 1e6).toFixed(1);
  console.log(`${tokens} ${subject} in ${seconds.toFixed(0)} s, ${processes} processes, seed ${seed}`);
  for (const [code, n] of Object.entries(codes).sort(([, a], [, b]) => b - a))
    console.log(
      `  ${code.padEnd(36)}${String(n).padStart(9)}${`${((100 * n) / tokens).toFixed(2)} %`.padStart(10)}`,
    );
  const late = `; ${total((seen) => seen.late)} over 5 ms, slow by the yardstick only where listed below`;
  console.log(
    `a call: p50 ${(1000 * worst(({ p50 }) => p50)).toFixed(0)} µs, p99.99 ${worst(({ p9999 }) => p9999).toFixed(2)} ms` +
      (subject === 'tokens' ? late : ''),
  );
  for (const { heap } of runs)
    console.log(`heap: ${megabytes(heap[2])} MB at three tenths, ${megabytes(heap.at(-1))} MB at the end`);
  for (const fault of faults) console.log(`fault: ${fault}`);
  console.log(faults.length === 0 ? 'nothing found' : `${faults.length} faults`);
  if (faults.length > 0) process.exitCode = 1;
}
