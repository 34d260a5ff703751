import type { LearningStore, ReportedCalibration, StoredCalibration } from '../records/learning.ts';
import { PRIOR } from '../triage/context.ts';
import type { Curve } from '../triage/curve.ts';
import { LEAST_SLOPE, MOST_SLOPE } from './platt.ts';

/** Rounding may put a slope at an end of its range a little beyond it. */
const ROUNDING = 1e-9;

/** Whether a curve is one that this code may have stored: a rising line, and an interval. */
function isSound(curve: unknown): curve is Curve {
  const { slope, intercept, halfWidth } = Object(curve) as Partial<Record<keyof Curve, unknown>>;
  const isRising =
    typeof slope === 'number' && slope >= LEAST_SLOPE - ROUNDING && slope <= MOST_SLOPE + ROUNDING;
  const isWidth = typeof halfWidth === 'number' && Number.isFinite(halfWidth) && halfWidth >= 0;
  return isRising && Number.isFinite(intercept) && isWidth;
}

/** A stored calibration; one whose curve was damaged says so, and stands for the prior. */
export function soundOf<C extends StoredCalibration>(stored: C): C {
  const isList = Array.isArray(stored.losing);
  // Of which kinds nobody knows any more: it is not applied, and can be taken back.
  const calibration = isList ? stored : { ...stored, losing: ['not known'] };
  if (isSound(calibration.curve)) return calibration;
  const { slope, intercept, halfWidth } = PRIOR;
  return { ...calibration, curve: { slope, intercept, halfWidth }, isDamaged: true };
}

/** The store, with the prior in the place of every curve that was damaged there. */
export function soundStore(store: LearningStore): LearningStore {
  const sound = <C extends StoredCalibration>(own: readonly C[]): readonly C[] => own.map(soundOf<C>);
  return {
    visits: (range) => store.visits(range),
    quantiles: (range, count) => store.quantiles(range, count),
    alerts: (range) => store.alerts(range),
    alignments: () => store.alignments(),
    inForce: async () => sound(await store.inForce()),
    newest: async (query) => sound<ReportedCalibration>(await store.newest(query)),
    async state() {
      const state = await store.state();
      return { ...state, calibrations: sound(state.calibrations) };
    },
    change: (decide) =>
      store.change((state) => decide({ ...state, calibrations: sound(state.calibrations) })),
  };
}
