import { existsSync, readFileSync } from 'node:fs';
import { type Evidence, quantise } from '../../../src/scoring/quantise.ts';
import { loadModel, type Model } from '../../../src/server/model/model.ts';
import { readRecordings } from '../../../train/data/read.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';

const FOLDER = '../shared/data/test';
export const SOURCES = ['dlrv', 'hofstra', 'sapimouse', 'swipe'].map((name) => `${FOLDER}/${name}.ndjson.gz`);
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
  for await (const { file, result } of readRecordings(SOURCES)) {
    if (!result.ok || result.value.recording.label !== 'human') continue;
    const { recording, environment, events } = result.value;
    const extractor = createFeatureExtractor(environment);
    for (const event of events) extractor.push(event);
    const evidence = quantise(extractor.read(), model.manifest);
    if (model.score(evidence).level === 'unknown') continue;
    const source = file.split('/').at(-1)?.split('.')[0] ?? file;
    visits.push({ source, subject: recording.subject, evidence, seconds: extractor.seconds });
  }
  return visits;
}
