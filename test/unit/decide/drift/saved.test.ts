import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDriftMonitor } from '../../../../src/decide/index.ts';
import { monitored, person } from './visits.ts';

const text = (): string => {
  const saved = monitored('saved').monitor.reference();
  if (saved === null) throw new Error('the reference is not complete');
  return saved;
};

describe('a reference that is saved', () => {
  it('is the same after it was read', () => {
    const saved = text();
    const monitor = createDriftMonitor({ reference: saved });
    expect(monitor.reference()).toBe(saved);
    expect(monitor.state().reference).toMatchObject({ visits: 1000, isComplete: true });
  });

  it('raises the alarm that the process before would have raised', () => {
    const { monitor, until, random } = monitored('again');
    const after = createDriftMonitor({ reference: monitor.reference(), random: () => 0.5 });
    const found = until(300, (atMs) => {
      const visit = person(random, atMs, { higher: { 20: 100 } });
      after.see(visit);
      return visit;
    });
    expect(found).not.toBeNull();
    expect(after.state().alarm).toMatchObject({ signal: found?.alarm.signal, feature: found?.alarm.feature });
  });

  it('names no key and no time of a visit', () => {
    expect(text()).not.toContain('key-');
  });

  const changes: readonly (readonly [string, (saved: Record<string, unknown>) => unknown])[] = [
    ['of another format', (saved) => ({ ...saved, format: 'tellsign-drift-0' })],
    ['of another schema', (saved) => ({ ...saved, schema: 1 })],
    ['with too few visits', (saved) => ({ ...saved, visits: 10 })],
    ['with fewer attempts than visits', (saved) => ({ ...saved, attempts: 10 })],
    ['with more missing than attempts', (saved) => ({ ...saved, missing: 1e9 })],
    ['whose counts do not add up', (saved) => ({ ...saved, visits: 2000, attempts: 3000 })],
    ['with a score too few', (saved) => ({ ...saved, scores: [1] })],
    ['with a negative count', (saved) => ({ ...saved, scores: new Array(128).fill(-1) })],
    ['without names', ({ names, ...saved }) => saved],
    [
      'with a name that is none',
      (saved) => ({ ...saved, names: { ...Object(saved.names), build: [[1, 1]] } }),
    ],
    ['that is a list', () => []],
    ['that is null', () => null],
  ];
  it.each(changes)('is refused: one %s', (_, change) => {
    const reference = JSON.stringify(change(JSON.parse(text())));
    expect(() => createDriftMonitor({ reference })).toThrow(TypeError);
  });

  it('is refused where it is anything else', () => {
    fc.assert(
      fc.property(
        fc.anything().filter((value) => value !== null && value !== undefined),
        (reference) => {
          expect(() => createDriftMonitor({ reference } as object)).toThrow(TypeError);
        },
      ),
    );
  });
});
