import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SteelyardError } from '../../src/base/error.js';
import { compileToJavaScript } from '../../src/engine/index.js';
import { parseAll } from '../../src/sd/index.js';
import { aux, fileOf } from './xmile.js';

// Something of everything, so that what is cut and pasted from it meets every part of the reader.
const whole = fileOf(
  `<stock name="s"><dimensions><dim name="N"/></dimensions><eqn>a</eqn><inflow>f</inflow><outflow>g</outflow><non_negative/></stock>
<flow name="f"><dimensions><dim name="N"/></dimensions><eqn>IF TIME &gt; 2 THEN a[N] ELSE -1</eqn><non_negative/></flow>
<flow name="g"><dimensions><dim name="N"/></dimensions><eqn>SMTH1(s, 2, N)</eqn></flow>
<aux name="a"><dimensions><dim name="N"/></dimensions><element subscript="1"><eqn>3</eqn></element><element subscript="2"><eqn>1</eqn></element></aux>
<gf name="curve"><xscale min="0" max="4"/><ypts>1,2,4</ypts></gf>
${aux('x', 'curve(TIME) + SUM(s[*]) + TWICE(DELAY3(y, 2)) MOD 3 + s[INT(TIME)]')}
${aux('y', 'market.price^2 {note}', '<units>kg</units><doc>text</doc>')}
<module name="market"><connect to="in" from="x0"/></module>${aux('x0', 'PREVIOUS(SELF, 1) + RANK(a, 1)')}`,
  {
    before:
      '<dimensions><dim name="N" size="2"/></dimensions><macro name="TWICE"><parm>p</parm><eqn>l + p</eqn><variables><stock name="l"><eqn>p</eqn><inflow>i</inflow></stock><flow name="i"><eqn>p - l</eqn></flow></variables></macro>',
    after:
      '<model name="market"><variables><aux name="in"/><aux name="price"><eqn>in/2</eqn></aux></variables></model>',
  },
);

/** Reads a text as far as it goes; everything wrong must be told as a complaint. */
function readAll(text: string): void {
  try {
    const { model, problems } = parseAll(text, 'm.xmile');
    for (const problem of problems) expect(problem).toBeInstanceOf(SteelyardError);
    if (problems.length > 0) return;
    const series = model.variables
      .filter((v) => v.axes.length === 0 && v.kind !== 'lookup')
      .map((v) => v.name);
    compileToJavaScript(model, { inputs: [], series: series.slice(0, 5) });
  } catch (error) {
    if (!(error instanceof SteelyardError)) throw error;
  }
}

test('the text that is changed below is sound', () => {
  expect(parseAll(whole, 'm.xmile').problems.map(({ message }) => message)).toEqual([]);
});

test('a file that was cut, doubled or written over anywhere is read or refused', () => {
  const spot = fc.nat(whole.length);
  const change = fc.tuple(spot, fc.nat(60), spot, fc.nat(60));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const text = changes.reduce(
        (now, [at, gone, from, taken]) =>
          now.slice(0, at) + whole.slice(from, from + taken) + now.slice(at + gone),
        whole,
      );
      readAll(text);
    }),
    { numRuns: 400, seed: 7 },
  );
}, 60_000);

test('a file whose words were exchanged is read or refused', () => {
  const words = whole.split(/(?<=[<>\s"(),[\]])|(?=[<>\s"(),[\]])/);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(words.length - 1), fc.nat(words.length - 1)), { minLength: 1, maxLength: 5 }),
      (swaps) => {
        const now = [...words];
        for (const [a, b] of swaps) now[a] = words[b]!;
        readAll(now.join(''));
      },
    ),
    { numRuns: 400, seed: 8 },
  );
}, 60_000);

test('any equation is read or refused', () => {
  const piece = fc.constantFrom(
    ...'s a x y N curve market.price market . TWICE SUM RANK MAX DELAY SELF TIME DT 1 2.5 + - * / // ^ MOD NOT AND IF THEN ELSE = <> ( ) [ ] , : * {c} "x"'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
      const equation = pieces.join(' ').replace(/</g, '&lt;').replace(/>/g, '&gt;');
      readAll(whole.replace('market.price^2', equation));
    }),
    { numRuns: 600, seed: 9 },
  );
}, 60_000);
