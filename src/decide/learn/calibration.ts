import { type Calibration, PRIOR } from '../triage/context.ts';
import type { Curve } from '../triage/curve.ts';

/** A curve as triage applies it; without a name, or damaged, it is the prior. */
export const calibrationOf = ({
  id,
  curve,
  isDamaged = false,
}: {
  readonly id: string | null;
  readonly curve: Curve;
  readonly isDamaged?: boolean | undefined;
}): Calibration =>
  id === null || isDamaged
    ? PRIOR
    : { ...curve, basis: 'labels', source: `calibration ${id} of this site's labels` };
