import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';

/**
 * What is used of `@chrisgdt/delbot-mouse`. Its own declaration file cannot be found: the package names
 * `index.d.js`.
 */
interface Delbot {
  readonly Recorder: new (width: number, height: number) => DelbotRecorder;
  readonly data: { readonly DataFeatures2: new (options: object) => DelbotData };
  readonly RandomForestClassifier: new (options: object) => DelbotForest;
}
interface DelbotRecorder {
  addRecord(line: {
    readonly time: number;
    readonly x: number;
    readonly y: number;
    readonly type: string;
  }): unknown;
}
interface DelbotData {
  loadDataSet(recorder: DelbotRecorder): {
    readonly datasetData: readonly (readonly (readonly number[])[])[];
  };
}
interface DelbotForest {
  train(rows: readonly (readonly number[])[], labels: readonly number[]): void;
  predictProbability(rows: readonly (readonly number[])[], label: number): readonly number[];
}

/** One session's moves: time in ms, place in px. */
export interface Track {
  readonly width: number;
  readonly height: number;
  readonly moves: readonly (readonly [t: number, x: number, y: number])[];
}

/** Chunk of the published models: 24 moves of ten features. */
const CHUNK = { numClasses: 1, xSize: 24, shouldCompleteXSize: false } as const;
/** Its detector asks for about this many moves before it answers. */
export const LEAST_MOVES = 100;
/** Chunks of each class that the forest is fitted on: more takes minutes in this implementation. */
const CHUNKS = 400;

/**
 * The package's browser build. Its Node build needs `@tensorflow/tfjs`, which it does not depend on;
 * recorder, features and forest do not use it.
 */
function loadDelbot(): Delbot {
  const path = createRequire(import.meta.url).resolve('@chrisgdt/delbot-mouse/dist/delbot.js');
  const module: { exports: unknown } = { exports: {} };
  const run = compileFunction(readFileSync(path, 'utf8'), ['module', 'exports', 'require', 'self']);
  run(module, module.exports, () => ({}), globalThis);
  return module.exports as Delbot; // the shape above, checked by the test
}

const delbotChunks = ({ Recorder, data }: Delbot, { width, height, moves }: Track): number[][] => {
  const recorder = new Recorder(width, height);
  for (const [time, x, y] of moves) recorder.addRecord({ time, x, y, type: 'Move' });
  return new data.DataFeatures2(CHUNK).loadDataSet(recorder).datasetData.map((chunk) => chunk.flat());
};

/**
 * delbot-mouse with its own features and its own forest, fitted here on people and on the recordings of its
 * authors' two scripted generators: the package holds no weights, it fetches them from its repository.
 * Returns the chance that a track is a bot's, or null.
 */
export function fitDelbot(people: readonly Track[], bots: readonly Track[]): (track: Track) => number | null {
  const delbot = loadDelbot();
  const rows = [people, bots].map((tracks) => thin(tracks.flatMap((track) => delbotChunks(delbot, track))));
  const labels = rows.flatMap((list, label) => list.map(() => label));
  const forest = new delbot.RandomForestClassifier({
    seed: 3,
    maxFeatures: 0.3,
    replacement: true,
    nEstimators: 25,
  });
  forest.train(rows.flat(), labels);
  return (track) => {
    const chunks = track.moves.length < LEAST_MOVES ? [] : delbotChunks(delbot, track);
    if (chunks.length === 0) return null;
    const chances = forest.predictProbability(chunks, 1);
    return chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
  };
}

/** At most `CHUNKS`, evenly from all. */
function thin<T>(list: readonly T[]): T[] {
  const stride = Math.max(1, Math.ceil(list.length / CHUNKS));
  return list.filter((_, index) => index % stride === 0);
}
