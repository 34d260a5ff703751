import type { BehaviourEvent, Environment } from '../../src/contract/event.ts';
import { FEATURES } from '../../src/contract/features/index.ts';
import { createFeatureExtractor, type FeatureExtractor } from '../../worker/features/extractor.ts';

/** How much of a session a row covers: so many seconds, so many strokes, or all of it. */
export type Horizon = '5s' | '15s' | '30s' | 'whole' | '3 strokes' | '10 strokes';

/** One session's features at one moment, before normalising. */
export interface Row {
  /** Transformed value per feature; 0 where missing. */
  readonly values: Float64Array;
  /** 1 where the feature is missing. */
  readonly missing: Uint8Array;
  readonly automation: boolean;
  /** The person, or for a simulated session the person whose task it borrowed. */
  readonly subject: string;
  readonly source: string;
  /** `human`, or the generator's name. */
  readonly family: string;
  readonly horizon: Horizon;
  readonly modality: Modality;
  /** Rows of one session share it. */
  readonly session: string;
  /**
   * Features of its pointer strokes, for trees to score; `values` has the scores of the worker's own trees.
   */
  readonly strokes?: readonly Float32Array[];
  readonly environment?: Environment;
}
export type Modality = 'pointer' | 'keys' | 'touch';

export type RowHead = Omit<Row, 'values' | 'missing' | 'horizon' | 'strokes' | 'environment'>;

export const HORIZON_MS: readonly (readonly [Horizon, number])[] = [
  ['5s', 5000],
  ['15s', 15000],
  ['30s', 30000],
];

/** Sessions with fewer events are left out. */
const LEAST_EVENTS = 10;

/** Features at every horizon the session reaches, with the worker's own code, in one pass. */
export function rowsOf(events: readonly BehaviourEvent[], environment: Environment, head: RowHead): Row[] {
  if (events.length < LEAST_EVENTS) return [];
  const extractor = createFeatureExtractor(environment);
  const rows: Row[] = [];
  const start = events[0]?.t ?? 0;
  let next = 0;
  for (const event of events) {
    for (let [horizon, ms] = HORIZON_MS[next] ?? ['whole', Infinity]; event.t - start > ms; ) {
      rows.push(readRow(extractor, environment, { ...head, horizon }));
      next += 1;
      [horizon, ms] = HORIZON_MS[next] ?? ['whole', Infinity];
    }
    extractor.push(event);
  }
  rows.push(readRow(extractor, environment, { ...head, horizon: 'whole' }));
  return rows.filter(({ missing }) => missing.includes(0));
}

/** Features at the end of the events only. */
export function rowAtEnd(
  events: readonly BehaviourEvent[],
  environment: Environment,
  head: Omit<Row, 'values' | 'missing'>,
): Row {
  const extractor = createFeatureExtractor(environment);
  for (const event of events) extractor.push(event);
  return readRow(extractor, environment, head);
}

function readRow(
  extractor: FeatureExtractor,
  environment: Environment,
  head: Omit<Row, 'values' | 'missing'>,
): Row {
  const measurements = extractor.read();
  const values = new Float64Array(FEATURES.length);
  const missing = new Uint8Array(FEATURES.length).fill(1);
  FEATURES.forEach(({ transform }, index) => {
    const measurement = measurements[index];
    if (measurement === undefined || !measurement.valid) return;
    missing[index] = 0;
    values[index] = transform === 'log1p' ? Math.log1p(measurement.value) : measurement.value;
  });
  const strokes = extractor.strokes().map(({ features }) => features);
  return { ...head, values, missing, strokes, environment };
}
