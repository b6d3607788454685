/**
 * The signs of vectors' components, packed: a thirty-second of their floats, from which the product with a query's floats
 * can be guessed well enough to tell which vectors are worth multiplying (asymmetric distances to binary codes: Gordo
 * and Perronnin 2011; the embeddings of sentence models lose little by it).
 */

/** Components whose signs lie in one byte; the products of each such group are looked up in a table of its own. */
const GROUP = 8;
const VALUES = 2 ** GROUP;

/** The groups are added up four at a time: each sum waits for no other. */
const AT_A_TIME = 4;

/** Bytes that a vector's signs take. */
export function signBytes(dimensions: number): number {
  return AT_A_TIME * Math.ceil(dimensions / GROUP / AT_A_TIME);
}

/** Writes a vector's signs from `at` on: a bit is 1 for a component above 0. */
export function packSigns(vector: Float32Array, signs: Uint8Array, at: number): void {
  for (let from = 0, byte = at; from < vector.length; from += GROUP, byte++) {
    let bits = 0;
    for (let i = from, bit = 1; i < from + GROUP && i < vector.length; i++, bit *= 2) if (vector[i]! > 0) bits += bit;
    signs[byte] = bits;
  }
}

/** Estimates are told apart by so many steps. */
export const STEPS = 4096;

/**
 * The products of a vector with the signs (1 or -1) of all others, by slot, in steps: 0 for the largest that a product
 * can be, `STEPS - 1` for the smallest.
 */
export function estimate({ size, signs }: { size: number; signs: Uint8Array }, vector: Float32Array): Uint16Array {
  const most = vector.reduce((sum, component) => sum + Math.abs(component), 0) || 1;
  const steps = new Uint16Array(size);
  addUp(tableOf(vector), signs, most, (STEPS - 1) / (2 * most), steps);
  return steps;
}

/** The product of each group of components with each of the values that the byte of their signs may have. */
function tableOf(vector: Float32Array): Float32Array {
  const table = new Float32Array(signBytes(vector.length) * VALUES);
  for (let at = 0; at < table.length; at++) {
    const from = GROUP * Math.floor(at / VALUES);
    for (let i = from; i < from + GROUP && i < vector.length; i++)
      table[at]! += (at % VALUES) & (1 << (i - from)) ? vector[i]! : -vector[i]!;
  }
  return table;
}

function addUp(table: Float32Array, signs: Uint8Array, most: number, scale: number, steps: Uint16Array): void {
  // V8 compiles a loop over a function's own constants to code that is three times as fast as over the module's.
  const values = 256;
  for (let slot = 0, byte = 0; slot < steps.length; slot++) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let at = 0; at < table.length; at += 4 * values, byte += 4) {
      a += table[at + signs[byte]!]!;
      b += table[at + values + signs[byte + 1]!]!;
      c += table[at + 2 * values + signs[byte + 2]!]!;
      d += table[at + 3 * values + signs[byte + 3]!]!;
    }
    // Rounding may have gone past the ends.
    steps[slot] = Math.max(0, (most - (a + b + c + d)) * scale);
  }
}
