import { KINDS, type Kind, titleOf } from '../../stores/kinds.ts';
import { type Outcome, raceStore, USES } from './race.ts';

/**
 * `npm run lab -- race [tokens] [store …]`: every token is presented twice at once, by two processes where
 * the store can be shared, and may be accepted once. Prints lost and double ones of each store and of all;
 * fails when there is one too many or too few.
 */
const DEFAULT_TOKENS = 100_000;
const REPORT_MS = 5_000;

const [first = '', ...names] = process.argv.slice(2);
const count = first === '' ? DEFAULT_TOKENS : Number(first);
if (!Number.isInteger(count) || count < 1) throw new RangeError('the number of tokens must be positive');
const wanted = names.map((name) => name.toLowerCase());
const kinds = KINDS.filter(({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase()));

function createReport(): (outcome: Outcome) => void {
  let reported = performance.now();
  return ({ tokens, doubles, lost }) => {
    if (performance.now() - reported < REPORT_MS) return;
    reported = performance.now();
    process.stderr.write(`  ${tokens} of ${count}: ${doubles} accepted twice, ${lost} not at all\n`);
  };
}

async function run(kind: Kind): Promise<Outcome | null> {
  process.stderr.write(`${titleOf(kind)}\n`);
  if (kind.missing !== null) return null;
  const start = performance.now();
  const running = await kind.open();
  const outcome = await raceStore(running, count, createReport());
  await running.close();
  const by = running.address ? 'two processes' : 'one process';
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const { tokens, doubles, lost } = outcome;
  const raced = `${kind.name.padEnd(12)}${tokens} tokens, ${USES} uses each by ${by}`;
  console.log(`${raced}: ${doubles} accepted twice, ${lost} lost, ${seconds} s`);
  return outcome;
}

const outcomes: Outcome[] = [];
for (const kind of kinds) {
  const outcome = await run(kind);
  if (outcome) outcomes.push(outcome);
}
const sum = (name: keyof Outcome) => outcomes.reduce((total, outcome) => total + outcome[name], 0);
const [doubles, lost] = [sum('doubles'), sum('lost')];
console.log(`all stores  ${sum('tokens')} tokens: ${doubles} accepted twice, ${lost} lost`);
if (outcomes.length === 0 || lost + doubles > 0) process.exitCode = 1;
