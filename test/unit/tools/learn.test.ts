import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { randomOf } from '../../../src/decide/triage/draw.ts';
import { evaluate } from '../../../tools/learn/evaluate.ts';
import { NOW, sampleLabels } from '../../../tools/learn/labels.ts';
import { measure } from '../../../tools/learn/measure.ts';
import type { ScoredPayment } from '../../../tools/learn/score.ts';
import { attack, isPassed } from '../../../tools/poison/attack.ts';
import { goldSets } from '../../../tools/poison/gold.ts';
import { SCENARIOS } from '../../../tools/poison/scenarios.ts';

const CALIBRATED = { slope: 1, intercept: 0, halfWidth: 0.3 };

/** Ten days of 600 payments whose score says truly how likely fraud is. */
const random = randomOf(7);
const payments: readonly ScoredPayment[] = Array.from({ length: 6000 }, (_, index) => {
  const z = -6 + 9 * random() ** 2;
  const isFraud = random() < 1 / (1 + Math.exp(-z));
  const day = 30 + Math.floor(index / 600);
  return { at: day * 86_400 + (index % 600), customer: index, terminal: 0, amount: 50, isFraud, day, z };
});

describe('labels as a queue gives them', () => {
  it('are the top of each day, and a draw of the rest with its probability', () => {
    const labels = sampleLabels(payments, { days: 4, ranked: 40, drawn: 10 }, randomOf(1));
    expect(labels).toHaveLength(200);
    expect(labels.filter(({ isAlert }) => isAlert)).toHaveLength(160);
    const drawn = labels.filter(({ propensity }) => propensity !== null);
    expect(drawn.every(({ propensity }) => propensity === 10 / 560)).toBe(true);
  });
});

describe('what 200 labels teach', () => {
  it('brings the error down, and in one day no further than the bound lets it', () => {
    const rows = evaluate(payments, { draws: 3, onProgress: () => undefined });
    for (const { before, mean, day } of rows) {
      expect(mean.ece).toBeLessThan(before.ece);
      expect(day.ece).toBeLessThan(before.ece);
      expect(day.ece).toBeGreaterThan(mean.ece);
      expect(day.auc).toBe(before.auc);
    }
  });
});

describe('measures', () => {
  it('are those of a score that is right', () => {
    const { ece, auc } = measure(payments, CALIBRATED);
    expect(ece).toBeLessThan(0.02);
    expect(auc).toBeGreaterThan(0.8);
  });

  it('count a tie as half a pair', () => {
    const [one] = payments;
    if (!one) throw new Error('no payment');
    const tied = [true, false].map((isFraud) => ({ ...one, isFraud }));
    expect(measure(tied, CALIBRATED).auc).toBe(0.5);
  });
});

describe('attacks', () => {
  const honest = sampleLabels(payments, { days: 10, ranked: 40, drawn: 10 }, randomOf(1));
  const given = { start: CALIBRATED, honest, traffic: [-6, -4, -2, 0, 2], days: 8, nowMs: NOW };

  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    'by %s pass no bound, and leave the order as it is',
    (_, scenario) => {
      const attacked = attack(scenario, given);
      expect(isPassed(attacked)).toBe(false);
      expect(measure(payments, attacked.end).auc).toBe(measure(payments, CALIBRATED).auc);
    },
  );

  it('are no further for a frozen set that was bought', () => {
    const sets = goldSets(honest);
    expect(sets).toHaveLength(4);
    for (const { set, scenario } of sets) {
      const attacked = attack(scenario, { ...given, gold: set });
      expect(isPassed(attacked)).toBe(false);
    }
  });

  it('use the bound up where labels ask for more', () => {
    const frog = SCENARIOS.find(({ name }) => name === 'boiling frog');
    if (!frog) throw new Error('no boiling frog');
    expect(attack(frog, given).most.day).toBeCloseTo(0.25, 6);
  });
});

describe('npm run learn and poison', () => {
  it.each([
    ['tools/learn/index.ts', []],
    ['tools/learn/index.ts', ['no such file.csv']],
    ['tools/learn/index.ts', ['a.csv', '--draws', '0']],
    ['tools/poison/index.ts', ['no such file.csv']],
    ['tools/poison/index.ts', ['a.csv', 'b.csv']],
  ] as const)('%s %j ends with 2, and says why in a line', (program, given) => {
    const { status, stderr } = spawnSync('node_modules/.bin/tsx', [program, ...given], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
