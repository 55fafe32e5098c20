import { degreeOf } from './primitive.js';

/** What starts the direction numbers of one dimension: a primitive polynomial and as many odd numbers as its degree. */
export interface Start {
  /** Polynomial as a number, bit i the coefficient of x^i; 1 for the first dimension (all starts are then 1). */
  readonly polynomial: number;
  /** m_1, m_2, ...: m_k is odd and below 2^k. */
  readonly initial: readonly number[];
}

/**
 * Continues the direction numbers of a dimension by Sobol's recurrence.
 *
 * Sobol' (1967), USSR Comp. Math. Math. Phys. 7(4):86-112; the binary form is Bratley and Fox (1988), ACM TOMS
 * 14(1):88-100, equation 2. Column k is m_k / 2^k as a 32-bit fraction, top bit first.
 *
 * @returns `bits` unsigned 32-bit columns of the generator matrix
 * @example
 * [...directionNumbers({ polynomial: 3, initial: [1] }, 2)].map((v) => v / 2 ** 32) // => [0.5, 0.75]
 */
export function directionNumbers({ polynomial, initial }: Start, bits = 32): Uint32Array {
  const m: number[] = [];
  const degree = degreeOf(polynomial);
  for (let k = 0; k < bits; k++) {
    if (polynomial === 1) m.push(1);
    else if (k < degree) m.push(initial[k]!);
    else {
      let next = (m[k - degree]! ^ (m[k - degree]! * 2 ** degree)) >>> 0;
      for (let i = 1; i < degree; i++) {
        if ((polynomial >>> (degree - i)) & 1) next = (next ^ (m[k - i]! * 2 ** i)) >>> 0;
      }
      m.push(next);
    }
  }
  return Uint32Array.from(m, (value, k) => value * 2 ** (31 - k));
}

/**
 * Turns the columns of a generator matrix into its rows: bit k of row i is digit i of column k.
 *
 * @example
 * rowsOf(Uint32Array.of(0x80000000, 0xc0000000), 2) // => [3, 2]
 */
export function rowsOf(columns: Uint32Array, size: number): number[] {
  return Array.from({ length: size }, (_, i) => {
    let row = 0;
    for (let k = 0; k < size; k++) row |= ((columns[k]! >>> (31 - i)) & 1) << k;
    return row;
  });
}

/**
 * Returns the t-value of the first 2^m points of two dimensions: 0 is a perfect net, m no net at all.
 *
 * In a (t, m, 2)-net every rectangle of area 2^(t - m) with binary sides holds exactly 2^t points. t = m - k
 * for the largest k such that any i first rows of one matrix and k - i of the other are independent
 * (Niederreiter 1992, theorem 4.28).
 *
 * @param a rows of the first generator matrix, at least m
 * @param b rows of the second
 * @example
 * pairT(rowsOf(directionNumbers({ polynomial: 1, initial: [] }), 4), rowsOf(directionNumbers({ polynomial: 3, initial: [1] }), 4), 4) // => 0
 */
export function pairT(a: readonly number[], b: readonly number[], m: number): number {
  const mask = 2 ** m - 1;
  const basis = new Int32Array(m);
  const trial = new Int32Array(m);
  let k = m;
  for (let i = 0; i < k; i++) {
    if (i > 0 && !insert(basis, a[i - 1]! & mask)) return m - Math.min(k, i - 1);
    trial.set(basis);
    let added = 0;
    while (i + added < k && insert(trial, b[added]! & mask)) added++;
    k = Math.min(k, i + added);
  }
  return m - k;
}

// Adds a row to a basis kept by leading bit; false when it depends on the rows already there.
function insert(basis: Int32Array, row: number): boolean {
  let rest = row;
  while (rest !== 0) {
    const lead = 31 - Math.clz32(rest);
    const held = basis[lead]!;
    if (held === 0) {
      basis[lead] = rest;
      return true;
    }
    rest ^= held;
  }
  return false;
}
