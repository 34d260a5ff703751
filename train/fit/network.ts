import { GROUPS, MEMBERS } from '../../src/contract/features/index.ts';
import type { Row } from '../data/row.ts';
import { createRandom, type Random } from '../random.ts';
import { createAdam } from './adam.ts';
import { type Block, backward, createBlock, createPass, forward, layoutOf, type Pass } from './block.ts';
import { createSampler, type Sampler } from './sampler.ts';
import { normalise, type Scaling, scaledAnew } from './scale.ts';
import { FITTED, type FittedName, type Selection } from './select.ts';
import { growStage, type Stage, type StageOptions } from './stage.ts';

export interface FitOptions {
  readonly selection: Selection;
  readonly scaling: Scaling;
  /** Seed's name. */
  readonly name: string;
  readonly hidden: readonly [number, number];
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Chance of each present feature to be hidden. */
  readonly featureDropout: number;
  /** Chance of each group to be hidden. */
  readonly groupDropout: number;
  /** Penalty on every group's output, which keeps one group from outweighing the others. */
  readonly outputPenalty: number;
  /**
   * Every block's output is multiplied by this after fitting, because outputPenalty leaves it too near 0:
   * Platt's slope, held out.
   */
  readonly inverseTemperature: number;
  /** Share of rows drawn from pointer sessions; the rest is spread over all modalities. */
  readonly pointerShare: number;
  /** Share of steps' rows that join two modalities. */
  readonly jointSessionShare: number;
  /** The trees that score single strokes. */
  readonly strokeTrees: StageOptions;
  /** A first stage grown before, on exactly these rows. @default one is grown */
  readonly stage?: Stage;
}

/** The fitted part of the model, in real numbers. */
export interface Fitted {
  readonly selection: Selection;
  readonly scaling: Scaling;
  readonly blocks: Readonly<Record<FittedName, Block>>;
  /**
   * The trees that score single strokes, null where there were none; `fill` writes their scores into a row.
   */
  readonly strokeTrees: Stage['trees'];
  readonly fill: Stage['fill'];
}

interface Part {
  readonly name: FittedName;
  readonly features: readonly number[];
  readonly block: Block;
  readonly pass: Pass;
  readonly empty: Float64Array;
  readonly emptyPass: Pass;
  readonly x: Float64Array;
  readonly delta: Float64Array;
  readonly gradient: Float64Array;
  readonly update: ReturnType<typeof createAdam>;
  emptyOut: number;
  emptyGradient: number;
}

/**
 * Fits all groups together: logit = Σ over active groups of f(x) − f(all missing), logistic loss, classes
 * even.
 */
export function fit(all: readonly Row[], given: FitOptions): Fitted {
  const { rows, trees, fill } = given.stage ?? growStage(all, { ...given.strokeTrees, name: given.name });
  const options = { ...given, scaling: scaledAnew(given.scaling, rows, MEMBERS.stroke_model) };
  const random = createRandom('fit', options.name);
  const parts = FITTED.map((name) => createPart(name, options, random));
  const sampler = createSampler(rows, random);
  for (let step = 0; step < options.steps; step += 1) {
    for (const part of parts) beginBatch(part);
    for (let i = 0; i < options.batchSize; i += 1)
      learn(parts, drawRows(sampler, options, random), { options, random });
    const learningRate = options.learningRate * 0.5 * (1 + Math.cos((Math.PI * step) / options.steps));
    for (const part of parts)
      endBatch(part, { learningRate, weightDecay: options.weightDecay, batchSize: options.batchSize });
  }
  for (const { block } of parts) scaleOutput(block, options.inverseTemperature);
  const blocks = Object.fromEntries(parts.map(({ name, block }) => [name, block])) as Record<
    FittedName,
    Block
  >;
  return { selection: options.selection, scaling: options.scaling, blocks, strokeTrees: trees, fill };
}

function scaleOutput(block: Block, factor: number): void {
  const [, , , , output = 0] = layoutOf(block);
  for (let i = output; i < block.weights.length; i += 1)
    block.weights[i] = (block.weights[i] as number) * factor;
}

function createPart(name: FittedName, options: FitOptions, random: Random): Part {
  const features = options.selection[name];
  const block = createBlock(2 * features.length, options.hidden, random);
  const empty = new Float64Array(2 * features.length).fill(1, features.length);
  return {
    name,
    features,
    block,
    pass: createPass(block),
    empty,
    emptyPass: createPass(block),
    x: new Float64Array(2 * features.length),
    delta: new Float64Array(options.hidden[0]),
    gradient: new Float64Array(block.weights.length),
    update: createAdam(block.weights.length),
    emptyOut: 0,
    emptyGradient: 0,
  };
}

interface Drawn {
  readonly rows: readonly Row[];
  readonly automation: boolean;
}

/**
 * One row, or two of different modalities: one visitor who points and types. A script in either makes
 * automation; a script that does both has one person's settings in both.
 */
function drawRows(sampler: Sampler, options: FitOptions, random: Random): Drawn {
  const automation = random.chance(0.5);
  const modality = random.chance(options.pointerShare) ? 'pointer' : random.pick(sampler.modalities);
  const first = sampler.draw(automation, modality);
  if (first === null) throw new RangeError(`no rows for ${modality}`);
  if (modality !== 'pointer' || !random.chance(options.jointSessionShare))
    return { rows: [first], automation };
  const second = sampler.partner(first) ?? sampler.draw(automation && random.chance(0.6), 'keys');
  return { rows: second === null ? [first] : [first, second], automation };
}

function learn(
  parts: readonly Part[],
  { rows, automation }: Drawn,
  { options, random }: { readonly options: FitOptions; readonly random: Random },
): void {
  const active: Part[] = [];
  let logit = 0;
  for (const part of parts) {
    if (random.chance(options.groupDropout)) continue;
    const row = rows.find((candidate) => isActive(candidate, part.name));
    if (row === undefined) continue;
    const kept = fillInput(part, row, options.scaling, () => random.chance(options.featureDropout));
    if (kept === 0) continue;
    active.push(part);
    logit += forward(part.block, part.x, part.pass) - part.emptyOut;
  }
  const error = 1 / (1 + Math.exp(-logit)) - (automation ? 1 : 0);
  for (const part of active) {
    const own = forwardAgain(part);
    const gradient = error + options.outputPenalty * own;
    part.emptyGradient -= gradient;
    backward(part.block, { x: part.x, pass: part.pass, gradient, into: part.gradient, delta: part.delta });
  }
}

/** The group's contribution, from the activations its last pass left. */
function forwardAgain({ block, pass, emptyOut }: Part): number {
  const [h, k] = block.hidden;
  const third = h * block.inputs + h + k * h + k;
  let out = block.weights[third + k] as number;
  for (let i = 0; i < k; i += 1) out += (block.weights[third + i] as number) * (pass.second[i] as number);
  return out - emptyOut;
}

/** Writes a row into a part's input; returns how many features it holds. */
function fillInput(part: Part, row: Row, scaling: Scaling, hide: () => boolean): number {
  const count = part.features.length;
  let kept = 0;
  part.features.forEach((feature, index) => {
    const gone = row.missing[feature] === 1 || hide();
    part.x[index] = gone ? 0 : normalise(row, feature, scaling);
    part.x[count + index] = gone ? 1 : 0;
    if (!gone) kept += 1;
  });
  return kept;
}

/** Whether the scorer would count the group: enough of its features are present, used here or not. */
export function isActive(row: Row, group: FittedName): boolean {
  let present = 0;
  for (const feature of MEMBERS[group]) present += row.missing[feature] === 0 ? 1 : 0;
  return present >= GROUPS[group].minPresent;
}

function beginBatch(part: Part): void {
  part.emptyOut = forward(part.block, part.empty, part.emptyPass);
  part.emptyGradient = 0;
  part.gradient.fill(0);
}

function endBatch(
  part: Part,
  {
    learningRate,
    weightDecay,
    batchSize,
  }: {
    readonly learningRate: number;
    readonly weightDecay: number;
    readonly batchSize: number;
  },
): void {
  const { block, empty: x, emptyPass: pass, emptyGradient: gradient, gradient: into, delta } = part;
  backward(block, { x, pass, gradient, into, delta });
  for (let i = 0; i < into.length; i += 1) into[i] = (into[i] as number) / batchSize;
  part.update(block.weights, into, { learningRate, weightDecay });
}

/** Contribution of each fitted group to a row; groups the scorer would mask are left out. */
export function contributions(model: Fitted, given: Row): Partial<Record<FittedName, number>> {
  const row = model.fill(given);
  const result: Partial<Record<FittedName, number>> = {};
  for (const name of FITTED) {
    const features = model.selection[name];
    if (features.length === 0 || !isActive(row, name)) continue;
    const block = model.blocks[name];
    const x = new Float64Array(2 * features.length);
    features.forEach((feature, index) => {
      x[index] = normalise(row, feature, model.scaling);
      x[features.length + index] = row.missing[feature] as number;
    });
    const empty = new Float64Array(2 * features.length).fill(1, features.length);
    const pass = createPass(block);
    result[name] = forward(block, x, pass) - forward(block, empty, pass);
  }
  return result;
}
