import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BehaviourEvent, Environment } from '../../src/contract/event.ts';
import type { Result } from '../../src/contract/result.ts';
import { readRecordings } from './read.ts';

/** One session of the corpus, parsed. */
export interface Sample {
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  readonly generator: string | null;
  readonly environment: Environment;
  readonly events: readonly BehaviourEvent[];
}

export interface CorpusFile {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
}

/**
 * `unfitted` lies in the folder that may be trained on, and no model is fitted to it: what is said of a
 * recorder that was never met rests on these.
 */
const FILES = {
  train: [
    'sapimouse',
    'dlrv',
    'hofstra',
    'swipe',
    'ubc-ipad',
    'pattern-lock',
    'antiai',
    'ui-analyzer',
    'gousekid',
    'tracker-mate',
    'delbot-bots',
  ],
  unfitted: ['opensesame', 'iitkgp'],
  test: ['sapimouse', 'dlrv', 'hofstra', 'swipe'],
} as const;
export type Split = keyof typeof FILES;

/** Finds and hashes the recordings of a split; names the first path that is not there. */
export function openCorpus(root: string, split: Split): Result<readonly CorpusFile[], 'data_missing'> {
  const folder = split === 'test' ? 'test' : 'train';
  const files: CorpusFile[] = [];
  for (const name of FILES[split]) {
    const path = join(root, folder, `${name}.ndjson.gz`);
    if (!existsSync(path)) return { ok: false, code: 'data_missing', detail: path };
    files.push({
      name: `${folder}/${name}.ndjson.gz`,
      path,
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    });
  }
  return { ok: true, value: files };
}

/** Sessions of one file, in its order; lines that do not parse are skipped. */
export async function* readCorpus(file: CorpusFile): AsyncGenerator<Sample> {
  for await (const { result } of readRecordings([file.path])) {
    if (!result.ok) continue;
    const { recording, environment, events } = result.value;
    const { id, source, subject, generator } = recording;
    yield { id, source, subject, generator, environment, events };
  }
}
