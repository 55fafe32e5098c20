import { Bytes } from './bytes.js';
import { type PlainName, plain, type, type ValueType, type VectorName, vector } from './opcodes.js';

/**
 * The code of one function under way: each method adds an instruction and gives the code back.
 *
 * Locals are numbered from those that the function takes; `local` adds one.
 */
export class Code {
  private readonly bytes = new Bytes();
  private readonly locals: ValueType[] = [];

  constructor(private readonly takes: readonly ValueType[]) {}

  /** Adds a local and gives its number; it holds zero. */
  local(of: ValueType): number {
    this.locals.push(of);
    return this.takes.length + this.locals.length - 1;
  }

  get(local: number): this {
    this.bytes.put(plain['local.get']).unsigned(local);
    return this;
  }

  set(local: number): this {
    this.bytes.put(plain['local.set']).unsigned(local);
    return this;
  }

  tee(local: number): this {
    this.bytes.put(plain['local.tee']).unsigned(local);
    return this;
  }

  /** Adds an instruction without an operand of its own. */
  op(name: PlainName): this {
    const code: number = plain[name];
    if (code > 0xff) this.bytes.put(code >> 8).unsigned(code & 0xff);
    else this.bytes.put(code);
    return this;
  }

  /** Adds an instruction on vectors, with the lane that it names. */
  simd(name: VectorName, lane?: number): this {
    this.bytes.put(0xfd).unsigned(vector[name]);
    if (lane !== undefined) this.bytes.put(lane);
    return this;
  }

  i32(value: number): this {
    this.bytes.put(plain['i32.const']).signed(value);
    return this;
  }

  f64(value: number): this {
    this.bytes.put(plain['f64.const']).double(value);
    return this;
  }

  f32(value: number): this {
    this.bytes.put(plain['f32.const']).single(value);
    return this;
  }

  /** Takes bytes out of two vectors on the stack: 0 to 15 are those of the first, 16 to 31 of the second. */
  shuffle(lanes: readonly number[]): this {
    this.simd('i8x16.shuffle');
    this.bytes.byte(...lanes);
    return this;
  }

  call(index: number): this {
    this.bytes.put(plain.call).unsigned(index);
    return this;
  }

  /** Loads or stores at the place on the stack plus `offset` bytes. */
  memory(name: PlainName | VectorName, offset: number): this {
    if (name in plain) this.op(name as PlainName);
    else this.simd(name as VectorName);
    this.bytes.unsigned(align[name] ?? 3).unsigned(offset);
    return this;
  }

  /** Opens a block, a loop or a branch that leaves nothing on the stack. */
  open(name: 'block' | 'loop' | 'if'): this {
    this.bytes.byte(plain[name], 0x40);
    return this;
  }

  /** Jumps out of `depth` blocks, or back to the start of a loop. */
  jump(name: 'br' | 'br_if', depth: number): this {
    this.bytes.put(plain[name]).unsigned(depth);
    return this;
  }

  end(): this {
    return this.op('end');
  }

  get length(): number {
    return this.bytes.length;
  }

  /** The function's body as a module holds it: runs of locals, the code, `end`. */
  body(): Uint8Array {
    const runs: { count: number; of: ValueType }[] = [];
    for (const of of this.locals) {
      const last = runs.at(-1);
      if (last?.of === of) last.count++;
      else runs.push({ count: 1, of });
    }
    const body = new Bytes().unsigned(runs.length);
    for (const { count, of } of runs) body.unsigned(count).byte(type[of]);
    return body.append(this.bytes.done()).byte(plain.end).done();
  }
}

// Powers of two; a hint only.
const align: Readonly<Partial<Record<PlainName | VectorName, number>>> = {
  'i32.load': 2,
  'i32.store': 2,
  'f32.load': 2,
  'f32.store': 2,
  'v128.load32_splat': 2,
  'v128.load': 4,
  'v128.store': 4,
};
