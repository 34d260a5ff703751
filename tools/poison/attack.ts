import type { Curve, GoldSet, LabelledVisit, StoredCalibration } from '../../src/decide/index.ts';
import { DAY_BOUND, distanceOf } from '../../src/decide/learn/bound.ts';
import { calibrate } from '../../src/decide/learn/calibrate.ts';
import { applicationOf } from '../../src/decide/learn/change.ts';
import { anchorsOf, curvesOf, reigning, reignsOf } from '../../src/decide/learn/reigns.ts';
import { randomOf } from '../../src/decide/triage/draw.ts';
import { MATURITY_MS } from '../learn/labels.ts';
import type { Scenario } from './scenarios.ts';

const DAY_MS = 86_400_000;
const ACTION = 'checkout';

export interface Attack {
  readonly start: Curve;
  readonly honest: readonly LabelledVisit[];
  readonly traffic: readonly number[];
  readonly days: number;
  readonly nowMs: number;
  readonly gold?: GoldSet | undefined;
}

export interface Attacked {
  /** After one day, and after all days. */
  readonly day: Curve;
  readonly end: Curve;
  /** Greatest distance of two curves in force within a day of each other, and within thirty. */
  readonly most: { readonly day: number; readonly month: number };
  /** What the labels asked for, without a bound. */
  readonly wanted: Curve;
  /** Days whose step the frozen set refused. */
  readonly refused: number;
}

/** Takes a step a day, as a site that applies whatever it is proposed, and in nobody's name. */
export function attack(scenario: Scenario, { start, honest, traffic, days, nowMs, gold }: Attack): Attacked {
  // The start is in force long before: the first step is measured by it.
  let calibrations: readonly StoredCalibration[] = [calibrationOf('start', start, null)];
  let wanted: Curve | null = null;
  let day: Curve = start;
  let refused = 0;
  for (let step = 0; step < days; step++) {
    const atMs = nowMs + step * (DAY_MS + 1);
    const visits = scenario.poison(honest, randomOf(step + 1));
    const reigns = reignsOf(calibrations, ACTION);
    const { id: replaces, curve: incumbent } = reigning(calibrations, ACTION);
    const anchors = anchorsOf(reigns, { nowMs: atMs, isNamed: false });
    const before = curvesOf(reigns, atMs);
    const given = { visits, traffic, incumbent, anchors, before, gold: gold ?? null };
    const calibrated = calibrate({ ...given, nowMs: atMs, maturityMs: MATURITY_MS });
    if (calibrated.ok) {
      wanted ??= calibrated.report.fit;
      const id = `step-${step}`;
      const proposed: StoredCalibration = {
        ...calibrationOf(id, calibrated.curve, replaces),
        ...{ state: 'proposed', proposedMs: atMs, appliedMs: null, appliedBy: null },
      };
      const state = { calibrations: [...calibrations, proposed], gold: gold ? [gold] : [] };
      const request = { id, by: 'cron', isNamed: false, nowMs: atMs, needsSecondPerson: false };
      const applied = applicationOf(state, request);
      if (applied.ok) calibrations = [...calibrations, applied.value];
      else if (applied.code === 'gold_worse') refused++;
    }
    if (step === 0) day = reigning(calibrations, ACTION).curve;
  }
  const end = reigning(calibrations, ACTION).curve;
  return { day, end, most: farthest(calibrations), wanted: wanted ?? start, refused };
}

function calibrationOf(id: string, curve: Curve, replaces: string | null): StoredCalibration {
  return {
    ...{ id, action: ACTION, state: 'applied', curve, replaces, isNamed: false },
    ...{ proposedBy: 'cron', proposedMs: 0, appliedBy: 'cron', appliedMs: 0 },
    ...{ losing: [], rolledBackBy: null, rolledBackMs: null },
  };
}

/** How far curves in force were apart; the prior was before the start and is not looked at. */
function farthest(calibrations: readonly StoredCalibration[]): Attacked['most'] {
  const reigns = reignsOf(calibrations, ACTION).slice(1);
  const within = (ms: number) =>
    reigns.reduce(
      (most, later, place) =>
        reigns
          .slice(0, place)
          .filter(({ toMs }) => later.fromMs - toMs < ms)
          .reduce((farther, { curve }) => Math.max(farther, distanceOf(curve, later.curve)), most),
      0,
    );
  return { day: within(DAY_MS), month: within(30 * DAY_MS) };
}

/** Whether a bound was passed, by any bit. */
export const isPassed = ({ most }: Attacked): boolean => most.day > DAY_BOUND || most.month > 1;
