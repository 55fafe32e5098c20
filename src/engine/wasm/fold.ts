/** What a node holds: a number, true or false, or the bits of a number. */
export type Constant = number | boolean | bigint;

/** How numbers are held: in 64 bits, or in 32. */
export type Precision = 'f64' | 'f32';

const cell = new Float64Array(1);
const cellBits = new BigUint64Array(cell.buffer);

const asBits = (x: number) => {
  cell[0] = x;
  return cellBits[0]!;
};

const asDouble = (bits: bigint) => {
  cellBits[0] = bits;
  return cell[0]!;
};

const shortCell = new Float32Array(1);
const shortBits = new Uint32Array(shortCell.buffer);

// Adding 2^52 rounds to a whole number, halves to even.
const wholeFrom = 2 ** 52;

/** Rounds to the nearest whole number, halves to even, keeping the sign of zero. */
function nearest(x: number): number {
  const size = Math.abs(x);
  const whole = size < wholeFrom ? size + wholeFrom - wholeFrom : size;
  return x < 0 || Object.is(x, -0) ? -whole : whole;
}

type Double = (a: number, b: number) => number;
type Test = (a: number, b: number) => boolean;
type Bits = (a: bigint, b: bigint) => bigint;

/**
 * What each operation on doubles means; JavaScript and WebAssembly give the same bits, but for the payload of NaN.
 *
 * `lesser` and `greater` are one instruction of a processor: they keep the first value unless the second beats it, and
 * so keep a first value that is NaN, and of two zeros the first. `min` and `max` are `Math.min` and `Math.max`.
 */
export const doubles = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  // biome-ignore lint/complexity/useMathMinMax: NaN and -0 go another way than in Math.min
  lesser: (a, b) => (b < a ? b : a),
  // biome-ignore lint/complexity/useMathMinMax: NaN and -0 go another way than in Math.max
  greater: (a, b) => (a < b ? b : a),
  sqrt: (a) => Math.sqrt(a),
  neg: (a) => -a,
  abs: (a) => Math.abs(a),
  floor: (a) => Math.floor(a),
  ceil: (a) => Math.ceil(a),
  trunc: (a) => Math.trunc(a),
  nearest: (a) => nearest(a),
} as const satisfies Readonly<Record<string, Double>>;

/** What each comparison means. */
export const tests = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  ge: (a, b) => a >= b,
} as const satisfies Readonly<Record<string, Test>>;

/** What each operation on 64 bits means. */
export const bitwise = {
  iadd: (a, b) => BigInt.asUintN(64, a + b),
  iand: (a, b) => a & b,
  ior: (a, b) => a | b,
  ixor: (a, b) => a ^ b,
} as const satisfies Readonly<Record<string, Bits>>;

export type DoubleOp = keyof typeof doubles;
export type TestOp = keyof typeof tests;
export type BitsOp = keyof typeof bitwise;
export type MaskOp = 'and' | 'or' | 'not';
/** `bits` and `float` read the same 64 bits as another kind; `shl` and `shr` shift by a number that is fixed. */
export type PureOp = DoubleOp | TestOp | BitsOp | MaskOp | 'select' | 'bits' | 'float' | 'shl' | 'shr';

/**
 * Works out an operation on constants in single precision, as a processor does.
 *
 * Of two numbers of 24 bits a double holds the sum, difference, product, quotient and root so finely that rounding it once
 * more gives what one rounding gives. Figueroa, When is double rounding innocuous?, ACM SIGNUM Newsletter 30 (1995).
 *
 * @example
 * foldSingle('add', [1, 2 ** -30], 0) // => 1
 * foldSingle('bits', [1], 0) // => 0x3f800000n
 */
export function foldSingle(op: PureOp, args: readonly Constant[], by: number): Constant {
  if (op === 'bits') {
    shortCell[0] = args[0] as number;
    return BigInt(shortBits[0]!);
  }
  if (op === 'float') {
    shortBits[0] = Number(args[0] as bigint);
    return shortCell[0]!;
  }
  const value = fold(op, args, by);
  return typeof value === 'number'
    ? Math.fround(value)
    : typeof value === 'bigint'
      ? BigInt.asUintN(32, value)
      : value;
}

/**
 * Works out an operation on constants.
 *
 * @param by the number of places that `shl` and `shr` move
 *
 * @example
 * fold('lesser', [NaN, 1], 0) // => NaN
 * fold('shl', [3n], 62) // => 0xc000000000000000n
 */
export function fold(op: PureOp, args: readonly Constant[], by: number): Constant {
  if (op in doubles) return (doubles[op as DoubleOp] as Double)(args[0] as number, args[1] as number);
  if (op in tests) return tests[op as TestOp](args[0] as number, args[1] as number);
  if (op in bitwise) return bitwise[op as BitsOp](args[0] as bigint, args[1] as bigint);
  switch (op) {
    case 'and':
      return args[0] === true && args[1] === true;
    case 'or':
      return args[0] === true || args[1] === true;
    case 'not':
      return !args[0];
    case 'select':
      return args[0] ? args[1]! : args[2]!;
    case 'bits':
      return asBits(args[0] as number);
    case 'float':
      return asDouble(args[0] as bigint);
    case 'shl':
      return BigInt.asUintN(64, (args[0] as bigint) << BigInt(by));
    default:
      return (args[0] as bigint) >> BigInt(by);
  }
}
