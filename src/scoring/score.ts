import { GROUP_NAMES, GROUPS, type GroupName, MEMBERS } from '../contract/features/index.ts';
import type { EngineName, GroupContributions, Level } from '../contract/verdict.ts';
import { calibrate } from './calibrate.ts';
import { type Engine, runSafely } from './engine.ts';
import { isEnteredByPress } from './entered-by-press.ts';
import { toLevel } from './level.ts';
import type { Model } from './model.ts';
import type { Evidence } from './quantise.ts';
import { encodeInput } from './row.ts';
import { isScripted } from './scripted.ts';

export interface Score {
  /**
   * Integer logit, the verdict's `q`: bias + Σ over active groups of (output − output with all features
   * missing).
   */
  readonly q: number;
  /** `q` in logit units; positive is riskier. */
  readonly logit: number;
  /** Calibrated probability of automation, 0..1. */
  readonly score: number;
  readonly level: Level;
  /** Logit units per active group and `baseline`; they sum to `logit` exactly. */
  readonly groups: GroupContributions;
  /** Who computed it. An engine that failed or gave other integers than the reference has been overruled. */
  readonly engine: EngineName;
}

/**
 * Scores evidence that fits the model (`readEvidence`, or `quantise` with its manifest) with the reference
 * engine.
 */
export function scoreEvidence(model: Model, evidence: Evidence): Score;
/** The same through another engine, checked against the reference. */
export function scoreEvidence(model: Model, evidence: Evidence, engine: Engine): Promise<Score>;
export function scoreEvidence(model: Model, evidence: Evidence, engine?: Engine): Score | Promise<Score> {
  const row = encodeInput(evidence);
  const expected = model.exact.run(row, 1);
  if (!engine) return weigh(model, evidence, expected, 'exact');
  return runSafely(engine, row, 1).then((outputs) => {
    const agrees =
      outputs?.length === expected.length && outputs.every((value, index) => value === expected[index]);
    return weigh(model, evidence, expected, agrees ? engine.name : 'exact');
  });
}

/** Groups with enough present features to count, in wire order. */
export function activeGroups(evidence: Pick<Evidence, 'missing'>): readonly GroupName[] {
  return GROUP_NAMES.filter((group) => countPresent(evidence, group) >= GROUPS[group].minPresent);
}

function countPresent({ missing }: Pick<Evidence, 'missing'>, group: GroupName): number {
  let count = 0;
  for (const index of MEMBERS[group]) if (!missing[index]) count++;
  return count;
}

function weigh(model: Model, evidence: Evidence, outputs: Uint8Array, engine: EngineName): Score {
  const { bias, logitScale, calibration } = model.manifest;
  const contributions = new Map<GroupName, number>();
  const groups: Record<string, number> = {};
  let q = bias;
  let present = 0;
  for (const group of activeGroups(evidence)) {
    const index = GROUP_NAMES.indexOf(group);
    const steps = (outputs[index] ?? 0) - (model.empty[index] ?? 0);
    q += steps;
    present += countPresent(evidence, group);
    groups[group] = steps * logitScale;
    contributions.set(group, steps * logitScale);
  }
  groups.baseline = bias * logitScale;
  const logit = q * logitScale;
  return {
    q,
    logit,
    score: calibrate(logit, calibration),
    level: toLevel(
      {
        logit,
        contributions,
        present,
        scripted: isScripted(evidence, model.manifest),
        pressed: isEnteredByPress(evidence, model.manifest),
      },
      model.manifest,
    ),
    groups,
    engine,
  };
}
