/** Rows of features back to back, with the outcome of each: 1 a win, 0 a loss. */
export interface Matrix {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
  readonly wins: Uint8Array;
}

/** The rows at these indices, in that order. */
export function take(matrix: Matrix, indices: Int32Array): Matrix {
  const { width } = matrix;
  const values = new Float64Array(indices.length * width);
  const wins = new Uint8Array(indices.length);
  indices.forEach((row, i) => {
    values.set(matrix.values.subarray(row * width, (row + 1) * width), i * width);
    wins[i] = matrix.wins[row] as number;
  });
  return { rows: indices.length, width, values, wins };
}

/** One feature of all rows. */
export function columnOf(matrix: Matrix, feature: number): Float64Array {
  const column = new Float64Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row += 1) column[row] = matrix.values[row * matrix.width + feature] as number;
  return column;
}

export function winsOf(wins: Uint8Array): number {
  let sum = 0;
  for (const win of wins) sum += win;
  return sum;
}
