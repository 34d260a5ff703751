import { FEATURES, type FeatureName } from '../../contract/features/index.ts';
import type { Settings } from '../../contract/model.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import { type Span, spanOf } from './interval.ts';

/**
 * What must hold between the features of one visit, because of how `worker/features` computes them – not because people behave so. An
 * honest page cannot break a rule, whatever it saw; evidence that was put together feature by feature breaks many.
 */

/** Computed from the same observations, of which the same number is asked: all of them are there, or none. */
const TOGETHER: readonly (readonly FeatureName[])[] = [
  ['path.efficiency_p50', 'path.side_changes', 'path.turn_mean'],
  [
    'motion.peak_at_p50',
    'motion.speed_cv',
    'motion.single_share',
    'motion.submovement_rate',
    'motion.slow_end_share',
    'reach.shape_mean',
    'reach.speed_mean',
    'reach.smoothness_mean',
    'reach.accord_mean',
    'reach.total_p20',
    'reach.total_p80',
  ],
  ['insert.bulk_share', 'insert.keyless_share'],
  ['insert.pasted_share', 'insert.autofill_share'],
  ['insert.untrusted_share', 'insert.silent_share'],
  ['leap.even_cv', 'leap.straight_p50'],
  ['swipe.efficiency_p50', 'swipe.side_changes', 'swipe.turn_mean'],
  ['swipe.peak_at_p50', 'swipe.single_share', 'touch.swipe_speed_cv', 'touch.swipe_lift'],
];

/** The first asks for all that the second does, and for more: it is not there without it. */
const NEEDS: readonly (readonly [FeatureName, FeatureName])[] = [
  ['stack.raw_ratio', 'stack.coalesced_mean'],
  ['click.gap_short_share', 'click.gap_p50'],
  ['click.dwell_cv', 'click.dwell_p50'],
  ['click.dwell_cv', 'click.drift_mean'],
  ['click.offset_spread', 'click.centre_share'],
  ['motion.peak_at_p50', 'path.efficiency_p50'],
  ['motion.peak_at_iqr', 'motion.peak_at_p50'],
  ['path.deviation_iqr', 'path.deviation_p50'],
  ['path.deviation_p50', 'path.efficiency_p50'],
  ['keys.dwell_cv', 'keys.dwell_p50'],
  ['keys.dwell_grid_share', 'keys.dwell_cv'],
  ['habit.dwell_autocorr', 'keys.dwell_cv'],
  ['habit.key_steady', 'keys.dwell_cv'],
  ['keys.iki_cv', 'keys.iki_p50'],
  ['keys.iki_autocorr', 'keys.iki_cv'],
  ['keys.iki_autocorr', 'habit.iki_floor'],
  ['keys.iki_lognormal_ks', 'habit.iki_floor'],
  ['habit.iki_floor', 'keys.iki_cv'],
  ['habit.iki_skew', 'habit.iki_floor'],
  ['habit.iki_autocorr2', 'keys.iki_autocorr'],
  ['habit.pair_steady', 'keys.iki_cv'],
  ['habit.word_start', 'keys.iki_cv'],
  ['insert.bulk_share', 'insert.pasted_share'],
  ['scroll.notch_cv', 'scroll.notch_one_value_share'],
  ['scroll.step_autocorr', 'scroll.step_one_value_share'],
  ['touch.tap_dwell_cv', 'touch.tap_dwell_p50'],
  ['touch.swipe_deviation_p50', 'swipe.efficiency_p50'],
  ['swipe.peak_at_p50', 'swipe.efficiency_p50'],
  ['swipe.peak_at_iqr', 'swipe.peak_at_p50'],
  ['flow.silent_share', 'flow.burst_length'],
  ['leap.beat_cv', 'leap.even_cv'],
  ['leap.even_cv', 'leap.leap_share'],
];

/** Spans by feature; a missing one has none, and no rule speaks of it. */
type Spans = (name: FeatureName) => Span | null;

/** Each tells whether the spans can have come about together. */
const RULES: readonly ((spans: Spans) => boolean)[] = [
  // Of all text, what was pasted, what was filled in by the browser and what came otherwise are different parts.
  (spans) => canSumToOne(spans, ['insert.bulk_share', 'insert.pasted_share', 'insert.autofill_share']),
  (spans) => canSumToOne(spans, ['insert.keyless_share', 'insert.pasted_share', 'insert.autofill_share']),
  (spans) => canBeOrdered(spans('insert.silent_share'), spans('insert.untrusted_share')),
  (spans) => canBeOrdered(spans('reach.total_p20'), spans('reach.total_p80')),
  // What the extractors take for a click, a tap, a burst of actions or a turn of the wheel at all.
  (spans) => canBeOrdered(spans('click.dwell_p50'), upTo(1000)),
  (spans) => canBeOrdered(spans('click.drift_mean'), upTo(10)),
  (spans) => canBeOrdered(spans('touch.tap_dwell_p50'), upTo(500)),
  (spans) => canBeOrdered(spans('touch.tap_drift_p50'), upTo(10)),
  (spans) => canBeOrdered(upTo(1), spans('flow.burst_length')),
  (spans) => canBeOrdered(upTo(1), spans('scroll.steps_per_notch')),
  // A share of more than half decides on which side of its own limit the median lies: 18 ms (SHORT_MS).
  (spans) => {
    const [share, median] = [spans('click.gap_short_share'), spans('click.gap_p50')];
    if (!share || !median) return true;
    return !(share.least > 0.5 && median.least >= 18) && !(share.most < 0.5 && median.most < 18);
  },
  // Every stroke has a peak of speed, those with more than one at least two, and none lasts longer than 4 s (MAX_STROKE_MS).
  (spans) => {
    const [share, rate] = [spans('motion.single_share'), spans('motion.submovement_rate')];
    return !share || !rate || rate.most >= (2 - Math.min(1, share.most)) / 4;
  },
  (spans) => canBend(spans('path.efficiency_p50'), spans('path.deviation_p50')),
  (spans) => canBend(spans('swipe.efficiency_p50'), spans('touch.swipe_deviation_p50')),
  (spans) => canBeGrid(spans),
  (spans) => canCorrelate(spans('keys.iki_autocorr'), spans('habit.iki_autocorr2')),
];

/** A function that tells whether evidence for this model can have been computed by an honest page from anything at all. */
export function createConsistency(manifest: Settings): (evidence: Evidence) => boolean {
  const place = new Map<FeatureName, number>(FEATURES.map(({ name }, index) => [name, index]));
  const at = (name: FeatureName) => place.get(name) ?? -1;
  const together = TOGETHER.map((names) => names.map(at));
  const needs = NEEDS.map(([one, other]) => [at(one), at(other)] as const);
  return ({ values, missing }) => {
    const spans: Spans = (name) =>
      missing[at(name)] === 0 ? spanOf(values[at(name)] ?? 0, at(name), manifest) : null;
    return (
      together.every(([first = 0, ...rest]) => rest.every((other) => missing[other] === missing[first])) &&
      needs.every(([one, other]) => missing[one] === 1 || missing[other] === 0) &&
      RULES.every((rule) => rule(spans))
    );
  };
}

const upTo = (value: number): Span => ({ least: value, most: value });

const canBeOrdered = (low: Span | null, high: Span | null): boolean =>
  !low || !high || low.least <= high.most;

function canSumToOne(spans: Spans, names: readonly FeatureName[]): boolean {
  const least = names.map((name) => spans(name)?.least ?? 0);
  return least.reduce((sum, share) => sum + Math.max(0, share), 0) <= 1;
}

/**
 * A path that strays by d of the distance between its ends is at least √(1 + 4 d²) times as long. Of medians that holds for the least
 * concave function above, because the median of an even number lies between two strokes: up to d = 1.94, where a path counts as
 * closed and has no deviation (CLOSED), that is below this line.
 */
function canBend(efficiency: Span | null, deviation: Span | null): boolean {
  return !efficiency || !deviation || efficiency.least <= 1.021 - 0.398 * Math.max(0, deviation.least);
}

/** Holding times that hardly vary lie in one window of 4 ms (GRID_MS): Chebyshev's inequality, the mean being within σ of the median. */
function canBeGrid(spans: Spans): boolean {
  const [grid, cv, median] = [
    spans('keys.dwell_grid_share'),
    spans('keys.dwell_cv'),
    spans('keys.dwell_p50'),
  ];
  if (!grid || !cv || !median || cv.most >= 1) return true;
  const deviation = (cv.most * median.most) / (1 - cv.most);
  return grid.most >= 1 - (deviation / 2) ** 2;
}

/** Autocorrelations of one list at lags 1 and 2: their matrix has no negative eigenvalue. */
function canCorrelate(first: Span | null, second: Span | null): boolean {
  if (!first || !second) return true;
  const nearest = Math.max(0, first.least, -first.most);
  return second.most >= 2 * nearest ** 2 - 1;
}
