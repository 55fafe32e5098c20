import { describe, expect, test } from 'vitest';
import { describeModel, layOutModel, nameFlows, parseModel, printXmile } from '../../src/sd/index.js';
import { read } from './run.js';
import { aux, fileOf } from './xmile.js';

const belt = fileOf(
  '<stock name="pipe"><eqn>6</eqn><inflow>in</inflow><outflow>out</outflow><outflow>lost</outflow><conveyor><len>time_in_it</len></conveyor></stock>' +
    '<stock name="end"><eqn>0</eqn><inflow>out</inflow></stock>' +
    '<flow name="in"><eqn>pipe / 9</eqn></flow><flow name="out"/><flow name="lost"><leak>0.1</leak></flow>' +
    aux('time in it', '3'),
);

describe('what the reader writes out for a conveyor', () => {
  const model = parseModel(belt, 'belt.xmile');

  test('is no variable of the description, which tells of the conveyor', () => {
    const { counts, stocks, longestChain, loops } = describeModel(model);
    expect(counts).toMatchObject({ variables: 6, stocks: 2, constants: 1, auxiliaries: 0 });
    expect(stocks.map(({ name }) => name)).toEqual(['pipe', 'end']);
    expect(longestChain).toEqual(['pipe', 'end']);
    // What flows in rests on what is there, which rests on what flows in and on what leaves, which rests on what flowed in.
    expect(loops).toEqual({ count: 3, complete: true });
  });

  test('stands in no drawing, and arrows lead through it', () => {
    const { nodes, links } = layOutModel(model, nameFlows(model), true);
    expect(nodes.map(({ name }) => name).sort()).toEqual(['end', 'in', 'lost', 'out', 'pipe', 'time in it']);
    expect(links.map(({ from, to }) => `${from} > ${to}`)).toContain('time in it > out');
  });
});

test('stages of a delay are told in words', () => {
  const chain = (equation: string) =>
    describeModel(read(`x= INTEG(y, 0) ~~|\ny= ${equation} ~~|`)).longestChain;
  expect(chain('DELAY3(Time, 2)')).toEqual([
    'y (DELAY3, stage 1 of 3)',
    'y (DELAY3, stage 2 of 3)',
    'y (DELAY3, stage 3 of 3)',
    'x',
  ]);
  expect(chain('SMOOTH(SMOOTH(Time, 2), 3)')).toEqual(['y (SMOOTH)', 'y (SMOOTH 2)', 'x']);
});

describe('from XMILE to XMILE', () => {
  const again = (text: string) => printXmile(parseModel(text, 'm.xmile'));

  test('a range stays', () => {
    const text = fileOf(
      aux('x', '3', '<units>kg</units><range min="0" max="10"/>') +
        aux('y', 'x', '<range min="-1" max="1"/>'),
    );
    expect(parseModel(text, 'm.xmile').variables[0]).toMatchObject({ units: 'kg', range: '0,10' });
    const written = again(text);
    expect(written).toMatch(/<units>kg<\/units>\s*<range min="0" max="10"\/>/);
    expect(written).toContain('<range min="-1" max="1"/>');
    expect(again(written)).toBe(written);
  });

  test.each(['my_curve(TIME)', 'LOOKUP("my curve", TIME)', '2 * My_Curve (TIME)'])(
    'a graphical function with an equation of 0 stays one where it is used as one: %s',
    (use) => {
      const gf = '<gf><xpts>0,4</xpts><ypts>1,5</ypts></gf>';
      const model = parseModel(fileOf(aux('my curve', '0', gf) + aux('x', use)), 'm.xmile');
      expect(model.variables[0]!.kind).toBe('lookup');
      const written = printXmile(model);
      expect(again(written)).toBe(written);
    },
  );

  test('and is the value at 0 where it is read', () => {
    const gf = '<gf><xpts>0,4</xpts><ypts>1,5</ypts></gf>';
    const model = parseModel(fileOf(aux('curve', '0', gf) + aux('x', 'curve + curve(2)')), 'm.xmile');
    expect(model.variables[0]!.kind).not.toBe('lookup');
  });

  test('what is made for the format has its unit', () => {
    const text =
      'R: a, b ~~|\np[R]= 1,2 ~ USD/kg ~|\nq[R]= 3,4 ~ kg ~|\ncost= SUM(p[R!]*q[R!]) ~ USD ~|\nstart= INITIAL(cost*2) ~USD~|';
    const model = parseModel(again(printXmile(read(text))), 'm.xmile');
    expect(model.variables.filter(({ units }) => units === '').map(({ name }) => name)).toEqual([]);
  });
});
