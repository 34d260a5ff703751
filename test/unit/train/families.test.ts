import { describe, expect, it } from 'vitest';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import {
  pointerFamilies,
  reportedFamilies,
  scrollFamilies,
  typingFamilies,
} from '../../../train/families/index.ts';
import { createRandom } from '../../../train/random.ts';
import { simulatePointer } from '../../../train/simulate/pointer.ts';
import { type Stroke, templateOf } from '../../../train/simulate/template.ts';
import { type HumanPress, simulateTyping } from '../../../train/simulate/typing.ts';

/** Ten bowed strokes between far points, with a press after each. */
function task(): BehaviourEvent[] {
  const events: BehaviourEvent[] = [];
  let t = 0;
  for (let stroke = 0; stroke < 10; stroke += 1) {
    for (let i = 0; i <= 30; i += 1, t += 16) {
      const u = i / 30;
      const [x, y] = [
        100 + 600 * (stroke % 2 ? 1 - u : u),
        200 + 40 * stroke + Math.round(50 * Math.sin(Math.PI * u)),
      ];
      events.push({ kind: 'move', t, x: Math.round(x), y });
    }
    t += 120;
    events.push({ kind: 'down', t, x: 0, y: 0, button: 0 }, { kind: 'up', t: t + 90, x: 0, y: 0, button: 0 });
    t += 500;
  }
  return events;
}

const donor: Stroke = {
  t: [0, 50, 100, 150, 220, 300],
  x: [0, 20, 90, 160, 190, 200],
  y: [0, 4, 9, 8, 5, 0],
};
const families = { ...pointerFamilies, ...reportedFamilies };

describe('simulated pointer sessions', () => {
  const template = templateOf(task());
  const act = (family: keyof typeof families, seed: number) =>
    simulatePointer(
      template,
      {
        ...{ family: families[family], clicks: true, scroller: null, donor: () => donor, limitMs: 60_000 },
        own: createRandom('own', family, seed),
      },
      createRandom('test', family, seed),
    );

  it.each(Object.keys(families) as (keyof typeof families)[])(
    'of %s are sorted, whole and repeatable',
    (family) => {
      for (let seed = 0; seed < 5; seed += 1) {
        const events = act(family, seed);
        expect(events.length).toBeGreaterThan(10);
        expect(act(family, seed)).toEqual(events);
        let last = 0;
        for (const event of events) {
          expect(event.t).toBeGreaterThanOrEqual(last);
          last = event.t;
          if (event.kind !== 'move') continue;
          expect(Number.isInteger(event.x) && Number.isInteger(event.y)).toBe(true);
        }
      }
    },
  );

  it('press where the pointer arrived', () => {
    for (const family of ['line', 'spring', 'windmouse'] as const) {
      const events = act(family, 3);
      events.forEach((event, index) => {
        const before = events[index - 1];
        if (event.kind !== 'down' || before?.kind !== 'move') return;
        expect(Math.hypot(event.x - before.x, event.y - before.y)).toBeLessThanOrEqual(1);
      });
    }
  });

  it('draw other parameters for another session', () => {
    expect(act('bezier', 1)).not.toEqual(act('bezier', 2));
  });
});

describe('simulated typing', () => {
  const presses: HumanPress[] = Array.from({ length: 80 }, (_, i) => ({
    class: i % 7 === 6 ? 'space' : 'letter',
    key: i % 11,
    gap: 120 + ((i * 37) % 90),
    dwell: 70 + ((i * 13) % 40),
  }));
  const names = Object.keys(typingFamilies) as (keyof typeof typingFamilies)[];

  it.each(names)('of %s presses each key once before it is released', (name) => {
    for (let seed = 0; seed < 8; seed += 1) {
      const own = createRandom('own', name, seed);
      const donor = () => presses[5] as HumanPress;
      const script = { family: typingFamilies[name], donor, limitMs: 60_000, own };
      const events = simulateTyping(presses, script, createRandom('test', name, seed));
      const down = new Set<number>();
      let last = Number.NEGATIVE_INFINITY;
      for (const event of events) {
        if (event.kind !== 'keydown' && event.kind !== 'keyup') continue;
        expect(event.t).toBeGreaterThanOrEqual(last);
        last = event.t;
        expect(down.has(event.key)).toBe(event.kind === 'keyup');
        if (event.kind === 'keydown') down.add(event.key);
        else down.delete(event.key);
      }
      expect(down.size).toBe(0);
    }
  });
});

describe('simulated scrolling', () => {
  it.each(Object.keys(scrollFamilies) as (keyof typeof scrollFamilies)[])(
    'of %s runs forward in time',
    (name) => {
      const plan = scrollFamilies[name].create(createRandom('test', name))(900);
      expect(plan.length).toBeGreaterThan(0);
      plan.forEach(({ t, y }, index) => {
        expect(t).toBeGreaterThanOrEqual(plan[index - 1]?.t ?? 0);
        expect(Number.isFinite(y)).toBe(true);
      });
    },
  );
});
