import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Verdict } from '../src/contract/verdict.ts';
import { loadModel, type Model } from '../src/scoring/model.ts';
import { inWords } from '../src/scoring/sentence.ts';
import { decodeRows } from '../src/wire/decode-rows.ts';
import { encodeRows } from '../src/wire/encode-rows.ts';
import type { ParsedRecording } from '../src/wire/recording.ts';
import { createFeatureExtractor } from '../worker/features/extractor.ts';
import { scoreSession } from '../worker/score/score.ts';
import { type ReadOptions, readRecordings } from './data/read.ts';

const USAGE = `usage: npm run score -- [--seconds N] [--model FOLDER] FILE...
  (.gz or plain NDJSON; - reads standard input; FOLDER is what npm run train -- --keep-trees --out wrote)`;
const MODEL = fileURLToPath(new URL('../model/', import.meta.url));

/** One line of output: the verdict that the worker would have given for this recording. */
export interface ScoredRecording
  extends Pick<Verdict, 'score' | 'logit' | 'level' | 'reasons' | 'groups' | 'events' | 'seconds'> {
  readonly id: string;
  /** Entries that were left out, by reason; absent when there were none. */
  readonly skipped?: Readonly<Record<string, number>>;
}

/** A line that could not be read: its place, and the code of its error. */
export interface FailedLine {
  readonly file: string;
  readonly line: number;
  readonly error: string;
  readonly detail?: string;
}

export interface ScoreOptions {
  /** Score only the first seconds. @default everything */
  readonly seconds?: number;
}

/**
 * Scores a recording as the page's worker does: rows → session → quantise → score → explain, with the
 * reference engine.
 */
export async function scoreRecording(
  { recording, environment, events, skipped }: ParsedRecording,
  model: Model,
  { seconds = Number.POSITIVE_INFINITY }: ScoreOptions = {},
): Promise<ScoredRecording> {
  const extractor = createFeatureExtractor(environment);
  const start = events[0]?.t ?? 0;
  for (const event of events) {
    const t = event.t - start;
    if (t > seconds * 1000) break;
    for (const decoded of decodeRows(encodeRows([{ ...event, t }]))) extractor.push(decoded);
  }
  const { verdict } = await scoreSession(model, extractor.read());
  const { score, logit, level, reasons, groups } = verdict;
  const left = Object.keys(skipped).length > 0 ? { skipped } : {};
  return {
    id: recording.id,
    score,
    logit,
    level,
    reasons: inWords(reasons),
    groups,
    events: extractor.events,
    seconds: extractor.seconds,
    ...left,
  };
}

/**
 * Scores every recording of the files, in order, one in memory at a time. A bad line becomes a `FailedLine`;
 * the rest goes on.
 */
export async function* scoreFiles(
  files: readonly string[],
  model: Model,
  options: ScoreOptions & ReadOptions = {},
): AsyncGenerator<ScoredRecording | FailedLine> {
  for await (const { file, line, result } of readRecordings(files, options)) {
    if (result.ok) yield await scoreRecording(result.value, model, options);
    else yield { file, line, error: result.code, ...(result.detail && { detail: result.detail }) };
  }
}

/**
 * The model of this tree, or of another folder that training wrote.
 *
 * @throws when it is not the one its manifest names
 */
export async function readModel(folder: string = MODEL): Promise<Model> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const loaded = await loadModel(await readFile(join(folder, 'tellsign.onnx')), manifest);
  if (!loaded.ok) throw new Error([loaded.code, loaded.detail].filter(Boolean).join(': '));
  return loaded.value;
}

interface Arguments {
  readonly files: readonly string[];
  readonly folder: string | undefined;
  readonly options: ScoreOptions;
}

function readArguments(): Arguments | null {
  try {
    const { values, positionals } = parseArgs({
      options: { seconds: { type: 'string' }, model: { type: 'string' } },
      allowPositionals: true,
    });
    const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
    if (positionals.length === 0 || (seconds !== undefined && !(seconds > 0))) return null;
    const options = seconds === undefined ? {} : { seconds };
    return { files: positionals, folder: values.model, options };
  } catch {
    return null;
  }
}

/**
 * Resolves once the line is handed over, so that a slow reader of the output slows this command down; false
 * when the output is closed.
 */
function print(value: object): Promise<boolean> {
  return new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(value)}\n`, (error) => resolve(!error));
  });
}

async function main(): Promise<number> {
  const wanted = readArguments();
  if (!wanted) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  // A reader that stops early, such as `head`, is no error; `print` returns false then.
  process.stdout.on('error', () => undefined);
  const model = await readModel(wanted.folder);
  let failures = 0;
  for await (const line of scoreFiles(wanted.files, model, wanted.options)) {
    if ('error' in line) failures += 1;
    if (!(await print(line))) break;
  }
  return failures > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`score: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
}
