import fc from 'fast-check';

const given = [
  'R: r1, r2, r3 ~~|',
  'a= 1 ~~|',
  'b= 2 ~~|',
  'm[R]= 0.3,-2,7 ~~|',
  'short((0,1),(2,-1),(2,4),(5,3)) ~~|',
  'long((-9,1),(-3,2),(-1,0),(0,1),(0.5,4),(1,-1),(2,5),(2,6),(4,0),(9,9)) ~~|',
  'level= INTEG(z/10-level/20, a) ~~|',
  'store[R]= INTEG(q[R]/10-store[R]/b, m[R]) ~~|',
].join('\n');

function expressions(more: readonly string[]): fc.Arbitrary<string> {
  const calls = (names: readonly string[], parts: readonly fc.Arbitrary<string>[]) =>
    fc.tuple(fc.constantFrom(...names), fc.tuple(...parts)).map(([f, list]) => `${f}(${list.join(', ')})`);
  const { tree } = fc.letrec<{ tree: string }>((tie) => {
    const t = tie('tree');
    return {
      tree: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'lanes' },
        fc.constantFrom(
          '0',
          '1',
          '2.5',
          '-3',
          '1e-7',
          'a',
          'b',
          'Time',
          'level',
          'm[r2]',
          'store[r1]',
          ...more,
        ),
        fc
          .tuple(fc.constantFrom('+', '-', '*', '/', '^', '<', '>=', '=', '<>', ':AND:', ':OR:'), t, t)
          .map(([op, x, y]) => `((${x}) ${op} (${y}))`),
        calls(['MIN', 'MAX', 'MODULO', 'ZIDZ', 'QUANTUM', 'LOG', 'STEP', 'PULSE'], [t, t]),
        calls(['IF THEN ELSE', 'XIDZ', 'RAMP', 'SMOOTHI', 'DELAY1I', 'SAMPLE IF TRUE'], [t, t, t]),
        calls(
          ['EXP', 'LN', 'SQRT', 'SIN', 'COS', 'TAN', 'ARCSIN', 'ARCCOS', 'ARCTAN', 'SINH', 'COSH', 'TANH'],
          [t],
        ),
        calls(['ABS', 'INTEGER', 'INITIAL', 'short', 'long', '-', ':NOT:'], [t]),
        calls(['DELAY FIXED'], [t, fc.constantFrom('0', '1', '1.7', 'a', 'b+1'), t]),
        fc.tuple(fc.constantFrom('SUM', 'PROD', 'VMIN', 'VMAX'), t).map(([f, x]) => `${f}(m[R!]*(${x}))`),
      ),
    };
  });
  return tree;
}

/** Texts of models that reach for much of the language; each needs the clock of `read`. */
export const models: fc.Arbitrary<string> = fc
  .tuple(expressions([]), expressions(['z', 'm[R]', 'store[R]']), expressions(['z', 'q[r3]', 'SUM(q[R!])']))
  .map(([z, q, y]) => `${given}\nz= ${z} ~~|\nq[R]= ${q} ~~|\ny= ${y} ~~|`);
