import { createRandom } from '../../../train/random.ts';
import { createSource, goodToken } from '../../fuzz/source.ts';
import { KINDS, type Running, titleOf } from '../../stores/kinds.ts';
import { forkRacers } from '../../stores/racers.ts';
import { createFor } from '../../unit/server/setup.ts';

/**
 * `npm run lab -- race [tokens] [store …]`: every token is presented twice at once – by two processes where the store can be shared – and may
 * be accepted once. Prints lost and double ones of each store and of all; fails when there is one too many or too few.
 */
const DEFAULT_TOKENS = 100_000;
const USES = 2;
const HEAT = 250;
const REPORT_MS = 5_000;

interface Heats {
  race(tokens: readonly string[]): Promise<readonly (readonly string[])[]>;
  end(): Promise<void>;
}

const source = await createSource();
const { setting, request } = source;
const random = createRandom('race', crypto.randomUUID());

/** Two processes for a store that has an address, this one for any other. */
async function openHeats({ address, store }: Running): Promise<Heats> {
  if (address) {
    const racers = await forkRacers({ address, setting }, 2);
    return { race: (tokens) => racers.race({ tokens, uses: USES / 2 }), end: racers.end };
  }
  const verifier = createFor(setting, { replay: store, storeTimeoutMs: 30_000 });
  const present = async (token: string) => {
    const result = await verifier.verify(token, request);
    return result.ok ? 'ok' : result.code;
  };
  return {
    race: (tokens) =>
      Promise.all(tokens.map((token) => Promise.all(Array.from({ length: USES }, () => present(token))))),
    end: async () => undefined,
  };
}

async function raceStore(
  running: Running,
  count: number,
): Promise<{ readonly lost: number; readonly doubles: number }> {
  const heats = await openHeats(running);
  let [lost, doubles, done, reported] = [0, 0, 0, performance.now()];
  while (done < count) {
    const tokens = Array.from({ length: Math.min(HEAT, count - done) }, () => goodToken(source, random));
    for (const codes of await heats.race(tokens)) {
      const accepted = codes.filter((code) => code === 'ok').length;
      if (accepted === 0) lost += 1;
      if (accepted > 1) doubles += 1;
    }
    done += tokens.length;
    if (performance.now() - reported > REPORT_MS || done === count) {
      process.stderr.write(`  ${done} of ${count}: ${doubles} accepted twice, ${lost} not at all\n`);
      reported = performance.now();
    }
  }
  await heats.end();
  return { lost, doubles };
}

const [first = '', ...names] = process.argv.slice(2);
const count = first === '' ? DEFAULT_TOKENS : Number(first);
if (!Number.isInteger(count) || count < 1) throw new RangeError('the number of tokens must be positive');
const total = { tokens: 0, doubles: 0, lost: 0 };
for (const kind of KINDS) {
  if (names.length > 0 && !names.some((name) => name.toLowerCase() === kind.name.toLowerCase())) continue;
  process.stderr.write(`${titleOf(kind)}\n`);
  if (kind.missing !== null) continue;
  const start = performance.now();
  const running = await kind.open();
  const { lost, doubles } = await raceStore(running, count);
  await running.close();
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const by = running.address ? 'two processes' : 'one process';
  console.log(
    `${kind.name.padEnd(12)}${count} tokens, ${USES} uses each by ${by}: ${doubles} accepted twice, ${lost} lost, ${seconds} s`,
  );
  total.tokens += count;
  total.doubles += doubles;
  total.lost += lost;
}
console.log(`all stores  ${total.tokens} tokens: ${total.doubles} accepted twice, ${total.lost} lost`);
if (total.lost + total.doubles > 0) process.exitCode = 1;
