import { availableParallelism, cpus, loadavg } from 'node:os';
import { createRandom, type Random } from '../../../../train/random.ts';
import type { Row } from '../statistics.ts';
import { benchOverhead } from './overhead.ts';
import { benchRules } from './rules.ts';
import { benchSizes } from './sizes.ts';
import { benchStores } from './stores.ts';

/**
 * `npm run bench -- decide`: rules beside other engines, what a decision adds to a verification, a whole
 * decision beside empty commits, and how many bytes it leaves. `npm run bench -- decide rules` runs one part.
 */
const PARTS: Readonly<Record<string, (random: Random) => Promise<Row[]>>> = {
  rules: benchRules,
  overhead: benchOverhead,
  stores: benchStores,
  sizes: benchSizes,
};

/** Characters of the longest description. */
const WIDTH = 62;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new TypeError(`no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(' ')}`);
console.log(
  `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { what, value, peer = '' } of await part(createRandom('bench', 'decide', name)))
    console.log(`${what.padEnd(WIDTH)}${value.padStart(12)}  ${peer}`.trimEnd());
}
