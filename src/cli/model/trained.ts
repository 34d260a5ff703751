import { join, parse } from 'node:path';
import type { Manifest } from '../../contract/model.ts';
import type { ReleaseFile, ReleaseFiles } from '../../contract/release.ts';
import { MAX_RELEASE_FILE } from '../../contract/release.ts';
import { createExact } from '../../scoring/exact.ts';
import { readWeights } from '../../scoring/weights.ts';
import type { ServerModel } from '../command.ts';
import { isListed } from './files-of.ts';
import { hashOf } from './hash-of.ts';
import { readPlain } from './read-plain.ts';
import { Refusal } from './refusal.ts';

/** A file of a release, and its bytes. */
export interface TrainedFile extends ReleaseFile {
  readonly bytes: Uint8Array;
}

/** What training wrote, checked: it can be scored with, in the page and in the backend alike. */
export interface Trained {
  readonly manifest: Manifest;
  readonly files: Readonly<Record<keyof ReleaseFiles, TrainedFile>>;
}

/** Rows on which page and backend must agree. Chosen: every one a different pattern of all columns. */
const PROBES = 64;

/**
 * Reads a folder as `npm run train` writes it. Names are made from contents, so that a cache that keeps a
 * file for ever never has a wrong one.
 *
 * @throws Refusal where a backend or a page would refuse the model, or the two would score differently
 */
export async function readTrained(folder: string, loadModel: ServerModel['loadModel']): Promise<Trained> {
  const settings = await readBytes(join(folder, 'manifest.json'));
  const manifest = Object(parseJson(settings)) as Partial<Manifest>;
  if (typeof manifest.file !== 'string' || typeof manifest.weights?.file !== 'string')
    throw new Refusal('model_unsupported', 'manifest: no weights');
  const onnx = await readBytes(join(folder, parse(manifest.file).base));
  const weights = await readBytes(join(folder, parse(manifest.weights.file).base));
  const loaded = await loadModel(onnx, manifest);
  if (!loaded.ok) throw new Refusal(loaded.code, loaded.detail ?? 'the ONNX file');
  if (hashOf(weights) !== manifest.weights.sha256) throw new Refusal('model_hash', 'weights');
  const blocks = readWeights(weights);
  if (!blocks.ok) throw new Refusal(blocks.code, 'weights');
  if (!agree(loaded.value.exact, createExact(blocks.value), blocks.value.width))
    throw new Refusal('model_unsupported', 'page and backend would score differently');
  return {
    manifest: loaded.value.manifest,
    files: {
      manifest: nameFile('manifest.json', settings),
      onnx: nameFile(manifest.file, onnx),
      weights: nameFile(manifest.weights.file, weights),
    },
  };
}

type Engine = ReturnType<typeof createExact>;

function agree(one: Engine, other: Engine, width: number): boolean {
  const rows = Uint8Array.from({ length: PROBES * width }, (_, at) => (at * 151 + (at >> 7) * 89) & 255);
  return Buffer.from(one.run(rows, PROBES)).equals(Buffer.from(other.run(rows, PROBES)));
}

function nameFile(file: string, bytes: Uint8Array): TrainedFile {
  const { name, ext } = parse(file);
  const [sha256, size] = [hashOf(bytes), bytes.length];
  if (size > MAX_RELEASE_FILE) throw new Refusal('model_unsupported', `${file}: ${size} bytes`);
  const path = `${name}-${sha256.slice(0, 12)}${ext}`;
  if (!isListed(path))
    throw new Refusal('model_unsupported', `${file}: the name is a bundle's or a manifest's`);
  return { path, sha256, size, bytes };
}

/** At most what a release takes: a longer file is refused where it is named. */
const readBytes = (file: string): Promise<Uint8Array> => readPlain(file, MAX_RELEASE_FILE);

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw new Refusal('model_malformed', 'manifest');
  }
}
