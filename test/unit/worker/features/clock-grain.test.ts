import { describe, expect, it } from 'vitest';
import { createClockGrain } from '../../../../worker/features/clock-grain.ts';

describe('clock grain', () => {
  const eventsOf = (times: readonly number[]) => times.map((t) => ({ t }));
  it.each([100, 100 / 3, 50 / 3, 1, 0.1, 0.005])('is found for a clock of %s ms', (grain) => {
    const steps = Array.from({ length: 200 }, (_, n) => n * n + (n % 3));
    const grainOf = createClockGrain();
    expect(grainOf(eventsOf(steps.slice(0, 100).map((n) => n * grain)))).toBe(grain);
    expect(grainOf(eventsOf(steps.slice(100).map((n) => n * grain)))).toBe(grain);
  });
  it.each([100, 100 / 3, 50 / 3])('is %s ms still when a few times are not the clock’s', (grain) => {
    const steps = Array.from({ length: 200 }, (_, n) => (n * n + (n % 3)) * grain);
    const grainOf = createClockGrain();
    expect(grainOf(eventsOf([...steps.slice(0, 8), steps[8] ? steps[8] + 0.7 : 0]))).toBe(grain);
    expect(grainOf(eventsOf(steps.slice(9, 100)))).toBe(grain);
    expect(grainOf(eventsOf([...steps.slice(100), (steps[199] ?? 0) + 1.3]))).toBe(grain);
  });
  it.each([
    ['of whole milliseconds', (n: number) => n * 17 + (n % 5), 1],
    ['of frames and keys', (n: number) => (n % 4 === 0 ? n * 16.7 + 3.1 : Math.round((n * 50) / 3)), 0.1],
  ])('is not mistaken for a coarser one: times %s', (_, timeOf, grain) => {
    const grainOf = createClockGrain();
    expect(grainOf(eventsOf(Array.from({ length: 200 }, (_, n) => timeOf(n))))).toBe(grain);
  });
  it('is unknown before there is enough to go by', () => {
    const grainOf = createClockGrain();
    expect(grainOf(eventsOf([0, 0, 100, 200, 300]))).toBeUndefined();
    expect(grainOf([])).toBeUndefined();
  });
});
