/** A logistic regression on standardised features. */
export interface Logistic {
  /** Logit of a row. */
  logit(row: Float64Array): number;
  /** Rows of the rarer class that it was fitted on. */
  readonly positives: number;
}

/** Newton steps at the most; on the payments seven are enough. */
const STEPS = 20;
/** A step that changes no weight by more than this is the last. */
const STILL = 1e-4;
/** Weight of the ridge, as of so many rows. Chosen: small beside 100,000 rows; it keeps steps finite. */
const RIDGE = 10;

/** Fits by Newton's method. */
export function fitLogistic(rows: readonly Float64Array[], isTrue: readonly boolean[]): Logistic {
  const width = (rows[0]?.length ?? 0) + 1;
  const { mean, scale } = standardise(rows, width - 1);
  const design = new Float64Array(width);
  const fill = (row: Float64Array) => {
    design[0] = 1;
    for (let f = 1; f < width; f++)
      design[f] = ((row[f - 1] ?? 0) - (mean[f - 1] ?? 0)) / (scale[f - 1] ?? 1);
    return design;
  };
  const weights = new Float64Array(width);
  const logit = (row: Float64Array) => fill(row).reduce((sum, x, f) => sum + x * (weights[f] ?? 0), 0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = new Float64Array(width);
    const hessian = Array.from({ length: width }, () => new Float64Array(width));
    for (const [index, row] of rows.entries()) {
      const p = 1 / (1 + Math.exp(-logit(row)));
      const error = Number(isTrue[index]) - p;
      const variance = Math.max(p * (1 - p), 1e-9);
      for (let f = 0; f < width; f++) {
        const x = design[f] ?? 0;
        gradient[f] = (gradient[f] ?? 0) + error * x;
        const line = hessian[f];
        if (line) for (let g = 0; g <= f; g++) line[g] = (line[g] ?? 0) + variance * x * (design[g] ?? 0);
      }
    }
    for (let f = 1; f < width; f++) {
      gradient[f] = (gradient[f] ?? 0) - RIDGE * (weights[f] ?? 0);
      const line = hessian[f];
      if (line) line[f] = (line[f] ?? 0) + RIDGE;
    }
    const change = solve(hessian, gradient);
    for (let f = 0; f < width; f++) weights[f] = (weights[f] ?? 0) + (change[f] ?? 0);
    if (change.every((value) => Math.abs(value) < STILL)) break;
  }
  return { logit, positives: isTrue.filter(Boolean).length };
}

function standardise(rows: readonly Float64Array[], width: number) {
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  for (const row of rows)
    for (let f = 0; f < width; f++) {
      mean[f] = (mean[f] ?? 0) + (row[f] ?? 0) / rows.length;
      square[f] = (square[f] ?? 0) + (row[f] ?? 0) ** 2 / rows.length;
    }
  const scale = square.map((value, f) => Math.sqrt(Math.max(value - (mean[f] ?? 0) ** 2, 1e-12)));
  return { mean, scale };
}

/** Solves a symmetric system that is given by its lower half (Cholesky). */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const at = (f: number, g: number) => matrix[f]?.[g] ?? 0;
  for (let f = 0; f < size; f++)
    for (let g = 0; g <= f; g++) {
      let sum = at(f, g);
      for (let k = 0; k < g; k++) sum -= at(f, k) * at(g, k);
      const line = matrix[f];
      if (line) line[g] = f === g ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(g, g);
    }
  const solution = Float64Array.from(right);
  for (let f = 0; f < size; f++) {
    let sum = solution[f] ?? 0;
    for (let g = 0; g < f; g++) sum -= at(f, g) * (solution[g] ?? 0);
    solution[f] = sum / at(f, f);
  }
  for (let f = size - 1; f >= 0; f--) {
    let sum = solution[f] ?? 0;
    for (let g = f + 1; g < size; g++) sum -= at(g, f) * (solution[g] ?? 0);
    solution[f] = sum / at(f, f);
  }
  return solution;
}
