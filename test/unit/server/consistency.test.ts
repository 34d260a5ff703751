import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { FEATURES, type FeatureName } from '../../../src/contract/features/index.ts';
import { CLOSED_SHARE } from '../../../src/contract/features/limits.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import { type Evidence, type Measurement, quantise } from '../../../src/scoring/quantise.ts';
import { equip } from '../../../src/server/model/model.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';
import { randomModel } from '../scoring/model.ts';
import { anyEnvironment, anyEvent, BROWSER, handVisit, scriptVisit } from '../worker/features/visits.ts';
import { setup } from './setup.ts';

const model = equip(await randomModel(7));
const { manifest } = model;

function evidenceOf(events: readonly BehaviourEvent[], environment = BROWSER): Evidence {
  const extractor = createFeatureExtractor(environment);
  for (const event of events) extractor.push(event);
  return quantise(extractor.read(), manifest);
}

/** Evidence of these features and no other. */
const only = (values: Partial<Record<FeatureName, number>>): Evidence =>
  quantise(
    FEATURES.map(
      ({ name }): Measurement => ({ value: values[name] ?? 0, valid: values[name] !== undefined }),
    ),
    manifest,
  );

/** Everything that the named features ask for, somewhere in its range. */
const PATH = { 'path.efficiency_p50': 0.5, 'path.side_changes': 1, 'path.turn_mean': 0.2 } as const;
const MOTION = {
  'motion.peak_at_p50': 0.4,
  'motion.speed_cv': 0.5,
  'motion.single_share': 0.5,
  'motion.submovement_rate': 3,
  'motion.slow_end_share': 0.1,
} as const;
const REACH = {
  'stroke_model.shape_mean': 0,
  'stroke_model.speed_mean': 0,
  'stroke_model.smoothness_mean': 0,
  'stroke_model.accord_mean': 0,
  'stroke_model.total_p20': -1,
  'stroke_model.total_p80': 1,
} as const;
const INSERT = {
  'text_entry.bulk_share': 0,
  'text_entry.keyless_share': 0,
  'text_entry.pasted_share': 0,
  'text_entry.autofill_share': 0,
} as const;
const KEYS = {
  'keys.rollover_share': 0.2,
  'keys.dwell_p50': 90,
  'keys.dwell_cv': 0.3,
  'keys.dwell_grid_share': 0.2,
  'keys.iki_p50': 150,
  'keys.iki_cv': 0.5,
  'keys.iki_autocorr': 0.1,
  'key_profile.iki_floor': 0.4,
  'key_profile.iki_autocorr2': 0.1,
} as const;
const SWIPE = { 'swipe.efficiency_p50': 0.9, 'swipe.side_changes': 1, 'swipe.turn_mean': 0.1 } as const;

describe('evidence that a page computed', () => {
  it('is consistent for any event stream in any environment', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 120 }), anyEnvironment, (events, environment) =>
        model.isConsistent(evidenceOf(events, environment)),
      ),
      { numRuns: 300 },
    );
  });

  it('is consistent for visits of hands and scripts, wherever they end and whatever gets lost of them', () => {
    const visits = [(seed: number) => handVisit({ seed, strokes: 20, words: 20 }), scriptVisit];
    fc.assert(
      fc.property(
        fc.constantFrom(...visits),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        anyEnvironment,
        (visit, seed, part, lost, environment) => {
          const all = visit(seed);
          let state = seed;
          const events = all.slice(0, Math.ceil(all.length * part)).filter(() => {
            state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
            return state / 2 ** 32 >= lost;
          });
          return (
            model.isConsistent(evidenceOf(events)) && model.isConsistent(evidenceOf(events, environment))
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a path that strays as far as its length allows', () => {
  it.each(Array.from({ length: 21 }, (_, i) => i / 20))(
    'is consistent at %f of the greatest deviation',
    (part) => {
      // A path that bends further counts as closed and has no deviation.
      const furthest = Math.sqrt(1 / CLOSED_SHARE ** 2 - 1) / 2;
      const deviation = part * furthest;
      const efficiency = 1 / Math.sqrt(1 + 4 * deviation ** 2);
      const path = { ...PATH, 'path.deviation_p50': deviation, 'path.efficiency_p50': efficiency };
      expect(model.isConsistent(only(path))).toBe(true);
    },
  );
});

describe('evidence that was put together', () => {
  it.each<[string, Partial<Record<FeatureName, number>>, Partial<Record<FeatureName, number>>]>([
    ['a path without its turns', PATH, { 'path.turn_mean': undefined as never }],
    ['speed without a path', { ...PATH, ...MOTION, ...REACH }, { 'path.efficiency_p50': undefined as never }],
    [
      'a tail of turns without the path',
      { ...PATH, 'path.turn_tail': 2 },
      { 'path.efficiency_p50': undefined as never },
    ],
    ['variation of holds without their median', KEYS, { 'keys.dwell_p50': undefined as never }],
    [
      'more parts of the text than the whole',
      INSERT,
      { 'text_entry.bulk_share': 0.6, 'text_entry.pasted_share': 0.6 },
    ],
    ['keyless and filled in', INSERT, { 'text_entry.keyless_share': 0.7, 'text_entry.autofill_share': 0.7 }],
    [
      'silent events that the browser vouches for',
      { 'text_entry.untrusted_share': 0.5, 'text_entry.silent_share': 0.2 },
      { 'text_entry.silent_share': 0.9 },
    ],
    [
      'quantiles in the wrong order',
      { ...PATH, ...MOTION, ...REACH },
      { 'stroke_model.total_p20': 4, 'stroke_model.total_p80': -4 },
    ],
    ['a click held longer than a click', { 'click.dwell_p50': 90 }, { 'click.dwell_p50': 1500 }],
    ['a tap that travels', { 'touch.tap_drift_p50': 3 }, { 'touch.tap_drift_p50': 60 }],
    ['a burst of no action', { 'flow.burst_length': 5 }, { 'flow.burst_length': 0.1 }],
    [
      'no short gap and a short median',
      { 'click.gap_p50': 300, 'click.gap_short_share': 0.1 },
      { 'click.gap_p50': 2, 'click.gap_short_share': 0.1 },
    ],
    [
      'short gaps and a long median',
      { 'click.gap_p50': 2, 'click.gap_short_share': 0.9 },
      { 'click.gap_p50': 300 },
    ],
    [
      'strokes with fewer peaks of speed than there are strokes',
      { ...PATH, ...MOTION, ...REACH },
      { 'motion.single_share': 0.1, 'motion.submovement_rate': 0.1 },
    ],
    [
      'a straight path that strays',
      { ...PATH, 'path.deviation_p50': 0.2 },
      { 'path.efficiency_p50': 0.95, 'path.deviation_p50': 1 },
    ],
    [
      'a straight swipe that strays',
      { ...SWIPE, 'touch.swipe_deviation_p50': 0.1 },
      { 'touch.swipe_deviation_p50': 1 },
    ],
    [
      'equal holds that never repeat',
      KEYS,
      { 'keys.dwell_cv': 0.001, 'keys.dwell_p50': 20, 'keys.dwell_grid_share': 0.1 },
    ],
    ['correlations of no list', KEYS, { 'keys.iki_autocorr': 0.95, 'key_profile.iki_autocorr2': -0.9 }],
  ])('shows by %s', (_name, honest, change) => {
    expect(model.isConsistent(only(honest))).toBe(true);
    expect(model.isConsistent(only({ ...honest, ...change }))).toBe(false);
  });

  it('is flagged by the verifier and never refused', async () => {
    const { forge, request, create } = await setup();
    const verifier = create({ models: [model] });
    const flagsOf = async (evidence: Evidence) => {
      const ev = encodeBase64url(encodeEvidence(evidence));
      const result = await verifier.verify(await forge.token({ claims: { mdl: model.id, ev } }), request);
      return result.ok ? result.flags : result.code;
    };
    expect(await flagsOf(only(INSERT))).not.toContain('implausible_evidence');
    const forged = only({ ...INSERT, 'text_entry.bulk_share': 0.9, 'text_entry.autofill_share': 0.9 });
    expect(await flagsOf(forged)).toContain('implausible_evidence');
  });
});
