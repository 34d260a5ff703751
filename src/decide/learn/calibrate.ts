import type { CalibrationReport, GoldSet, LabelledVisit } from '../records/learning.ts';
import type { Curve } from '../triage/curve.ts';
import { type Anchor, distanceOf, shrink } from './bound.ts';
import { examplesOf } from './examples.ts';
import { goldLosses } from './gold.ts';
import { fitPlatt } from './platt.ts';
import { reliabilityOf } from './reliability.ts';
import { weigh } from './weigh.ts';

/** From so many labels on a site's own are learnt from (decide.md §1). */
export const LEAST_LABELS = 200;
/** Of each kind. Chosen: with fewer, one label moves the share of fraud by more than a tenth. */
export const LEAST_OF_KIND = 10;

export interface Calibrating {
  /** Decisions of the action with labels. */
  readonly visits: readonly LabelledVisit[];
  /** Where the site's visits lie: the number that ranks them, at equal steps of its distribution. */
  readonly traffic: readonly number[];
  /** The curve in force. */
  readonly incumbent: Curve;
  /** Curves that the new one may not be too far from. */
  readonly anchors: readonly Anchor[];
  readonly gold: GoldSet | null;
  /** Curves whose log-loss on the frozen set is the measure. @default the one in force */
  readonly before?: readonly Curve[] | undefined;
  readonly nowMs: number;
  readonly maturityMs: number;
}

export type CalibrationRefusal =
  /** There are fewer than 200 labels that count. */
  | 'labels_too_few'
  /** Nearly all labels say the same. */
  | 'labels_one_sided'
  /** The curve has gone as far as it may for now. */
  | 'bound_spent';

export type Calibrated =
  | { readonly ok: true; readonly curve: Curve; readonly report: Omit<CalibrationReport, 'effect'> }
  | { readonly ok: false; readonly code: CalibrationRefusal; readonly detail: string };

/** The curve that labels ask for, as far as the bounds let it go. */
export function calibrate(calibrating: Calibrating): Calibrated {
  const { visits, traffic, incumbent, anchors, gold, nowMs, maturityMs } = calibrating;
  const { before = [incumbent] } = calibrating;
  const goldIds = new Set(gold?.labels.map(({ decisionId }) => decisionId));
  const { examples, leftOut } = examplesOf(visits, { nowMs, maturityMs, gold: goldIds });
  const fraudulent = examples.filter(({ isFraud }) => isFraud).length;
  const legitimate = examples.length - fraudulent;
  const refuse = (code: CalibrationRefusal, detail: string) => ({ ok: false, code, detail }) as const;
  if (examples.length < LEAST_LABELS)
    return refuse('labels_too_few', `${examples.length} count, ${leftOut.immature} are not mature`);
  if (Math.min(fraudulent, legitimate) < LEAST_OF_KIND)
    return refuse('labels_one_sided', `${fraudulent} fraudulent, ${legitimate} legitimate`);
  const weights = weigh(examples);
  const wanted = fitPlatt(weights.examples, { incumbent, incumbentWeight: weights.incumbent, traffic });
  const bounded = shrink(incumbent, wanted, anchors);
  if (bounded === null || distanceOf(bounded.curve, incumbent) === 0)
    return refuse('bound_spent', 'the bound of a day, or of a month');
  const { curve, share } = bounded;
  const own = examples.map(({ z, isFraud, weight }) => ({ z, isFraud, weight }));
  return {
    ok: true,
    curve,
    report: {
      labels: { fraudulent, legitimate },
      leftOut: { ...leftOut },
      fit: wanted,
      share,
      distance: { fit: distanceOf(wanted, incumbent), proposed: distanceOf(curve, incumbent) },
      before: reliabilityOf(own, incumbent),
      after: reliabilityOf(own, curve),
      influence: weights.influence,
      cut: weights.cut,
      incumbent: weights.incumbent / (sumOf(weights.examples) + weights.incumbent),
      gold: gold && goldLosses(gold, before, curve),
    },
  };
}

const sumOf = (examples: readonly { readonly weight: number }[]): number =>
  examples.reduce((total, { weight }) => total + weight, 0);
