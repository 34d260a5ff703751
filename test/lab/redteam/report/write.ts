import { writeFile } from 'node:fs/promises';
import type { Model } from '../../../../src/server/model/model.ts';
import type { State } from '../state.ts';
import { liveRows } from './live.ts';
import { markdownOf } from './markdown.ts';
import { pictureOf } from './picture.ts';
import { merged, type Published, writePublished } from './published.ts';
import { simulatedRows } from './simulated.ts';

export interface WriteOptions {
  readonly model: Model;
  /** What the report says so far. */
  readonly before: Published;
  /** Folder of the report; null prints it only. */
  readonly folder: string | null;
}

const PICTURE = 'redteam.svg';
/** Rows of the report, beside it. */
export const ROWS = 'redteam.json';

/** Writes `REDTEAM.md`, its picture and its rows: of earlier reports, and what these runs left behind. */
export async function writeReport(state: State, { model, before, folder }: WriteOptions): Promise<void> {
  const run = { simulated: simulatedRows(state, model.id), live: liveRows(state, model.id) };
  const published = merged(before, run);
  const text = markdownOf({ sha256: model.manifest.sha256, published, picture: PICTURE });
  process.stdout.write(text);
  if (folder === null) return;
  writePublished(`${folder}/${ROWS}`, published);
  await writeFile(`${folder}/REDTEAM.md`, text);
  await writeFile(`${folder}/${PICTURE}`, pictureOf(published.simulated));
  process.stderr.write(`wrote ${folder}/REDTEAM.md, ${PICTURE} and ${ROWS}\n`);
}
