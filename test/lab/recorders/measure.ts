import type { BehaviourEvent, Environment } from '../../../src/contract/event.ts';
import type { Level } from '../../../src/contract/verdict.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { quantise } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import { type CorpusFile, readCorpus } from '../../../train/data/corpus.ts';
import { createRandom } from '../../../train/random.ts';
import { createClockGrain } from '../../../worker/features/clock-grain.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';
import { type Interval, intervalOf } from '../cohorts/interval.ts';
import { HORIZONS, type ProtocolRow } from './protocol.ts';

/** A recording's level at one horizon, and what pushed it up. */
export interface Scored {
  readonly subject: string;
  readonly level: Level;
  readonly logit: number;
  readonly groups: Readonly<Record<string, number>>;
}

/**
 * One row of the result: a recorder, a task and a horizon. Shares are of recordings, intervals over people.
 */
export interface RecorderResult {
  readonly recorder: string;
  readonly task: string;
  readonly fit: string;
  readonly seconds: number | null;
  readonly recordings: number;
  readonly people: number;
  readonly high: number;
  readonly medium: number;
  readonly unknown: number;
  readonly interval: { readonly high: Interval; readonly medium: Interval; readonly unknown: Interval };
  /** Groups that push the recordings which reach `medium`, mean logits, strongest first. */
  readonly pushes: readonly (readonly [group: string, logits: number])[];
}

/** What is known of the browser, and the model that judges. */
export interface Judging {
  readonly environment: Environment;
  readonly model: Model;
}

/**
 * The page's own path: the clock's grain is probed, and the visit is judged after each of `horizons`, seconds
 * in ascending order, or at its end (null, last). A visit that ends earlier is judged at its end. Abstention
 * is counted on every recording, however little it shows.
 */
export function scoreAt(
  events: readonly BehaviourEvent[],
  { environment, model }: Judging,
  horizons: readonly (number | null)[],
): Omit<Scored, 'subject'>[] {
  const clockGrainMs = createClockGrain()(events);
  const extractor = createFeatureExtractor(
    clockGrainMs === undefined ? environment : { ...environment, clockGrainMs },
  );
  const judge = () => {
    const { level, logit, groups } = scoreEvidence(model, quantise(extractor.read(), model.manifest));
    return { level, logit, groups };
  };
  const start = events[0]?.t ?? 0;
  let at = 0;
  return horizons.map((seconds) => {
    const end = seconds === null ? Number.POSITIVE_INFINITY : seconds * 1000;
    for (let event = events[at]; event && event.t - start <= end; event = events[at]) {
      extractor.push({ ...event, t: event.t - start });
      at += 1;
    }
    return judge();
  });
}

export async function measureRow(
  row: ProtocolRow,
  { files, model }: { readonly files: readonly CorpusFile[]; readonly model: Model },
): Promise<RecorderResult[]> {
  const scored = HORIZONS.map((): Scored[] => []);
  for (const file of files)
    for await (const sample of readCorpus(file)) {
      const { subject, environment, generator } = sample;
      const events = row.select ? row.select(sample) : sample.events;
      if (generator !== null || events === null) continue;
      scoreAt(events, { environment, model }, HORIZONS).forEach((result, index) => {
        scored[index]?.push({ subject, ...result });
      });
    }
  return HORIZONS.map((seconds, index) => resultOf(scored[index] ?? [], row, seconds));
}

function resultOf(
  scored: readonly Scored[],
  { recorder, task, fit }: ProtocolRow,
  seconds: number | null,
): RecorderResult {
  const measure = (test: (level: Level) => boolean) => {
    const trials = scored.map(({ level, subject }) => ({ hit: test(level), people: [subject] }));
    const share = trials.filter(({ hit }) => hit).length / Math.max(1, trials.length);
    return { share, interval: intervalOf(trials, createRandom('recorders', recorder, task)) };
  };
  const high = measure((level) => level === 'high');
  const medium = measure((level) => level === 'high' || level === 'medium');
  const unknown = measure((level) => level === 'unknown');
  return {
    recorder,
    task,
    fit,
    seconds,
    recordings: scored.length,
    people: new Set(scored.map(({ subject }) => subject)).size,
    high: high.share,
    medium: medium.share,
    unknown: unknown.share,
    interval: { high: high.interval, medium: medium.interval, unknown: unknown.interval },
    pushes: pushesOf(scored.filter(({ level }) => level === 'high' || level === 'medium')),
  };
}

function pushesOf(flagged: readonly Scored[]): RecorderResult['pushes'] {
  const sums = new Map<string, number>();
  for (const { groups } of flagged)
    for (const [group, logits] of Object.entries(groups))
      if (group !== 'baseline') sums.set(group, (sums.get(group) ?? 0) + logits / flagged.length);
  return [...sums].filter(([, mean]) => mean > 0.25).sort(([, a], [, b]) => b - a);
}
