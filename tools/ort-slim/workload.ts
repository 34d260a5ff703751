import { readFileSync } from 'node:fs';
import { FEATURES, GROUP_NAMES, MEMBERS } from '../../src/contract/features/index.ts';
import { writeOnnx } from '../../train/export/onnx.ts';
import { randomNetwork } from './random-network.ts';
import type { Fresh } from './runtime.ts';

/**
 * One row, coalitions of small and of full groups, what lies between, and more than the memory holds that the
 * runtime starts with.
 */
const BATCHES = [
  1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 128, 255, 256, 512, 1024, 1464, 2048,
  60_000, 1,
];

/**
 * Groups of the schema with one, two and three layers and other widths, and other weights: a model that is
 * trained again must run.
 */
const SHAPES: readonly (readonly number[])[] = [[16, 8], [12], [8, 8], [24, 12, 4]];

export interface Named {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The shipped model, and models as `npm run train` might make them. */
export function models(): readonly Named[] {
  const groups = GROUP_NAMES.map((group) => MEMBERS[group].flatMap((i) => [i, i + FEATURES.length]));
  const inputs = 2 * FEATURES.length;
  return [
    { name: 'shipped', bytes: Uint8Array.from(readFileSync('model/tellsign.onnx')) },
    ...SHAPES.map((hidden, seed) => ({
      name: `${hidden.join('-')}`,
      bytes: writeOnnx(randomNetwork({ seed: seed + 1, groups, inputs, hidden })),
    })),
  ];
}

/** What happens between the steps of the work: `run` is when a session runs, `rest` everything else. */
export type Phase = 'rest' | 'run';

export interface Work {
  readonly files: readonly Named[];
  /** Rows of each run. @default every size the SDK uses, and others */
  readonly batches?: readonly number[];
  /** Called after each step. */
  readonly note?: (phase: Phase) => void;
}

/** Files that are no models, as a broken server might send them. */
const JUNK = ['', 'junk junk junk', '<!doctype html><title>Sign in</title>'];

/**
 * Everything the SDK does with onnxruntime-web: refuse what is no model, create, run batches of every size,
 * release, create again. Resolves to every integer that came out, and every message.
 */
export async function work(
  { ort }: Fresh,
  { files, batches = BATCHES, note = () => {} }: Work,
): Promise<string> {
  const said: string[] = [];
  const create = (bytes: Uint8Array) =>
    ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
  const refuse = async () => {
    for (const text of JUNK)
      await create(new TextEncoder().encode(text)).catch((error: unknown) => said.push(String(error)));
    note('rest');
  };
  await refuse();
  for (const { bytes } of [...files, ...files]) {
    const session = await create(bytes);
    note('rest');
    for (const count of batches) said.push(await run(ort, session, count));
    note('run');
    await session.release();
    note('rest');
  }
  await refuse();
  return said.join('\n');
}

type Ort = Fresh['ort'];
type Session = Awaited<ReturnType<Ort['InferenceSession']['create']>>;

async function run({ Tensor }: Ort, session: Session, count: number): Promise<string> {
  const width = 2 * FEATURES.length;
  // Spread over all values; the constants are those of Numerical Recipes.
  let random = count;
  const rows = Uint8Array.from({ length: count * width }, () => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    return random >>> 24;
  });
  const { y } = await session.run({ x: new Tensor('uint8', rows, [count, width]) });
  if (!(y?.data instanceof Uint8Array)) throw new Error('type of y');
  return Buffer.from(y.data).toString('base64');
}
