/** Eigenvalues of a symmetric matrix and its eigenvectors, one a column of `vectors`. */
export interface Eigen {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
}

/** Sweeps that bring a matrix of thirty rows to machine precision; six are the rule. */
const SWEEPS = 30;
const SMALL = 1e-24;

/**
 * Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, section 8.5): short, and exact enough for
 * the few dozen settings of a generator.
 */
export function eigenOf(symmetric: readonly (readonly number[])[]): Eigen {
  const matrix = symmetric.map((row) => [...row]);
  const vectors = matrix.map((_, row) => matrix.map((__, column) => (row === column ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(matrix) > SMALL; sweep += 1) rotateAll(matrix, vectors);
  return { values: matrix.map((row, index) => row[index] ?? 0), vectors };
}

function offDiagonal(matrix: readonly (readonly number[])[]): number {
  let sum = 0;
  matrix.forEach((row, i) => {
    row.forEach((value, j) => {
      if (i !== j) sum += value * value;
    });
  });
  return sum;
}

function rotateAll(matrix: number[][], vectors: number[][]): void {
  for (let p = 0; p < matrix.length; p += 1) {
    for (let q = p + 1; q < matrix.length; q += 1) rotate(matrix, vectors, p, q);
  }
}

/** Turns rows and columns `p` and `q` so that their common entry becomes 0. */
function rotate(matrix: number[][], vectors: number[][], p: number, q: number): void {
  const apq = matrix[p]?.[q] ?? 0;
  if (apq === 0) return;
  const theta = ((matrix[q]?.[q] ?? 0) - (matrix[p]?.[p] ?? 0)) / (2 * apq);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  const turn = (row: number[]): void => {
    const [left, right] = [row[p] ?? 0, row[q] ?? 0];
    row[p] = cosine * left - sine * right;
    row[q] = sine * left + cosine * right;
  };
  matrix.forEach(turn);
  vectors.forEach(turn);
  const [first = [], second = []] = [matrix[p], matrix[q]];
  for (let column = 0; column < matrix.length; column += 1) {
    const [upper, lower] = [first[column] ?? 0, second[column] ?? 0];
    first[column] = cosine * upper - sine * lower;
    second[column] = sine * upper + cosine * lower;
  }
}
