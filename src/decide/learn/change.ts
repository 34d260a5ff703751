import type { GoldSet, LearningState, StoredCalibration } from '../records/learning.ts';
import { isSamePerson } from '../reviewer.ts';
import { DAY_BOUND, isWithin } from './bound.ts';
import { goldLosses, goldOf, isWorse } from './gold.ts';
import { anchorsOf, curvesOf, type Reign, reigning, reignsOf, wasInForce } from './reigns.ts';

/** A proposal is of the labels of its time. Chosen: a day, as the bound is a day's. */
const PROPOSAL_MS = 86_400_000;

export type ChangeRefusal =
  /** There is no such calibration. */
  | 'calibration_unknown'
  /** It was applied already, or taken back. */
  | 'not_proposed'
  /** Another curve is in force than the one that the proposal was made for. */
  | 'conflict'
  /** The site wants another person to apply than proposed it. */
  | 'second_person'
  /** Proposed more than a day ago, or for other policies than those in force. */
  | 'proposal_stale'
  /** It would pass the bound of a day, or of a month without a named person. */
  | 'bound_spent'
  /** More good visits of a kind of people would not be let through. */
  | 'kind_loses'
  /** The log-loss on the frozen set would grow by more than 2 %. */
  | 'gold_worse'
  /** The prior is in force: there is nothing to take back. */
  | 'nothing_applied'
  /** There is no set that waits for a second person. */
  | 'gold_unknown';

export type Changed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ChangeRefusal };

const refuse = (code: ChangeRefusal) => ({ ok: false, code }) as const;

/** Times of one action rise, whatever the clock does: their order is what was in force after what. */
const afterMs = ({ fromMs }: Reign, nowMs: number): number => Math.max(nowMs, fromMs + 1);

export interface Application {
  readonly id: string;
  readonly by: string;
  /** Who applies answers for a step beyond the month's bound. */
  readonly isNamed: boolean;
  readonly nowMs: number;
  readonly needsSecondPerson: boolean;
  /** Name of an action's policies in force, as previews keep it. @default those of the preview */
  readonly policiesOf?: ((action: string) => string) | undefined;
}

/** The proposal in force, or why it may not be. Everything is proven anew, by the state of this moment. */
export function applicationOf(
  { calibrations, gold }: Pick<LearningState, 'calibrations' | 'gold'>,
  { id, by, isNamed, nowMs, needsSecondPerson, policiesOf }: Application,
): Changed<StoredCalibration> {
  const one = calibrations.find((calibration) => calibration.id === id);
  if (!one) return refuse('calibration_unknown');
  if (one.state !== 'proposed') return refuse('not_proposed');
  const { action, curve } = one;
  const reigns = reignsOf(calibrations, action);
  const current = reigning(calibrations, action);
  const atMs = afterMs(current, nowMs);
  if (current.id !== one.replaces) return refuse('conflict');
  if (needsSecondPerson && isSamePerson(one.proposedBy, by)) return refuse('second_person');
  if (nowMs - one.proposedMs > PROPOSAL_MS) return refuse('proposal_stale');
  const policies = policiesOf?.(action) ?? one.policies;
  if (one.policies !== undefined && one.policies !== policies) return refuse('proposal_stale');
  if (one.isDamaged) return refuse('calibration_unknown');
  if (!isWithin(curve, anchorsOf(reigns, { nowMs: atMs, isNamed }))) return refuse('bound_spent');
  if (one.losing.length > 0) return refuse('kind_loses');
  const set = goldOf(gold, action);
  const losses = set && goldLosses(set, curvesOf(reigns, atMs), curve);
  if (losses && isWorse(losses)) return refuse('gold_worse');
  return { ok: true, value: { ...one, state: 'applied', appliedBy: by, appliedMs: atMs, isNamed } };
}

export interface RollBack {
  readonly action: string;
  /** The calibration that is to be taken back, as who asks saw it. @default whichever is in force */
  readonly id?: string | undefined;
  readonly by: string;
  /** Who takes it back answers for a step beyond the month's bound. @default false */
  readonly isNamed?: boolean | undefined;
  readonly nowMs: number;
}

/**
 * The calibration in force as it is when taken back; the one before is in force again. What was in force
 * within thirty days kept their bound when it, or what came after it, was applied. An older curve has to keep
 * it now, and any has to keep the bound of a day. But a curve that is farther from the one before than any
 * step is was damaged or changed in the store: no bound keeps that in force.
 */
export function rollBackOf(
  { calibrations }: Pick<LearningState, 'calibrations' | 'gold'>,
  { action, id, by, isNamed = false, nowMs }: RollBack,
): Changed<StoredCalibration> {
  const reigns = reignsOf(calibrations, action);
  const current = reigning(calibrations, action);
  const one = calibrations.find((calibration) => calibration.id === current.id);
  if (!one) return refuse('nothing_applied');
  if (id !== undefined && id !== one.id) return refuse('conflict');
  const atMs = afterMs(current, nowMs);
  const back: StoredCalibration = { ...one, state: 'rolled_back', rolledBackBy: by, rolledBackMs: atMs };
  const after = calibrations.map((calibration) => (calibration.id === one.id ? back : calibration));
  const { id: before, curve } = reigning(after, action);
  const isStep = isWithin(one.curve, [{ curve, limit: DAY_BOUND }]);
  const isFree = isNamed || wasInForce(reigns, { id: before, nowMs: atMs });
  if (isStep && !isWithin(curve, anchorsOf(reigns, { nowMs: atMs, isNamed: isFree })))
    return refuse('bound_spent');
  return { ok: true, value: back };
}

/** The frozen set with its second person. */
export function goldAgreement(
  { gold }: Pick<LearningState, 'calibrations' | 'gold'>,
  { action, by }: { readonly action: string; readonly by: string },
): Changed<GoldSet> {
  const set = gold.find((one) => one.action === action && one.confirmedBy === null);
  if (!set) return refuse('gold_unknown');
  if (isSamePerson(set.by, by)) return refuse('second_person');
  return { ok: true, value: { ...set, confirmedBy: by } };
}
