/**
 * Turns a counter of four 32-bit words and a key of two into four random 32-bit words.
 *
 * Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11). It
 * has no state: the n-th number of any stream is found without the ones before it, on any thread, in whole
 * 32-bit arithmetic that every engine does alike.
 *
 * @param out receives the four words
 * @example
 * const out = new Uint32Array(4); philox(0, 0, 0, 0, 0, 0, out); out[0].toString(16) // => '6627e8d5'
 */
export function philox(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
): void {
  let a = c0;
  let b = c1;
  let c = c2;
  let d = c3;
  let u = k0;
  let v = k1;
  for (let round = 0; round < 10; round++) {
    const highA = highWord(a, 0xd2511f53);
    const highC = highWord(c, 0xcd9e8d57);
    const lowA = Math.imul(a, 0xd2511f53);
    const lowC = Math.imul(c, 0xcd9e8d57);
    a = highC ^ b ^ u;
    b = lowC;
    c = highA ^ d ^ v;
    d = lowA;
    u = (u + 0x9e3779b9) | 0;
    v = (v + 0xbb67ae85) | 0;
  }
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
}

// Upper 32 bits of the 64-bit product of two unsigned 32-bit words, in 16-bit halves.
function highWord(x: number, y: number): number {
  const xLow = x & 0xffff;
  const xHigh = x >>> 16;
  const yLow = y & 0xffff;
  const yHigh = y >>> 16;
  const lowest = Math.imul(xLow, yLow) >>> 16;
  const middle = (Math.imul(xHigh, yLow) >>> 0) + lowest;
  const other = (Math.imul(xLow, yHigh) >>> 0) + (middle & 0xffff);
  return (Math.imul(xHigh, yHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}
