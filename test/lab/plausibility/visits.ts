import { existsSync, readFileSync } from 'node:fs';
import { type Evidence, quantise } from '../../../src/scoring/quantise.ts';
import { loadModel, type Model } from '../../../src/server/model/model.ts';
import { readRecordings } from '../../../train/data/read.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';

const FOLDER = '../shared/data/test';
const pathOf = (name: string) => `${FOLDER}/${name}.ndjson.gz`;
export const SOURCES = ['dlrv', 'hofstra', 'sapimouse', 'swipe'].map(pathOf);
/** Those, and the recorders that no model is fitted to. */
export const ALL_SOURCES = [...SOURCES, ...['iitkgp', 'opensesame', 'ubc-ipad'].map(pathOf)];
export const hasVisits = SOURCES.every((file) => existsSync(file));

/** A person's visit as the backend sees it. */
export interface RecordedVisit {
  readonly source: string;
  readonly subject: string;
  readonly evidence: Evidence;
  /** From the first event to the last. */
  readonly seconds: number;
}

export async function shippedModel(): Promise<Model> {
  const loaded = await loadModel(
    new Uint8Array(readFileSync('model/tellsign.onnx')),
    JSON.parse(readFileSync('model/manifest.json', 'utf8')),
  );
  if (!loaded.ok) throw new Error(`the shipped model is refused: ${loaded.code}`);
  return loaded.value;
}

/** Every human visit of the test half that the model gives a level. */
export async function readVisits(model: Model): Promise<readonly RecordedVisit[]> {
  const visits: RecordedVisit[] = [];
  for await (const { label, visit } of readRecorded(SOURCES, model))
    if (label === 'human' && model.score(visit.evidence).level !== 'unknown') visits.push(visit);
  return visits;
}

/** Every recording of the files, whoever made it and however little it shows. */
export async function* readRecorded(
  files: readonly string[],
  model: Model,
): AsyncGenerator<{ readonly label: string | null; readonly visit: RecordedVisit }> {
  for await (const { file, result } of readRecordings(files)) {
    if (!result.ok) continue;
    const { recording, environment, events } = result.value;
    const extractor = createFeatureExtractor(environment);
    for (const event of events) extractor.push(event);
    const evidence = quantise(extractor.read(), model.manifest);
    const source = file.split('/').at(-1)?.split('.')[0] ?? file;
    const subject = recording.subject ?? '';
    const visit = { source, subject, evidence, seconds: extractor.seconds };
    yield { label: recording.label, visit };
  }
}
