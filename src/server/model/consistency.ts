import { FEATURES, type FeatureName } from '../../contract/features/index.ts';
import {
  HOLD_WINDOW_MS,
  MAX_CLICK_MS,
  MAX_CLICK_PX,
  MAX_STROKE_MS,
  SHORT_GAP_MS,
  TAP_MS,
  TAP_PX,
} from '../../contract/features/limits.ts';
import type { Settings } from '../../contract/model.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import { type FeatureInterval, intervalOf } from './interval.ts';
import { implicationsOf } from './presence.ts';

/**
 * Rules between the features of one visit. They follow from how `worker/features` computes them, not from how
 * people behave. An honest page cannot break a rule, whatever it saw; evidence that was invented feature by
 * feature breaks many. `presence.ts` derives from the rows which features come together; the rules here are
 * about their values.
 */

/** Intervals by feature; a missing feature has none, and no rule speaks of it. */
type Intervals = (name: FeatureName) => FeatureInterval | null;

/** Each returns whether one visit can give these intervals. */
const RULES: readonly ((intervals: Intervals) => boolean)[] = [
  // Of all text, what was pasted, what was filled in by the browser and what came otherwise are different
  // parts.
  (intervals) =>
    canSumToOne(intervals, ['text_entry.bulk_share', 'text_entry.pasted_share', 'text_entry.autofill_share']),
  (intervals) =>
    canSumToOne(intervals, [
      'text_entry.keyless_share',
      'text_entry.pasted_share',
      'text_entry.autofill_share',
    ]),
  (intervals) => canBeOrdered(intervals('text_entry.silent_share'), intervals('text_entry.untrusted_share')),
  (intervals) => canBeOrdered(intervals('stroke_model.total_p20'), intervals('stroke_model.total_p80')),
  // Limits by which the extractors distinguish clicks, taps, bursts of actions and notches of the wheel.
  (intervals) => canBeOrdered(intervals('click.dwell_p50'), upTo(MAX_CLICK_MS)),
  (intervals) => canBeOrdered(intervals('click.drift_mean'), upTo(MAX_CLICK_PX)),
  (intervals) => canBeOrdered(intervals('touch.tap_dwell_p50'), upTo(TAP_MS)),
  (intervals) => canBeOrdered(intervals('touch.tap_drift_p50'), upTo(TAP_PX)),
  (intervals) => canBeOrdered(upTo(1), intervals('flow.burst_length')),
  (intervals) => canBeOrdered(upTo(1), intervals('scroll.steps_per_notch')),
  // A share of more than half fixes on which side of its limit the median lies.
  (intervals) => {
    const [share, median] = [intervals('click.gap_short_share'), intervals('click.gap_p50')];
    if (!share || !median) return true;
    return (
      !(share.least > 0.5 && median.least >= SHORT_GAP_MS) &&
      !(share.most < 0.5 && median.most < SHORT_GAP_MS)
    );
  },
  // Every stroke has a peak of speed, those with more than one at least two, and none lasts longer than
  // MAX_STROKE_MS.
  (intervals) => {
    const [share, rate] = [intervals('motion.single_share'), intervals('motion.submovement_rate')];
    return !share || !rate || rate.most >= (2 - Math.min(1, share.most)) / (MAX_STROKE_MS / 1000);
  },
  (intervals) => canBend(intervals('path.efficiency_p50'), intervals('path.deviation_p50')),
  (intervals) => canBend(intervals('swipe.efficiency_p50'), intervals('touch.swipe_deviation_p50')),
  (intervals) => canBeGrid(intervals),
  (intervals) => canCorrelate(intervals('keys.iki_autocorr'), intervals('key_profile.iki_autocorr2')),
];

/** Makes the test whether an honest page can have computed evidence for this model, from anything at all. */
export function createConsistency(manifest: Settings): (evidence: Evidence) => boolean {
  const place = new Map<FeatureName, number>(FEATURES.map(({ name }, index) => [name, index]));
  const implications = implicationsOf(FEATURES);
  const at = (name: FeatureName) => place.get(name) ?? -1;
  return (evidence) => {
    const { missing } = evidence;
    const intervals: Intervals = (name) =>
      missing[at(name)] === 0 ? intervalOf(evidence, at(name), manifest) : null;
    return (
      implications.every(([present, implied]) => missing[present] === 1 || missing[implied] === 0) &&
      RULES.every((rule) => rule(intervals))
    );
  };
}

const upTo = (value: number): FeatureInterval => ({ least: value, most: value });

const canBeOrdered = (low: FeatureInterval | null, high: FeatureInterval | null): boolean =>
  !low || !high || low.least <= high.most;

function canSumToOne(intervals: Intervals, names: readonly FeatureName[]): boolean {
  const least = names.map((name) => intervals(name)?.least ?? 0);
  return least.reduce((sum, share) => sum + Math.max(0, share), 0) <= 1;
}

/**
 * A path that strays by d of the distance between its ends is at least √(1 + 4 d²) times as long. Medians
 * obey the least concave function above that curve, because the median of an even number lies between two
 * strokes. This line is above it up to the greatest d there is: a path with d > 1.94 counts as closed
 * (CLOSED_SHARE) and has no deviation.
 */
function canBend(efficiency: FeatureInterval | null, deviation: FeatureInterval | null): boolean {
  return !efficiency || !deviation || efficiency.least <= 1.021 - 0.398 * Math.max(0, deviation.least);
}

/**
 * Holding times that hardly vary lie in one window of HOLD_WINDOW_MS: Chebyshev's inequality, the mean being
 * within σ of the median.
 */
function canBeGrid(intervals: Intervals): boolean {
  const [grid, cv, median] = [
    intervals('keys.dwell_grid_share'),
    intervals('keys.dwell_cv'),
    intervals('keys.dwell_p50'),
  ];
  if (!grid || !cv || !median || cv.most >= 1) return true;
  const deviation = (cv.most * median.most) / (1 - cv.most);
  return grid.most >= 1 - (deviation / (HOLD_WINDOW_MS / 2)) ** 2;
}

/** Autocorrelations of one list at lags 1 and 2: their matrix has no negative eigenvalue. */
function canCorrelate(first: FeatureInterval | null, second: FeatureInterval | null): boolean {
  if (!first || !second) return true;
  const nearest = Math.max(0, first.least, -first.most);
  return second.most >= 2 * nearest ** 2 - 1;
}
