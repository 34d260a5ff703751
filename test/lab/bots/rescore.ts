import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model } from '../../../src/scoring/model.ts';
import { scoreFiles } from '../../../train/score.ts';
import type { Judged } from './table.ts';

const RECORDINGS = /\.ndjson(\.gz)?$/;

/** The recordings' files of a folder, or the file itself. */
export async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => RECORDINGS.test(name)).sort();
  return names.map((name) => join(path, name));
}

/**
 * Scores recordings of the lab again with this model; nothing is driven. Calls `onBroken` for a line that
 * cannot be read.
 */
export async function rescore(
  files: readonly string[],
  model: Model,
  onBroken: (problem: string) => void,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for await (const line of scoreFiles(files, model)) {
    if ('error' in line) {
      onBroken(`${line.file}:${line.line} ${line.error}`);
      continue;
    }
    const [, actor = '', page = ''] = line.id.split('/');
    const { level, logit, reasons, groups } = line;
    judged.push({ actor, page, level, logit, reasons, groups });
  }
  return judged;
}
