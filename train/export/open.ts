import type { GroupName } from '../../src/contract/features/index.ts';
import { GROUP_NAMES, GROUPS, MEMBERS } from '../../src/contract/features/index.ts';
import type { Level } from '../../src/contract/verdict.ts';
import { loadModel, type Model } from '../../src/scoring/model.ts';
import { scoreEvidence } from '../../src/scoring/score.ts';
import type { Row } from '../data/row.ts';
import { PRIOR } from '../rules/limits.ts';
import { runFloat } from './float.ts';
import { type Built, evidenceFor, floatInput } from './model.ts';

/** A row as the shipped model scores it. */
export interface Shipped {
  readonly row: Row;
  readonly logit: number;
  readonly level: Level;
  readonly groups: Readonly<Partial<Record<GroupName, number>>>;
  /** The same in real numbers, before quantisation. */
  readonly float: number;
}

export async function openBuilt(built: Built): Promise<Model> {
  const loaded = await loadModel(built.onnx, built.manifest);
  if (!loaded.ok) throw new Error(`the trained model does not load: ${loaded.code} ${loaded.detail ?? ''}`);
  return loaded.value;
}

/** Scores rows through the scoring code that pages and servers run. */
export function scoreRows(model: Model, built: Built, rows: readonly Row[]): Shipped[] {
  return rows.map(built.fill).map((row) => {
    const { logit, level, groups } = scoreEvidence(model, evidenceFor(row, built.manifest));
    const { baseline: _, ...parts } = groups;
    return { row, logit, level, groups: parts, float: floatLogit(built, row) };
  });
}

function floatLogit({ float, manifest }: Built, row: Row): number {
  const scaling = { center: Float64Array.from(manifest.center), scale: Float64Array.from(manifest.scale) };
  const output = runFloat(float, floatInput(row, scaling)).at(-1);
  return GROUP_NAMES.reduce((sum, group, index) => {
    const present = MEMBERS[group].filter((feature) => row.missing[feature] === 0).length;
    return present >= GROUPS[group].minPresent ? sum + (output?.[index] ?? 0) : sum;
  }, PRIOR);
}
