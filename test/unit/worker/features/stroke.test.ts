import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resample, STEP_MS, smooth } from '../../../../worker/features/grid.ts';
import { difference, measure } from '../../../../worker/features/stroke/stroke.ts';

type Path = (part: number) => readonly [number, number];

/** A stroke of 600 ms along `path`, sampled every `stepMs`. */
function sampled(path: Path, stepMs = 8) {
  const samples = { t: [] as number[], x: [] as number[], y: [] as number[] };
  for (let t = 0; t <= 600; t += stepMs) {
    const [x, y] = path(t / 600);
    samples.t.push(t);
    samples.x.push(x);
    samples.y.push(y);
  }
  return samples;
}

const bow: Path = (part) => {
  const along = 1 - (1 - part) ** 2.5;
  return [along * 400, 60 * Math.sin(Math.PI * along) + 12 * Math.sin(5 * along)];
};
const place =
  (path: Path, by: { turn: number; size: number; x: number; y: number }): Path =>
  (part) => {
    const [x, y] = path(part);
    const [cos, sin] = [Math.cos(by.turn) * by.size, Math.sin(by.turn) * by.size];
    return [by.x + x * cos - y * sin, by.y + x * sin + y * cos];
  };

describe('a stroke', () => {
  it('measures the same wherever it lies, however large and whichever way', () => {
    const before = measure(sampled(bow));
    fc.assert(
      fc.property(
        fc.record({
          turn: fc.double({ min: 0, max: 6.28, noNaN: true }),
          size: fc.double({ min: 0.5, max: 3, noNaN: true }),
          x: fc.integer({ min: -2000, max: 2000 }),
          y: fc.integer({ min: -2000, max: 2000 }),
        }),
        (by) => {
          const after = measure(sampled(place(bow, by)));
          if (!before || !after) throw new Error('a stroke of 600 ms is long enough');
          for (const name of [
            'efficiency',
            'deviation',
            'turnMean',
            'turnTail',
            'turnAutocorr',
            'sideChanges',
          ] as const)
            expect(after.shape[name], name).toBeCloseTo(before.shape[name], 6);
          for (const name of [
            'peakAt',
            'variation',
            'submovements',
            'slowEnd',
            'accelerationAutocorr',
          ] as const)
            expect(after.speed[name], name).toBeCloseTo(before.speed[name], 6);
          expect(difference(before, after)).toBeCloseTo(0, 6);
        },
      ),
    );
  });

  it.each([
    ['two samples', { t: [0, 400], x: [0, 300], y: [0, 0] }],
    ['less than 120 ms', { t: [0, 20, 40, 60, 80], x: [0, 50, 90, 140, 200], y: [0, 0, 0, 0, 0] }],
    ['a few pixels', sampled((part) => [part * 20, 0])],
    ['one place', sampled(() => [5, 5])],
    ['nothing', { t: [], x: [], y: [] }],
  ])('is none when it has only %s', (_, samples) => {
    expect(measure(samples)).toBeNull();
  });

  it('bears samples of one time, the last of which counts', () => {
    const line = resample({ t: [0, 0, 0, 50, 50, 100], x: [9, 4, 0, 10, 30, 60], y: [0, 0, 0, 0, 0, 0] });
    expect(line.x[0]).toBe(0);
    expect(line.x[3]).toBeCloseTo(30, 6);
    expect(line.x).toHaveLength(Math.floor(100 / STEP_MS) + 1);
  });

  it('keeps its ends when it is smoothed', () => {
    const line = resample(sampled(bow));
    const { x, y } = smooth(line);
    expect(x[0]).toBeCloseTo(line.x[0] ?? 0, 9);
    expect(y.at(-1)).toBeCloseTo(line.y.at(-1) ?? 0, 9);
  });
});
