import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slim } from './cut.ts';
import { PROFILE, readProfile, SOURCE, sha256 } from './profile.ts';

/**
 * `tsx tools/ort-slim/build.ts`: makes the slim file unless it lies in `.tmp/slim` already, and prints where.
 */
const RECIPE = ['binaryen', 'cut', 'instrument', 'kernels', 'sites', 'strings', 'wasm-file'];

const files = [
  SOURCE,
  PROFILE,
  'node_modules/binaryen/package.json',
  ...RECIPE.map((name) => `tools/ort-slim/${name}.ts`),
];
const key = sha256(Buffer.from(files.map((file) => sha256(readFileSync(file))).join()));
const folder = '.tmp/slim';
const kept = join(folder, `${key}.wasm`);
if (!existsSync(kept)) {
  process.stderr.write('making the slim onnxruntime-web (once; about half a minute) …\n');
  mkdirSync(folder, { recursive: true });
  const unfinished = `${kept}.${process.pid}`;
  writeFileSync(unfinished, slim(readFileSync(SOURCE), readProfile(readFileSync(PROFILE, 'utf8'))));
  renameSync(unfinished, kept);
}
process.stdout.write(kept);
