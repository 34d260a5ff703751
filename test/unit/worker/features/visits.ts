import fc from 'fast-check';
import type { BehaviourEvent, Environment } from '../../../../src/contract/event.ts';
import { CHANNELS, KEY_CLASSES, POINTER_KINDS } from '../../../../src/contract/event.ts';
import { FEATURES, type FeatureName } from '../../../../src/contract/features/index.ts';
import { createFeatureExtractor, type FeatureValue } from '../../../../worker/features/extractor.ts';

/** A page recorded by the SDK itself. */
export const BROWSER: Environment = {
  recorded: CHANNELS,
  pointer: 'mouse',
  viewport: [1280, 720],
  dpr: 1,
  clockGrainMs: 0.1,
  rawUpdates: true,
  reducedMotion: false,
};

export function featuresOf(
  events: readonly BehaviourEvent[],
  environment: Environment = BROWSER,
): Readonly<Record<FeatureName, FeatureValue>> {
  const extractor = createFeatureExtractor(environment);
  for (const event of events) extractor.push(event);
  const features = extractor.read();
  return Object.fromEntries(FEATURES.map(({ name }, index) => [name, features[index]])) as Record<
    FeatureName,
    FeatureValue
  >;
}

/** Value of a feature, or null where it is missing. */
export function measureOf(
  events: readonly BehaviourEvent[],
  name: FeatureName,
  environment?: Environment,
): number | null {
  const { value, valid } = featuresOf(events, environment)[name];
  return valid ? value : null;
}

const number = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.integer({ min: -100, max: 2000 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e300, 0),
);
const time = fc.oneof(
  fc.double({ min: -1e4, max: 1e7, noNaN: true }),
  fc.integer({ min: 0, max: 5000 }),
  number,
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const flag = fc.boolean();
const stack = fc.option(
  fc.record(
    {
      trusted: flag,
      pointer: fc.constantFrom(...POINTER_KINDS),
      coalesced: number,
      raw: number,
      dx: number,
      dy: number,
      latency: number,
      pressure: number,
      width: number,
      height: number,
      shifted: flag,
      shiftHeld: flag,
      code: flag,
      repeat: flag,
      composing: flag,
      autofill: flag,
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);
const field = fc.integer({ min: 0, max: 5 });
const nullable = fc.option(number, { nil: null });

/** Any event a hostile page could make, well-typed and senseless. */
export const anyEvent = fc
  .oneof(
    fc.record({ kind: fc.constant('move'), t: time, x: number, y: number, stack }),
    fc.record({ kind: fc.constantFrom('down', 'up'), t: time, x: number, y: number, button: number, stack }),
    fc.record({
      kind: fc.constant('click'),
      t: time,
      x: number,
      y: number,
      element: fc.constant('button'),
      offsetX: nullable,
      offsetY: nullable,
      width: nullable,
      height: nullable,
      stack,
    }),
    fc.record({ kind: fc.constant('wheel'), t: time, deltaX: number, deltaY: number, stack }),
    fc.record({ kind: fc.constant('scroll'), t: time, x: number, y: number }),
    fc.record({
      kind: fc.constantFrom('keydown', 'keyup'),
      t: time,
      class: fc.constantFrom(...KEY_CLASSES),
      key: field,
      stack,
    }),
    fc.record({
      kind: fc.constantFrom('focus', 'blur'),
      t: time,
      field,
      fieldKind: fc.constantFrom(null, 'email', 'text'),
      stack,
    }),
    fc.record({
      kind: fc.constant('input'),
      t: time,
      field,
      inputType: fc.constantFrom('', 'insertText', 'insertFromPaste'),
      change: number,
      stack,
    }),
    fc.record({ kind: fc.constantFrom('paste', 'copy', 'cut'), t: time, field, length: number, stack }),
    fc.record({ kind: fc.constantFrom('hide', 'show', 'navigate'), t: time }),
  )
  .map((event) => event as unknown as BehaviourEvent);

export const anyEnvironment: fc.Arbitrary<Environment> = fc
  .record({
    recorded: fc.subarray([...CHANNELS]),
    pointer: fc.constantFrom(null, ...POINTER_KINDS),
    viewport: fc.constantFrom(null, [800, 600] as const),
    dpr: optional(number),
    clockGrainMs: optional(number),
    rawUpdates: optional(flag),
    reducedMotion: optional(flag),
  })
  .map((environment) => environment as Environment);

/** Numbers in 0..1 that only look random. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Roughly normal, mean 0, deviation 1. */
export const normal = (random: () => number): number =>
  Array.from({ length: 12 }, random).reduce((total, value) => total + value, -6);

interface VisitOptions {
  readonly seed?: number;
  readonly strokes?: number;
  readonly words?: number;
}

/**
 * A visit with aimed movements that bend and slow down, clicks with a rest before them, and typing that rolls
 * over.
 */
export function handVisit({ seed = 1, strokes = 12, words = 12 }: VisitOptions = {}): BehaviourEvent[] {
  const random = seeded(seed);
  const events: BehaviourEvent[] = [{ kind: 'show', t: 0 }];
  let t = 400;
  let [x, y] = [200, 200];
  for (let s = 0; s < strokes; s += 1) {
    const [toX, toY] = [100 + Math.round(random() * 1000), 60 + Math.round(random() * 600)];
    const distance = Math.hypot(toX - x, toY - y);
    const duration = 300 + 140 * Math.log2(1 + distance / 20) * (0.8 + 0.4 * random());
    const bend = normal(random) * 0.08;
    const skew = 1.6 + random();
    const steps = Math.round(duration / 8);
    for (let i = 1; i <= steps; i += 1) {
      const part = 1 - (1 - i / steps) ** (skew + 1);
      const arc = 4 * part * (1 - part) * bend;
      const left = Math.round(x + (toX - x) * part - (toY - y) * arc + normal(random) * 0.4);
      const top = Math.round(y + (toY - y) * part + (toX - x) * arc + normal(random) * 0.4);
      events.push({
        kind: 'move',
        t: t + i * 8,
        x: left,
        y: top,
        stack: { trusted: true, coalesced: random() < 0.5 ? 1 : 2, raw: 1, latency: 1 + 5 * random() },
      });
    }
    [x, y] = [toX, toY];
    t += duration + 80 + 150 * random();
    const at = events.at(-1);
    if (at?.kind === 'move') [x, y] = [at.x, at.y];
    const dwell = 60 + 60 * random();
    events.push({ kind: 'down', t, x, y, button: 0, stack: { trusted: true, pressure: 0.5 } });
    events.push({ kind: 'up', t: t + dwell, x, y, button: 0, stack: { trusted: true } });
    const [offsetX, offsetY] = [10 + Math.round(60 * random()), 5 + Math.round(20 * random())];
    events.push({
      kind: 'click',
      t: t + dwell,
      x,
      y,
      element: 'input',
      offsetX,
      offsetY,
      width: 90,
      height: 32,
    });
    t += dwell + 300 + 600 * random();
  }
  events.push({ kind: 'focus', t, field: 1, fieldKind: 'text' });
  for (let w = 0; w < words; w += 1) {
    for (let letter = 0; letter < 6; letter += 1) {
      const key = Math.floor(random() * 26);
      const dwell = 90 * Math.exp(0.3 * normal(random));
      const kind = letter === 5 ? 'space' : 'letter';
      events.push({
        kind: 'keydown',
        t,
        class: kind,
        key: letter === 5 ? 99 : key,
        stack: { trusted: true, code: true },
      });
      events.push({
        kind: 'input',
        t: t + 2,
        field: 1,
        inputType: 'insertText',
        change: 1,
        stack: { trusted: true },
      });
      events.push({
        kind: 'keyup',
        t: t + dwell,
        class: kind,
        key: letter === 5 ? 99 : key,
        stack: { trusted: true },
      });
      t += 140 * Math.exp(0.5 * normal(random));
    }
  }
  return events.sort((a, b) => a.t - b.t);
}

/** A script that fills `fields` fields: focus by call, whole text at once, click by call. */
export function scriptVisit(fields = 6): BehaviourEvent[] {
  const events: BehaviourEvent[] = [{ kind: 'show', t: 0 }];
  for (let field = 1; field <= fields; field += 1) {
    const t = 900 + field * 4;
    events.push({ kind: 'focus', t, field, fieldKind: 'text' });
    events.push({
      kind: 'input',
      t: t + 1,
      field,
      inputType: 'insertText',
      change: 14,
      stack: { trusted: true },
    });
  }
  events.push({
    kind: 'click',
    t: 960,
    x: 0,
    y: 0,
    element: 'button',
    offsetX: null,
    offsetY: null,
    width: null,
    height: null,
    stack: { trusted: false },
  });
  return events;
}
