import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { gamma } from '../../../lab/gamma.ts';
import { b } from '../../../lab/redteam/generators/b.ts';
import { c } from '../../../lab/redteam/generators/c.ts';
import { blindPoint, textbookOf, valuesAt } from '../../../lab/redteam/generators/settings.ts';
import { strike, withMistakes } from '../../../lab/redteam/generators/strike.ts';

const TARGET = { x: 700, y: 400, width: 330, height: 42 };

describe.each([b, c])('generator $name', (generator) => {
  const { settings } = generator;
  const blind = Array.from({ length: 30 }, (_, index) => createRandom('blind', index));
  const hands = [
    generator.createHand(valuesAt(settings, textbookOf(settings)), createRandom('textbook')),
    ...blind.map((random) => generator.createHand(valuesAt(settings, blindPoint(settings, random)), random)),
  ];

  it('has its textbook inside the ranges it searches', () => {
    for (const { low, high, textbook } of settings) {
      expect(textbook).toBeGreaterThanOrEqual(low);
      expect(textbook).toBeLessThanOrEqual(high);
    }
    const again = valuesAt(settings, textbookOf(settings));
    for (const { name, textbook } of settings) expect(again[name]).toBeCloseTo(textbook, 9);
  });

  it('moves forward in time, and by textbook settings ends inside the control', () => {
    for (const hand of hands) {
      const times = hand.reach([100, 100], TARGET).map(([ms]) => ms);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.every(Number.isFinite)).toBe(true);
    }
    const [, x = 0, y = 0] = hands[0]?.reach([100, 100], TARGET).at(-1) ?? [0];
    expect(x).toBeGreaterThan(TARGET.x);
    expect(x).toBeLessThan(TARGET.x + TARGET.width);
    expect(y).toBeGreaterThan(TARGET.y);
    expect(y).toBeLessThan(TARGET.y + TARGET.height);
  });

  it('releases every key it presses, and none before it', () => {
    for (const hand of hands) {
      const down = new Set<string>();
      for (const { key, down: isDown } of hand.type('Mara Lindqvist, 28195 x@y.example')) {
        const physical = key.toLowerCase();
        expect(down.has(physical)).toBe(!isDown);
        if (isDown) down.add(physical);
        else down.delete(physical);
      }
      expect([...down]).toEqual([]);
    }
  });

  it('does the same for the same seed', () => {
    const type = () =>
      generator.createHand(valuesAt(settings, textbookOf(settings)), createRandom('x')).type('abc');
    expect(type()).toEqual(type());
  });
});

describe('striking keys', () => {
  const steady = () => ({ gapMs: 40, holdMs: 90 });

  it('holds Shift around a capital, and not around its neighbours', () => {
    const held: Record<string, boolean> = {};
    let shift = false;
    for (const { key, down } of strike([...'aBc'], steady, { leadMs: 60, lagMs: 20 })) {
      if (key === 'Shift') shift = down;
      else if (down) held[key] = shift;
    }
    expect(held).toEqual({ a: false, B: true, c: false });
  });

  it('takes every mistake back', () => {
    const written: string[] = [];
    for (const key of withMistakes('lindenweg 14', 0.5, createRandom('mistakes')))
      if (key === 'Backspace') written.pop();
      else written.push(key);
    expect(written.join('')).toBe('lindenweg 14');
  });
});

describe('the gamma law', () => {
  it.each([0.2, 0.7, 1.3])('has the mean and the spread it is asked for, cv %d', (cv) => {
    const random = createRandom('gamma', cv);
    const draws = Array.from({ length: 20_000 }, () => gamma(random, 100, cv));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const deviation = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length);
    expect(mean / 100).toBeCloseTo(1, 1);
    expect(deviation / mean / cv).toBeCloseTo(1, 1);
  });
});
