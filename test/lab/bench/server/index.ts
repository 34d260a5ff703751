import { availableParallelism, cpus, loadavg } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as server from 'tellsign/server';
import { loadModel } from 'tellsign/server/model';
import { createRandom, type Random } from '../../../../train/random.ts';
import { createSource, type Source } from '../../../fuzz/source.ts';
import type { Row } from '../statistics.ts';
import { benchEvidence } from './evidence.ts';
import { benchFlood } from './flood.ts';
import { benchJunk } from './junk.ts';
import { benchMemory } from './memory.ts';
import { benchOracle } from './oracle.ts';
import { benchThroughput } from './throughput.ts';

/**
 * `npm run bench -- server`: the cost of the built backend, alone and under a flood. `npm run bench -- server
 * junk memory` runs some of its parts. Ten million mutated tokens are `npm run lab -- fuzz 10000000`.
 */
const PARTS: Readonly<Record<string, (source: Source, random: Random) => Promise<Row[]>>> = {
  throughput: benchThroughput,
  junk: benchJunk,
  flood: benchFlood,
  memory: benchMemory,
  oracle: benchOracle,
  evidence: benchEvidence,
};

/** Characters of the longest description. */
const WIDTH = 78;

// The effect of --expose-gc, for a process that tsx has started already.
setFlagsFromString('--expose-gc');
globalThis.gc = runInNewContext('gc') as NodeJS.GCFunction;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0)
  throw new TypeError(`no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(' ')}`);
const source = await createSource({ ...server, loadModel });
const random = createRandom('bench', 'server');
console.log(
  `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { what, value, peer = '' } of await part(source, random))
    console.log(`${what.padEnd(WIDTH)}${value.padStart(16)}  ${peer}`.trimEnd());
}
