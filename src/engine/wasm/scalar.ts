import { Graph, type Node } from './graph.js';
import { laneFunctions } from './math/index.js';
import { inOrder } from './walk.js';

/** Names an elementary function in the JavaScript that is written here, by its name in `Math`: no variable has a `$`. */
export const ownName = (name: string) => `$${name}`;

/**
 * Writes the elementary functions as JavaScript that declares `$exp`, `$log`, `$pow` and so on. They give the same bits
 * on every machine, and the bits that the kernel of lanes gives. What they rest on is found as `host`.
 *
 * @example
 * fromText(`${ownFunctions().join('\n')} return $pow(2, 10)`) // => 1024
 */
export function ownFunctions(): string[] {
  const declarations = Object.entries(laneFunctions).flatMap(([name, { arguments: count, build }]) => {
    const g = new Graph();
    return scalarFunction(ownName(name), count, build(g, g.parameter(0), g.parameter(1)));
  });
  const names = Object.keys(laneFunctions).map(ownName).join(', ');
  return [
    `const { ${names} } = (() => {`,
    ...head,
    'const { farAngle, farQuarter } = host;',
    ...declarations,
    `return { ${names} };`,
    '})();',
  ];
}

// Bits are held as two halves of 32; the lower half comes first, as on every machine that runs JavaScript today.
const head = `
const bitsOf = new Float64Array(1);
const halvesOf = new Int32Array(bitsOf.buffer);
const nearestWhole = (x) => {
  const size = Math.abs(x);
  const whole = size < 4503599627370496 ? size + 4503599627370496 - 4503599627370496 : size;
  return x < 0 || Object.is(x, -0) ? -whole : whole;
};`
  .trim()
  .split('\n');

/** Writes a lane program as a JavaScript function of doubles. */
export function scalarFunction(name: string, parameters: number, result: Node): string[] {
  const list = Array.from({ length: parameters }, (_, i) => `p${i}`);
  return [
    `function ${name}(${list.join(', ')}) {`,
    ...inOrder([result]).flatMap((node) => (isNamed(node) ? `  ${statement(node)}` : [])),
    `  return ${text(result)};`,
    '}',
  ];
}

const isNamed = ({ op }: Node) => op !== 'constant' && op !== 'parameter';

const infix: Readonly<Record<string, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  eq: '===',
  ne: '!==',
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
  and: '&&',
  or: '||',
};
const bitwise: Readonly<Record<string, string>> = { iand: '&', ior: '|', ixor: '^' };

function statement(node: Node): string {
  const { op, args, kind } = node;
  const name = text(node);
  const [a, b, c] = args.map(text) as [string, string, string];
  if (kind === 'bits') return bitsStatement(node);
  const value = () => {
    if (op in infix) return `${a} ${infix[op]} ${b}`;
    switch (op) {
      case 'neg':
        return `-${a}`;
      case 'not':
        return `!${a}`;
      case 'lesser':
        return `${b} < ${a} ? ${b} : ${a}`;
      case 'greater':
        return `${a} < ${b} ? ${b} : ${a}`;
      case 'select':
        return `${a} ? ${b} : ${c}`;
      case 'nearest':
        return `nearestWhole(${a})`;
      case 'remainder':
        return `${a} % ${b}`;
      case 'farAngle':
      case 'farQuarter':
        return `${op}(${a})`;
      default:
        return `Math.${op}(${args.map(text).join(', ')})`;
    }
  };
  if (op === 'float') {
    const { low, high } = halves(args[0]!);
    return `halvesOf[0] = ${low}; halvesOf[1] = ${high}; const ${name} = bitsOf[0];`;
  }
  return `const ${name} = ${value()};`;
}

function bitsStatement(node: Node): string {
  const { op, args, index } = node;
  const { low, high } = halves(node);
  if (op === 'bits')
    return `bitsOf[0] = ${text(args[0]!)}; const ${low} = halvesOf[0], ${high} = halvesOf[1];`;
  const a = halves(args[0]!);
  if (op === 'shl' || op === 'shr') return shift(op, node.index, a, { low, high });
  const b = halves(args[1]!);
  if (op === 'iadd') {
    const carry = `((${low} >>> 0) < (${a.low} >>> 0) ? 1 : 0)`;
    return `const ${low} = (${a.low} + ${b.low}) | 0, ${high} = (${a.high} + ${b.high} + ${carry}) | 0;`;
  }
  const sign = bitwise[op];
  if (!sign) throw new Error(`no operation ${op} ${index} on bits`);
  return `const ${low} = ${a.low} ${sign} ${b.low}, ${high} = ${a.high} ${sign} ${b.high};`;
}

interface Halves {
  readonly low: string;
  readonly high: string;
}

function shift(op: 'shl' | 'shr', by: number, a: Halves, { low, high }: Halves): string {
  if (op === 'shl') {
    if (by >= 32) return `const ${low} = 0, ${high} = ${a.low} << ${by - 32};`;
    return `const ${low} = ${a.low} << ${by}, ${high} = (${a.high} << ${by}) | (${a.low} >>> ${32 - by});`;
  }
  if (by >= 32) return `const ${low} = ${a.high} >>> ${by - 32}, ${high} = 0;`;
  return `const ${low} = (${a.low} >>> ${by}) | (${a.high} << ${32 - by}), ${high} = ${a.high} >>> ${by};`;
}

function halves(node: Node): Halves {
  if (typeof node.constant !== 'bigint') return { low: `l${node.id}`, high: `h${node.id}` };
  const half = (bits: bigint) => `(${Number(BigInt.asIntN(32, bits))})`;
  return { low: half(node.constant), high: half(node.constant >> 32n) };
}

function text(node: Node): string {
  if (node.op === 'parameter') return `p${node.index}`;
  if (node.constant === undefined) return `n${node.id}`;
  const { constant } = node;
  if (typeof constant !== 'number') return String(constant);
  return constant < 0 || Object.is(constant, -0) ? `(-${Math.abs(constant)})` : String(constant);
}
