import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { createProgress } from '../../train/progress.ts';
import { slim } from './cut.ts';
import { PROFILE, readProfile, SOURCE } from './profile.ts';
import { record } from './record.ts';
import { areEquivalent } from './verify.ts';

/**
 * `npx tsx tools/ort-slim/index.ts`: finds out what of onnxruntime-web's WebAssembly runs for models like
 * ours, and notes it in `tools/ort-slim/profile.json`, from which every build makes `dist/ort.wasm`. Needed
 * after a change of onnxruntime-web or of the model's operators.
 */
const progress = createProgress(process.stderr, () => performance.now());
const source = readFileSync(SOURCE);
const profile = await record(source, progress);
writeFileSync(PROFILE, `${JSON.stringify(profile, null, 2)}\n`);
progress.stage('cutting');
const bytes = slim(source, readProfile(readFileSync(PROFILE, 'utf8')));
progress.stage('comparing with the full file');
if (!(await areEquivalent(source, bytes)))
  throw new Error('the slim file says something else than the full one');
progress.end();
const megabytes = (file: Uint8Array) =>
  `${(file.length / 1e6).toFixed(2)} MB, gzip ${(gzipSync(file).length / 1e6).toFixed(2)} MB`;
console.log(`full ${megabytes(source)}\nslim ${megabytes(bytes)}`);
