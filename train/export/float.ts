import { FEATURES, GROUP_NAMES, type GroupName, MEMBERS } from '../../src/contract/features/index.ts';
import { type Block, createPass, forward, layoutOf } from '../fit/block.ts';
import type { Fitted } from '../fit/network.ts';
import { rounded, type Scaling } from '../fit/scale.ts';
import { LIMITS } from '../rules/limits.ts';
import { EXPERT_RULES, type PiecewiseRule } from '../rules/rules.ts';

/** A unit of a layer: its inputs, as indices of the layer before. */
export interface Unit {
  readonly group: GroupName;
  readonly weights: Map<number, number>;
  bias: number;
  /** Where the unit saturates; it becomes the top of its integer range. */
  readonly cap?: number;
}

/** The whole model in real numbers: three ReLU layers and one sum per group. */
export interface FloatNetwork {
  readonly inputs: number;
  readonly layers: readonly (readonly Unit[])[];
}

const F = FEATURES.length;

/**
 * Puts learnt blocks and expert rules into one block-diagonal network. The third layer bounds every group:
 * with z measured from the all-missing row, `min(relu(z + trust), trust + risk) − trust` lies in [−trust,
 * risk] and is 0 without evidence. The minimum needs no operator: it is the end of the unit's integer range.
 */
export function assemble(fitted: Fitted, scaling: Scaling): FloatNetwork {
  const layers: [Unit[], Unit[], Unit[], Unit[]] = [[], [], [], []];
  for (const group of GROUP_NAMES) {
    const block = group in fitted.blocks ? fitted.blocks[group as keyof Fitted['blocks']] : undefined;
    const features = group in fitted.selection ? fitted.selection[group as keyof Fitted['selection']] : [];
    const total: Unit = { group, weights: new Map(), bias: 0 };
    if (block !== undefined && features.length > 0) addBlock(layers, { group, block, features, total });
    addRules(layers, { group, scaling, total });
    const { risk, trust } = LIMITS[group];
    const bounded: Unit = { ...total, bias: total.bias + trust, cap: trust + risk };
    layers[3].push({ group, weights: new Map([[layers[2].push(bounded) - 1, 1]]), bias: -trust });
  }
  return { inputs: 2 * F, layers };
}

interface Place {
  readonly group: GroupName;
  /** Sum of the group's evidence, in indices of the second layer. */
  readonly total: Unit;
}

function addBlock(
  layers: readonly Unit[][],
  { group, block, features, total }: Place & { readonly block: Block; readonly features: readonly number[] },
): void {
  const [first, second] = layers as [Unit[], Unit[]];
  const {
    inputs,
    hidden: [h, k],
    weights: w,
  } = block;
  const [, b1 = 0, w2 = 0, b2 = 0, w3 = 0, b3 = 0] = layoutOf(block);
  const column = (j: number): number =>
    j < features.length ? (features[j] ?? 0) : F + (features[j - features.length] ?? 0);
  const [start, middle] = [first.length, second.length];
  for (let i = 0; i < h; i += 1) {
    const weights = new Map(
      Array.from({ length: inputs }, (_, j) => [column(j), w[i * inputs + j] as number]),
    );
    first.push({ group, weights, bias: w[b1 + i] as number });
  }
  for (let i = 0; i < k; i += 1) {
    const weights = new Map(Array.from({ length: h }, (_, j) => [start + j, w[w2 + i * h + j] as number]));
    second.push({ group, weights, bias: w[b2 + i] as number });
    total.weights.set(middle + i, w[w3 + i] as number);
  }
  const empty = new Float64Array(inputs).fill(1, features.length);
  total.bias += (w[b3] as number) - forward(block, empty, createPass(block));
}

/** Expert rules: two units each in the first layer; the second carries their bounded sum. */
function addRules(
  layers: readonly Unit[][],
  { group, scaling, total }: Place & { readonly scaling: Scaling },
): void {
  const [first, second] = layers as [Unit[], Unit[]];
  const sum = new Map<number, number>();
  for (const feature of MEMBERS[group]) {
    for (const rule of rulesOf(feature)) {
      const share = addRule(first, { group, feature, ends: ruleEnds(rule, feature, scaling) });
      if (rule.unless === undefined) {
        for (const [unit, sign] of share) sum.set(unit, sign * rule.logits);
        continue;
      }
      const other = FEATURES.findIndex(({ name }) => name === rule.unless?.feature);
      const against = addRule(first, { group, feature: other, ends: ruleEnds(rule.unless, other, scaling) });
      const weights = new Map([...share, ...against.map(([unit, sign]) => [unit, -sign] as const)]);
      total.weights.set(second.push({ group, weights, bias: 0 }) - 1, rule.logits);
    }
  }
  if (sum.size === 0) return;
  const { risk, trust } = LIMITS[group];
  total.weights.set(second.push({ group, weights: sum, bias: trust, cap: trust + risk }) - 1, 1);
  total.bias -= trust;
}

const rulesOf = (feature: number): readonly PiecewiseRule[] =>
  EXPERT_RULES[FEATURES[feature]?.name as keyof typeof EXPERT_RULES] ?? [];

interface RulePlace {
  readonly group: GroupName;
  readonly feature: number;
  /** Where it leaves 0 and where it reaches 1, normalised. */
  readonly ends: readonly [number, number];
}

/** Two first-layer units whose difference rises from 0 to 1; returns them with their signs. */
function addRule(
  first: Unit[],
  { group, feature, ends: [from, to] }: RulePlace,
): (readonly [number, number])[] {
  const slope = 1 / (to - from);
  return (
    [
      [from, 1],
      [to, -1],
    ] as const
  ).map(([end, sign]) => {
    // A missing value is 0; its indicator pushes the unit below its threshold.
    const quiet = Math.max(0, -slope * end) + 0.25;
    const weights = new Map([
      [feature, slope],
      [F + feature, -quiet],
    ]);
    return [first.push({ group, weights, bias: -slope * end }) - 1, sign] as const;
  });
}

/** Ends of a rule in normalised units. */
function ruleEnds(
  rule: { readonly from: number; readonly to: number },
  feature: number,
  { center, scale }: Scaling,
): [number, number] {
  const unit = (value: number): number => {
    const transformed = FEATURES[feature]?.transform === 'log1p' ? Math.log1p(value) : value;
    return (transformed - (center[feature] as number)) / (scale[feature] as number);
  };
  return [unit(rule.from), unit(rule.to)];
}

/** Rules of other features that this one takes back. */
const gatesOn = (name: string): readonly { readonly from: number; readonly to: number }[] =>
  Object.values(EXPERT_RULES).flatMap((rules) =>
    rules.flatMap(({ unless }) => (unless?.feature === name ? [unless] : [])),
  );

/** Scaling of hand-set features: every rule end within ±2 units. Learnt features keep theirs. */
export function withHandScaling(scaling: Scaling, learnt: readonly number[]): Scaling {
  const center = Float64Array.from(scaling.center);
  const scale = Float64Array.from(scaling.scale);
  FEATURES.forEach(({ name, transform, min, max }, feature) => {
    if (learnt.includes(feature)) return;
    const rules = [...rulesOf(feature), ...gatesOn(name)];
    const ends = rules.length === 0 ? [min, max] : rules.flatMap(({ from, to }) => [from, to]);
    const points = ends.map((value) => (transform === 'log1p' ? Math.log1p(value) : value));
    const [low, high] = [Math.min(...points), Math.max(...points)];
    center[feature] = rounded((low + high) / 2, 3);
    scale[feature] = rounded(Math.max(1e-3, (high - low) / 4), 2);
  });
  return { center, scale };
}

/** Real-number outputs of every layer for one input row. */
export function runFloat(network: FloatNetwork, input: Float64Array): Float64Array[] {
  const outputs: Float64Array[] = [];
  let current = input;
  network.layers.forEach((layer, index) => {
    const last = index === network.layers.length - 1;
    const next = new Float64Array(layer.length);
    layer.forEach((unit, i) => {
      let sum = unit.bias;
      for (const [j, weight] of unit.weights) sum += weight * (current[j] as number);
      next[i] = last ? sum : Math.min(unit.cap ?? Number.POSITIVE_INFINITY, Math.max(0, sum));
    });
    outputs.push(next);
    current = next;
  });
  return outputs;
}
