import { cpus } from 'node:os';
import * as server from 'tellsign/server';
import { loadModel } from 'tellsign/server/model';
import { createRandom } from '../../../train/random.ts';
import { createSource } from '../../fuzz/source.ts';
import {
  BUDGETS,
  FIRST_VERDICT,
  FIRST_VERDICT_BUDGET,
  measureSizes,
  type Part,
} from '../../package/sizes.ts';
import { benchEngines } from './engines/index.ts';
import { benchVerdicts } from './first-verdict.ts';
import { benchPageCost } from './page/cost.ts';
import { benchThroughput } from './server/throughput.ts';
import type { Row } from './statistics.ts';

/** The parts of `npm run bench`, in one table; `npm run bench -- size backend` prints two of them. */
const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = {
  size: sizeRows,
  host: benchPageCost,
  verdict: benchVerdicts,
  engines: benchEngines,
  // `npm run bench -- server throughput` measures it for every store.
  backend: async () =>
    benchThroughput(await createSource({ ...server, loadModel }), createRandom('bench'), {
      stores: ['memory'],
    }),
};

async function sizeRows(): Promise<Row[]> {
  const sizes = await measureSizes();
  const row = (what: string, bytes: number, budget?: number): Row => ({
    what: `${what}, brotli`,
    value: `${(bytes / 1000).toFixed(1)} KB`,
    ...(budget && { peer: `${(bytes / budget).toFixed(2)}× the budget of ${budget / 1000} KB` }),
  });
  const titles: Readonly<Record<Part, string>> = {
    loader: 'page script',
    worker: 'worker',
    model: 'model',
    server: 'server library',
    ort: 'onnxruntime-web, loaded at idle',
  };
  const first = FIRST_VERDICT.reduce((sum, part) => sum + (sizes[part] ?? 0), 0);
  return [
    ...(Object.keys(titles) as Part[]).map((part) => row(titles[part], sizes[part] ?? 0, BUDGETS[part])),
    row('everything before the first verdict', first, FIRST_VERDICT_BUDGET),
  ];
}

/** Characters of the longest description. */
const WIDTH = 62;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new TypeError(
    `no part ${unknown.join(', ')}; there are page, server, ${Object.keys(PARTS).join(', ')}`,
  );
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { what, value, peer = '' } of await part())
    console.log(`${what.padEnd(WIDTH)}${value.padStart(10)}  ${peer}`.trimEnd());
}
