import { type Calibration, PRIOR } from '../triage/context.ts';
import type { Curve } from '../triage/curve.ts';

/** A curve as triage applies it; without a name it is the prior. */
export const calibrationOf = ({
  id,
  curve,
}: {
  readonly id: string | null;
  readonly curve: Curve;
}): Calibration =>
  id === null ? PRIOR : { ...curve, basis: 'labels', source: `calibration ${id} of this site's labels` };
