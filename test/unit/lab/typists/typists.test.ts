import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { contest, type Typed } from '../../../lab/typists/measure.ts';
import { SCRIPTS } from '../../../lab/typists/scripts.ts';
import { typeText } from '../../../lab/typists/type.ts';

const press = (key: number, gap: number, dwell: number) => {
  return { key, gap, dwell, class: key === 0 ? ('space' as const) : ('letter' as const) };
};
const own = Array.from({ length: 200 }, (_, i) => press(i % 7, 100 + ((i * 37) % 90), 70 + ((i * 13) % 40)));
const pool = Array.from({ length: 200 }, (_, i) => press(i % 5, 300 + i, 200 + i));

describe.each(SCRIPTS)('the script $name', ({ name, create }) => {
  const events = typeText(own, create({ own, pool, random: createRandom(name) }));

  it("strikes the person's keys in their order, each pressed and released", () => {
    const downs = events.filter(({ kind }) => kind === 'keydown');
    expect(downs.map(({ key }) => key)).toEqual(own.map(({ key }) => key));
    expect(events.length).toBe(2 * own.length);
  });

  it('presses no key that is down', () => {
    const down = new Set<number>();
    for (const { kind, key } of events) {
      expect(down.has(key)).toBe(kind === 'keyup');
      if (kind === 'keydown') down.add(key);
      else down.delete(key);
    }
  });
});

describe('a contest', () => {
  const typed = (logit: number): Typed[] =>
    ['a', 'b', 'c'].flatMap((subject) =>
      Array.from({ length: 10 }, (_, i) => ({ subject, logit: logit + i / 100, level: 'low' as const })),
    );

  it('that a script cannot win ends at an area of 1, and one between equals at a half', () => {
    expect(contest(typed(-3), typed(3), createRandom('x')).auc).toEqual({ value: 1, low: 1, high: 1 });
    expect(contest(typed(0), typed(0), createRandom('x')).auc.value).toBeCloseTo(0.5);
  });
});
