import { describe, expect, it } from 'vitest';
import { FEATURES, MEMBERS } from '../../../src/contract/features/index.ts';
import type { Horizon, Row } from '../../../train/data/row.ts';
import { isTimed } from '../../../train/evaluate/ablate.ts';
import { barOf, contestOf } from '../../../train/evaluate/contest.ts';
import type { Dataset } from '../../../train/evaluate/dataset.ts';
import { detOf } from '../../../train/evaluate/det.ts';
import { planOf, QUICK, recordersOf } from '../../../train/evaluate/plan.ts';
import { reliabilityOf } from '../../../train/evaluate/reliability.ts';
import { studyOf } from '../../../train/evaluate/study.ts';
import { tallyOf } from '../../../train/evaluate/tally.ts';
import { castOf, runTrial, type Trial } from '../../../train/evaluate/trial.ts';
import { createRandom } from '../../../train/random.ts';

const SOURCES = ['one', 'two'] as const;

/** People around 0 and scripts around `shift` in every feature of path. */
function rowsOf(
  prefix: string,
  families: Readonly<Record<string, number>>,
  horizon: Horizon = 'whole',
): Row[] {
  const random = createRandom('evaluate test', prefix, horizon);
  const row = (family: string, shift: number, index: number): Row => {
    const values = new Float64Array(FEATURES.length);
    const missing = new Uint8Array(FEATURES.length).fill(1);
    for (const feature of MEMBERS.path) {
      missing[feature] = 0;
      values[feature] = shift + random.normal(0, 1);
    }
    const automation = family !== 'human';
    const source = SOURCES[index % 2] ?? 'one';
    const subject = `${prefix}/${source}/p${index % 24}`;
    const session = `${prefix}/${family}/${index}`;
    return { values, missing, automation, subject, source, family, horizon, modality: 'pointer', session };
  };
  return [
    ...Array.from({ length: 1200 }, (_, i) => row('human', 0, i)),
    ...Object.entries(families).flatMap(([family, shift]) =>
      Array.from({ length: 120 }, (_, i) => row(family, shift, i)),
    ),
  ];
}

const FAMILIES = { near: 0.5, far: 3 };
const dataset: Dataset = {
  train: rowsOf('train', FAMILIES),
  test: rowsOf('test', FAMILIES),
  unfitted: rowsOf('never', { copy: 0 }).filter((row) => row.automation),
};
const trial = (families: readonly string[]): Trial => ({
  learners: ['trees'],
  seed: 0,
  without: { families },
  screening: false,
});

describe('casting a trial', () => {
  const { seen, bar, exam } = castOf(dataset, trial(['far', 'copy']));
  const people = (rows: readonly Row[]) => new Set(rows.filter((r) => !r.automation).map((r) => r.subject));

  it('never fits a held-out family, nor a person who sets thresholds, nor scripts that borrow from one', () => {
    expect(seen.some((row) => row.family === 'far')).toBe(false);
    const held = people(bar);
    expect(held.size).toBeGreaterThan(0);
    expect(seen.some((row) => held.has(row.subject))).toBe(false);
  });

  it('reports on test people and the held-out families only', () => {
    expect(new Set(exam.map((row) => row.family))).toEqual(new Set(['human', 'far', 'copy']));
    expect(exam.every((row) => !row.subject.startsWith('train'))).toBe(true);
  });

  it('screens on training people alone, who are neither fitted nor set thresholds', () => {
    const cast = castOf(dataset, { ...trial(['far']), screening: true });
    expect(cast.exam.every((row) => row.subject.startsWith('train'))).toBe(true);
    const [fitted, barred] = [people(cast.seen), people(cast.bar)];
    expect([...people(cast.exam)].some((subject) => fitted.has(subject) || barred.has(subject))).toBe(false);
  });

  it('leaves a recorder out of fit and thresholds, and reports all its people', () => {
    const cast = castOf(dataset, {
      learners: ['trees'],
      seed: 0,
      without: { source: 'two' },
      screening: false,
    });
    expect([...cast.seen, ...cast.bar].every((row) => row.source === 'one')).toBe(true);
    expect(cast.exam.every((row) => row.source === 'two')).toBe(true);
    expect(people(cast.exam).size).toBe(24);
  });
});

describe('a plan', () => {
  it('leaves every family out once a seed, and every recorder that has another beside it', () => {
    expect(recordersOf(dataset.train)).toEqual(['one', 'two']);
    const own = planOf(dataset, QUICK).filter(({ features }) => !features);
    const held = own.flatMap(({ without }) => ('families' in without ? without.families : []));
    expect(held.sort()).toEqual(['copy', 'far', 'near']);
    expect(own.flatMap(({ without }) => ('source' in without ? without.source : []))).toEqual(['one', 'two']);
  });
});

describe('a trial through to its figures', () => {
  const trials = [trial(['far', 'copy']), trial(['near'])];
  const contests = trials.flatMap((item) => {
    const scores = runTrial(dataset, item).trees!;
    const cast = castOf(dataset, item);
    const families = 'families' in item.without ? item.without.families : [];
    return families.flatMap(
      (family) =>
        contestOf(cast, scores, { seed: 0, family, modality: 'pointer', horizon: 'whole', view: 'shape' }) ??
        [],
    );
  });
  const study = studyOf(contests, (family) => family !== 'copy');
  const of = (family: string) => study.families.find((item) => item.family === family)!;

  it('tells a far family, hardly a near one, and not a copy', () => {
    expect(of('far').auc.value).toBeGreaterThan(0.95);
    expect(of('near').auc.value).toBeLessThan(of('far').auc.value);
    expect(of('copy').auc.value).toBeGreaterThan(0.4);
    expect(of('copy').auc.value).toBeLessThan(0.6);
  });

  it('puts every figure inside its interval, and leaves the control out of mean and worst', () => {
    for (const { auc } of study.families) {
      expect(auc.low).toBeLessThanOrEqual(auc.value);
      expect(auc.high).toBeGreaterThanOrEqual(auc.value);
    }
    expect(study.worst.auc.value).toBe(of('near').auc.value);
  });

  it('draws a curve that misses less the more people it flags', () => {
    const { points } = detOf(contests);
    points.reduce((before, point) => {
      expect(point.missed).toBeLessThanOrEqual(before.missed);
      return point;
    });
  });
});

describe('a threshold', () => {
  it('is where the worst recorder has its share, and no lower than the least', () => {
    const rows = dataset.train.filter((row) => !row.automation).slice(0, 400);
    const logits = Float64Array.from(rows, (row, i) => i / 400 + (row.source === 'two' ? 5 : 0));
    const scores = { bar: { shape: logits }, exam: {} } as unknown as Parameters<typeof barOf>[1];
    const cast = { seen: [], bar: rows, exam: [] };
    const options = { seed: 0, family: 'far', modality: 'pointer', horizon: 'whole', view: 'shape' } as const;
    const two = [...logits].filter((value) => value >= 5);
    const bar = barOf(cast, scores, options);
    expect(two.filter((value) => value > bar)).toHaveLength(2);
    expect(barOf(cast, scores, { ...options, bar: { share: 0.01, least: 99 } })).toBe(99);
  });
});

describe('a tally', () => {
  const contest = {
    family: 'f',
    seed: 0,
    values: Float64Array.from([4, 3, 3, 1]),
    scripts: Uint8Array.from([1, 1, 0, 0]),
    units: ['s1', 's2', 'p1', 'p2'],
    sources: ['a', 'a', 'a', 'a'],
    threshold: 2,
  };

  it('counts ties half and thresholds strictly', () => {
    expect(tallyOf(contest)).toEqual({ auc: 0.875, caught: 1, falseAlarms: 0.5, caughtAt1: 0.5 });
  });

  it('weighs items as often as they are drawn', () => {
    const weights = Float64Array.from([2, 0, 1, 0]);
    expect(tallyOf(contest, weights)).toEqual({ auc: 1, caught: 1, falseAlarms: 1, caughtAt1: 1 });
  });
});

describe('reliability', () => {
  const judged = (score: number, share: number) =>
    Array.from({ length: 1000 }, (_, i) => ({
      score,
      automation: i < 1000 * share,
      unit: `${score}/${i}`,
      stratum: 'all',
    }));

  it('is without error where scores are the share of scripts', () => {
    const { error } = reliabilityOf([...judged(0.2, 0.2), ...judged(0.8, 0.8)], 0.5, createRandom('r'));
    expect(error.value).toBeLessThan(1e-9);
  });

  it('is off by what scores are off', () => {
    const { error, bins } = reliabilityOf(judged(0.9, 0.5), 0.5, createRandom('r'));
    expect(error.value).toBeCloseTo(0.4, 9);
    expect(bins).toHaveLength(1);
  });
});

describe('the ablation without a clock', () => {
  it('leaves out rhythm and speed, and keeps shape', () => {
    expect(isTimed('keys.dwell_p50')).toBe(true);
    expect(isTimed('motion.speed_cv')).toBe(true);
    expect(isTimed('path.efficiency_p50')).toBe(false);
    expect(FEATURES.filter(({ name }) => name.startsWith('keys.')).every(({ name }) => isTimed(name))).toBe(
      true,
    );
  });
});
