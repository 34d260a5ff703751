import type { StoredCalibration } from '../../../../src/decide/records/learning.ts';
import type { Curve } from '../../../../src/decide/triage/curve.ts';
import { NOW } from './visits.ts';

/** A proposal that nobody has applied. */
export const proposal = (
  id: string,
  curve: Curve,
  change: Partial<StoredCalibration> = {},
): StoredCalibration => ({
  ...{ id, action: 'checkout', state: 'proposed', curve, replaces: null, isNamed: false },
  ...{ proposedBy: 'ann', proposedMs: NOW, appliedBy: null, appliedMs: null },
  ...{ losing: [], rolledBackBy: null, rolledBackMs: null },
  ...change,
});
