import type { Precision } from './fold.js';
import type { Node } from './graph.js';
import type { PlainName, VectorName } from './opcodes.js';

/** How numbers stand in a vector of 128 bits, and the instructions on them. */
export interface Format {
  readonly precision: Precision;
  /** The type of one number. */
  readonly plain: 'f64' | 'f32';
  /** Numbers that a vector holds. */
  readonly lanes: number;
  /** Bytes of a number. */
  readonly bytes: number;
  /** Instructions that take a whole vector of each argument. */
  readonly simple: Readonly<Partial<Record<Node['op'], VectorName>>>;
  /** Loads one number into all lanes. */
  readonly loadSplat: VectorName;
  readonly splat: VectorName;
  readonly extract: VectorName;
  readonly replace: VectorName;
  readonly shl: VectorName;
  readonly shr: VectorName;
  /** One number: loads, stores, and turns into a whole number. */
  readonly load: PlainName;
  readonly store: PlainName;
  readonly truncate: PlainName;
}

type Shape = 'f64x2' | 'f32x4';

const simple = (shape: Shape, whole: 'i64x2.add' | 'i32x4.add'): Format['simple'] => ({
  add: `${shape}.add`,
  sub: `${shape}.sub`,
  mul: `${shape}.mul`,
  div: `${shape}.div`,
  min: `${shape}.min`,
  max: `${shape}.max`,
  lesser: `${shape}.pmin`,
  greater: `${shape}.pmax`,
  sqrt: `${shape}.sqrt`,
  neg: `${shape}.neg`,
  abs: `${shape}.abs`,
  floor: `${shape}.floor`,
  ceil: `${shape}.ceil`,
  trunc: `${shape}.trunc`,
  nearest: `${shape}.nearest`,
  eq: `${shape}.eq`,
  ne: `${shape}.ne`,
  lt: `${shape}.lt`,
  gt: `${shape}.gt`,
  le: `${shape}.le`,
  ge: `${shape}.ge`,
  and: 'v128.and',
  or: 'v128.or',
  not: 'v128.not',
  iadd: whole,
  iand: 'v128.and',
  ior: 'v128.or',
  ixor: 'v128.xor',
});

/** The two ways in which numbers are held: two doubles to a vector, or four numbers in single precision. */
export const formats: Readonly<Record<Precision, Format>> = {
  f64: {
    precision: 'f64',
    plain: 'f64',
    lanes: 2,
    bytes: 8,
    simple: simple('f64x2', 'i64x2.add'),
    loadSplat: 'v128.load64_splat',
    splat: 'f64x2.splat',
    extract: 'f64x2.extract_lane',
    replace: 'f64x2.replace_lane',
    shl: 'i64x2.shl',
    shr: 'i64x2.shr_u',
    load: 'f64.load',
    store: 'f64.store',
    truncate: 'i32.trunc_sat_f64_s',
  },
  f32: {
    precision: 'f32',
    plain: 'f32',
    lanes: 4,
    bytes: 4,
    simple: simple('f32x4', 'i32x4.add'),
    loadSplat: 'v128.load32_splat',
    splat: 'f32x4.splat',
    extract: 'f32x4.extract_lane',
    replace: 'f32x4.replace_lane',
    shl: 'i32x4.shl',
    shr: 'i32x4.shr_u',
    load: 'f32.load',
    store: 'f32.store',
    truncate: 'i32.trunc_sat_f32_s',
  },
};
