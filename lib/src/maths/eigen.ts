import type { Matrix } from './shapes';

/** Eigenvalues, the largest first, and the vector of each as a row of length 1. */
export interface Eigen {
  values: number[];
  vectors: Matrix;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations: each turns two axes so that one entry off the diagonal
 * becomes 0, until all are.
 *
 * @param matrix `[n][n]`; only its upper half is looked at
 * @see G. Golub and C. Van Loan, "Matrix computations", section 8.5
 * @example symmetricEigen([[2, 1], [1, 2]]).values // [3, 1]
 */
export function symmetricEigen(matrix: Matrix): Eigen {
  const n = matrix.length;
  const a = matrix.map((row, i) => row.map((value, j) => (j < i ? matrix[j][i] : value)));
  const vectors: Matrix = matrix.map((_, i) => matrix.map((__, j) => Number(i === j)));
  const size = Math.sqrt(a.flat().reduce((sum, value) => sum + value * value, 0));
  const most = 60; // sweeps; some ten are enough
  for (let sweep = 0; sweep < most; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p][q] ** 2;
    if (Math.sqrt(off) <= 1e-13 * size) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q);
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j][j] - a[i][i]);
  return { values: order.map((i) => a[i][i]), vectors: order.map((i) => vectors[i]) };
}

/** Turns axes p and q so that a[p][q] becomes 0. */
function rotate(a: Matrix, vectors: Matrix, p: number, q: number): void {
  if (a[p][q] === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(tangent, 1);
  const s = tangent * c;
  for (const row of a) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
  for (const rows of [a, vectors]) {
    const [rowP, rowQ] = [rows[p], rows[q]];
    rows[p] = rowP.map((value, k) => c * value - s * rowQ[k]);
    rows[q] = rowP.map((value, k) => s * value + c * rowQ[k]);
  }
}
