import type { ProfileFault } from '../alignment/site-alignment.ts';
import type { StepRefusal } from '../alignment/step.ts';
import type { CalibrationRefusal } from './calibrate.ts';
import type { ChangeRefusal } from './change.ts';
import type { GoldRefusal } from './draw-gold.ts';

export type LearningCode =
  | ChangeRefusal
  | CalibrationRefusal
  | GoldRefusal
  | StepRefusal
  | ProfileFault
  /** There is no such site profile. */
  | 'alignment_unknown'
  /** The reviewer's role does not allow it. The audit says that he tried. */
  | 'role_missing'
  /** A threshold is wanted for fewer visits than one a day, or for a share that is none. */
  | 'threshold_invalid'
  /** No action has such a name. */
  | 'action_unknown'
  /** Records cannot be reached now. */
  | 'unavailable';

/** Something done, or a code. */
export type Learned<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: LearningCode; readonly detail?: string };
