import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BehaviourEvent } from '../../../../src/contract/event.ts';
import { FEATURES, GROUP_NAMES, MEMBERS } from '../../../../src/contract/features/index.ts';
import { SENTENCES } from '../../../../src/contract/features/sentences.ts';
import { createFeatureExtractor } from '../../../../worker/features/extractor.ts';
import { extractors } from '../../../../worker/features/groups/index.ts';
import { anyEnvironment, anyEvent, BROWSER, featuresOf, handVisit, scriptVisit } from './visits.ts';

const shifted = (
  events: readonly BehaviourEvent[],
  by: { t?: number; x?: number; y?: number },
): BehaviourEvent[] =>
  events.map((event) => ({
    ...event,
    t: event.t + (by.t ?? 0),
    ...('x' in event && { x: event.x + (by.x ?? 0), y: event.y + (by.y ?? 0) }),
  }));

describe('schema and extractors', () => {
  it('name the same measures', () => {
    const extractor = createFeatureExtractor(BROWSER);
    expect(extractor.read()).toHaveLength(FEATURES.length);
    const context = {
      environment: () => BROWSER,
      activations: { push() {}, active: false },
      strokes: { push() {}, values: () => [] },
      contacts: { push() {}, values: () => [] },
      presses: { push() {}, values: () => [], closed: 0, unpaired: 0 },
    };
    const measured = GROUP_NAMES.flatMap((group) =>
      Object.keys(extractors[group](context).read()).map((measure) => `${group}.${measure}`),
    );
    expect(measured.sort()).toEqual(FEATURES.map(({ name }) => name).sort());
  });

  it('have 80 to 128 features, at most nine in a group, each in exactly one', () => {
    expect(FEATURES.length).toBeGreaterThanOrEqual(80);
    expect(FEATURES.length).toBeLessThanOrEqual(128);
    for (const group of GROUP_NAMES) expect(MEMBERS[group].length).toBeLessThanOrEqual(9);
    expect(GROUP_NAMES.flatMap((group) => MEMBERS[group]).sort((a, b) => a - b)).toEqual(
      FEATURES.map((_, i) => i),
    );
  });

  it('bound every feature and give it two sentences', () => {
    for (const { name, min, max } of FEATURES) {
      const [risk, trust] = SENTENCES[name];
      expect(max).toBeGreaterThan(min);
      expect(risk).toMatch(/^[A-Z].*\.$/);
      expect(trust).toMatch(/^[A-Z].*\.$/);
      expect(risk).not.toBe(trust);
    }
  });
});

describe('session', () => {
  it('is finite and within bounds for any event stream in any environment', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 120 }), anyEnvironment, (events, environment) => {
        const extractor = createFeatureExtractor(environment);
        for (const event of events) extractor.push(event);
        for (const [index, { value, n, valid }] of extractor.read().entries()) {
          const { min, max } = FEATURES[index] ?? { min: 0, max: 0 };
          expect(Number.isFinite(value)).toBe(true);
          expect(n).toBeGreaterThanOrEqual(0);
          if (valid) expect(value >= min && value <= max).toBe(true);
          else expect(value).toBe(0);
        }
        expect(extractor.seconds).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same features wherever the clock started', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 50 }), (by, seed) => {
        // Eighths of a ms stay exact however far they are moved: nothing falls to the other side of a
        // threshold by rounding.
        const events = handVisit({ seed }).map((event) => ({ ...event, t: Math.round(8 * event.t) / 8 }));
        const before = featuresOf(events);
        const after = featuresOf(shifted(events, { t: by }));
        for (const { name } of FEATURES) {
          expect(after[name].valid, name).toBe(before[name].valid);
          expect(after[name].value, name).toBeCloseTo(before[name].value, 4);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('gives the same features wherever on the screen it happened', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (x, y) => {
        const events = handVisit();
        const before = featuresOf(events);
        const after = featuresOf(shifted(events, { x, y }));
        for (const { name } of FEATURES) expect(after[name].value, name).toBeCloseTo(before[name].value, 6);
      }),
      { numRuns: 20 },
    );
  });

  it('never reads a feature from a channel that was not recorded', () => {
    const events = [...handVisit(), ...scriptVisit().map((event) => ({ ...event, t: event.t + 60000 }))];
    for (const { name, valid } of validOf(events, { ...BROWSER, recorded: [] }))
      expect(valid, name).toBe(false);
    const withoutKeys = BROWSER.recorded.filter((channel) => channel !== 'key');
    for (const { name, valid } of validOf(events, { ...BROWSER, recorded: withoutKeys })) {
      if (/^(keys|typing)\./.test(name)) expect(valid, name).toBe(false);
    }
    const withoutStack = BROWSER.recorded.filter((channel) => channel !== 'stack');
    for (const { name, valid } of validOf(events, { ...BROWSER, recorded: withoutStack })) {
      if (name.startsWith('stack.') && name !== 'pointer_delivery.teleport_share')
        expect(valid, name).toBe(false);
    }
  });

  it('masks rhythm behind a clock that a privacy browser made coarse', () => {
    for (const { name, valid } of validOf(handVisit(), { ...BROWSER, clockGrainMs: 100 })) {
      if (name.startsWith('motion.') || /^keys\.(dwell|iki)/.test(name)) expect(valid, name).toBe(false);
      if (name.startsWith('path.') && name !== 'path.straight_share') expect(valid, name).toBe(true);
    }
  });

  it('takes late events in and passes over those from long ago', () => {
    const extractor = createFeatureExtractor(BROWSER);
    extractor.push({ kind: 'move', t: 5000, x: 1, y: 1 });
    extractor.push({ kind: 'move', t: 4990, x: 2, y: 1 });
    extractor.push({ kind: 'move', t: 10, x: 3, y: 1 });
    extractor.push({ kind: 'move', t: Number.NaN, x: 3, y: 1 });
    extractor.push({ kind: 'move', t: 5010, x: Number.POSITIVE_INFINITY, y: 1 });
    expect(extractor.events).toBe(2);
    expect(extractor.seconds).toBe(0);
  });

  it('learns what the page finds out later', () => {
    const extractor = createFeatureExtractor({ ...BROWSER, recorded: ['move'] });
    for (const event of handVisit()) extractor.push(event);
    const rollover = FEATURES.findIndex(({ name }) => name === 'keys.rollover_share');
    expect(extractor.read()[rollover]?.valid).toBe(false);
    extractor.update({ recorded: ['move', 'key'] });
    expect(extractor.read()[rollover]?.valid).toBe(true);
  });

  it('keeps an hour in the room of a minute', () => {
    // A bounded session answers as fast after a million events and ten thousand held keys as at first.
    const extractor = createFeatureExtractor(BROWSER);
    for (let i = 0; i < 1_000_000; i += 1) {
      const t = i * 3.6;
      extractor.push({ kind: 'move', t, x: (i * 7) % 1200, y: (i * 3) % 700 });
      if (i % 100 === 0) extractor.push({ kind: 'keydown', t, class: 'letter', key: i });
    }
    const started = performance.now();
    const features = extractor.read();
    expect(performance.now() - started).toBeLessThan(100);
    expect(extractor.events).toBe(1_010_000);
    expect(
      Math.max(...features.filter((_, i) => MEMBERS.path.includes(i)).map(({ n }) => n)),
    ).toBeLessThanOrEqual(64);
    expect(features[FEATURES.findIndex(({ name }) => name === 'keys.rollover_share')]?.n).toBeLessThanOrEqual(
      192,
    );
    expect(features[FEATURES.findIndex(({ name }) => name === 'typing.unpaired_share')]?.value).toBe(1);
  });
});

const validOf = (events: readonly BehaviourEvent[], environment: typeof BROWSER) =>
  Object.entries(featuresOf(events, environment)).map(([name, { valid }]) => ({ name, valid }));
