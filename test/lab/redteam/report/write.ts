import { writeFile } from 'node:fs/promises';
import type { Model } from '../../../../src/server/model/model.ts';
import type { State } from '../state.ts';
import { liveResults } from './live.ts';
import { markdownOf } from './markdown.ts';
import { pictureOf } from './picture.ts';
import { simulatedCells } from './simulated.ts';

export interface WriteOptions {
  readonly model: Model;
  /** Folder of the report; null prints it only. */
  readonly folder: string | null;
}

const PICTURE = 'redteam.svg';

/** Writes `REDTEAM.md` and its picture from what runs against this model left behind. */
export async function writeReport(state: State, { model, folder }: WriteOptions): Promise<void> {
  const simulated = simulatedCells(state, model.id);
  const live = liveResults(state, model.id);
  const { sha256 } = model.manifest;
  const text = markdownOf({ sha256, modelId: model.id, simulated, live, picture: PICTURE });
  process.stdout.write(text);
  if (folder === null) return;
  await writeFile(`${folder}/REDTEAM.md`, text);
  await writeFile(`${folder}/${PICTURE}`, pictureOf(simulated));
  process.stderr.write(`wrote ${folder}/REDTEAM.md and ${PICTURE}\n`);
}
