import { describe, expect, test } from 'vitest';
import { checkModel, parseAll, parseModel, printXmile, stepWith } from '../../src/sd/index.js';
import { runModel } from './run.js';
import { aux, fileOf, runXmile } from './xmile.js';

const flow = (name: string, equation: string, more = '', attributes = '') =>
  `<flow name="${name}" ${attributes}>${equation === '' ? '' : `<eqn>${equation}</eqn>`}${more}</flow>`;
const belt = (
  initial: string,
  inside: string,
  attributes = '',
  ends = '<inflow>in</inflow><outflow>out</outflow>',
) => `<stock name="s"><eqn>${initial}</eqn>${ends}<conveyor ${attributes}>${inside}</conveyor></stock>`;
const leaky = '<inflow>in</inflow><outflow>out</outflow><outflow>lost</outflow>';
const len = (text: string) => `<len>${text}</len>`;

// Times 0 to 4 with a step of 1; each batch is followed by hand along the belt.
const cases: readonly (readonly [
  what: string,
  variables: string,
  expected: Readonly<Record<string, readonly number[]>>,
  dt?: string,
])[] = [
  [
    'what enters leaves after the transit time, and what was there first is spread evenly',
    belt('6', len('3')) + flow('in', '1') + flow('out', ''),
    { s: [6, 5, 4, 3, 3], out: [2, 2, 2, 1, 1] },
  ],
  [
    'transit times are whole steps, at least one',
    belt('0', len('0.2')) + flow('in', 'TIME') + flow('out', ''),
    { s: [0, 0, 1, 2, 3], out: [0, 0, 1, 2, 3] },
  ],
  [
    'a linear leak takes its part evenly along the belt',
    belt('0', len('2'), '', leaky) + flow('in', '4') + flow('out', '') + flow('lost', '', '<leak>0.5</leak>'),
    { s: [0, 4, 7, 7, 7], out: [0, 0, 2, 2, 2], lost: [0, 1, 2, 2, 2] },
  ],
  [
    'of outflows that are not marked the first is the end, and the other leaks',
    belt('0', len('2'), '', leaky) + flow('in', '4') + flow('out', '') + flow('lost', '0.5'),
    { s: [0, 4, 7, 7, 7], out: [0, 0, 2, 2, 2], lost: [0, 1, 2, 2, 2] },
  ],
  [
    'what is there first is what the same inflow leaves',
    belt('7', len('2'), '', leaky) + flow('in', '4') + flow('out', '') + flow('lost', '0.5', '<leak/>'),
    { s: [7, 7, 7, 7, 7], out: [2, 2, 2, 2, 2], lost: [2, 2, 2, 2, 2] },
  ],
  [
    'a leak in the second half',
    belt('0', len('4'), '', leaky) +
      flow('in', '10') +
      flow('out', '') +
      flow('lost', '', '<leak>0.4</leak>', 'leak_start="0.5"'),
    { s: [0, 10, 20, 30, 38], out: [0, 0, 0, 0, 6], lost: [0, 0, 0, 2, 4] },
  ],
  [
    'a leak in the second half, in balance',
    // A batch holds 10, 10, 10 and 8 at the beginning of its steps.
    belt('38', len('4'), '', leaky) +
      flow('in', '10') +
      flow('out', '') +
      flow('lost', '', '<leak>0.4</leak>', 'leak_start="0.5"'),
    { s: [38, 38, 38, 38, 38], out: [6, 6, 6, 6, 6], lost: [4, 4, 4, 4, 4] },
  ],
  [
    'an exponential leak takes a part of what is there',
    belt('0', len('2'), 'exponential_leak="true"', leaky) +
      flow('in', '4') +
      flow('out', '') +
      flow('lost', '', '<leak>share</leak>') +
      aux('share', '0.5'),
    { s: [0, 4, 6, 6, 6], out: [0, 0, 1, 1, 1], lost: [0, 2, 3, 3, 3] },
  ],
  [
    'an exponential leak in balance, with half steps',
    // 4 a unit of time is 2 a step, of which a step leaves three quarters: 2 + 1.5 + 1.125 + 0.84375.
    belt('5.46875', len('2'), 'exponential_leak="true"', leaky) +
      flow('in', '4') +
      flow('out', '') +
      flow('lost', '', '<leak>0.5</leak>'),
    { out: Array(9).fill(4 * 0.75 ** 4), lost: Array(9).fill(5.46875 / 2), s: Array(9).fill(5.46875) },
    '<dt>0.5</dt>',
  ],
  [
    'a capacity lets in what fits, the room that leaves with this step included',
    belt('0', `${len('3')}<capacity>5</capacity>`) + flow('in', '4') + flow('out', ''),
    { in: [4, 1, 0, 4, 1], out: [0, 0, 0, 4, 1], s: [0, 4, 5, 5, 5] },
  ],
  [
    'a limit of inflow, and inflows in their order',
    belt(
      '0',
      `${len('9')}<in_limit>5</in_limit>`,
      '',
      '<inflow>in</inflow><inflow>more</inflow><outflow>out</outflow>',
    ) +
      flow('in', '3') +
      flow('more', 'TIME - 1') +
      flow('out', ''),
    { in: [3, 3, 3, 3, 3], more: [0, 0, 1, 2, 2] },
  ],
  [
    'what is not let in stays where it was',
    `<stock name="a"><eqn>9</eqn><outflow>in</outflow></stock>${belt('0', `${len('9')}<in_limit>2</in_limit>`)}` +
      flow('in', 'a') +
      flow('out', ''),
    { a: [9, 7, 5, 3, 1] },
  ],
  [
    'a shorter transit time lets what enters later leave with what entered before',
    belt('0', len('3 - STEP(1, 1)')) + flow('in', '1 + TIME') + flow('out', ''),
    { out: [0, 0, 0, 3, 3], s: [0, 1, 3, 6, 7] },
  ],
  [
    'a transit time that is looked at when asked',
    belt('0', `${len('1 + TIME')}<sample>TIME = 1</sample>`) + flow('in', '1') + flow('out', ''),
    { out: [0, 1, 0, 1, 1], s: [0, 1, 1, 2, 2] },
  ],
  [
    'one belt after another',
    belt('0', len('1')) +
      flow('in', '5') +
      flow('out', '') +
      `<stock name="t"><eqn>0</eqn><inflow>out</inflow><outflow>end</outflow><conveyor><len>2</len></conveyor></stock>` +
      flow('end', ''),
    { out: [0, 5, 5, 5, 5], end: [0, 0, 0, 5, 5], t: [0, 0, 5, 10, 10] },
  ],
  [
    'a queue before nothing gives all that it holds',
    `<stock name="q"><eqn>4</eqn><inflow>in</inflow><outflow>out</outflow><queue/></stock>` +
      flow('in', 'TIME') +
      flow('out', ''),
    { q: [4, 0, 1, 2, 3], out: [4, 0, 1, 2, 3] },
  ],
  [
    'a queue before a belt that takes two at a time',
    `<stock name="q"><eqn>0</eqn><inflow>in</inflow><outflow>board</outflow><queue/></stock>` +
      belt(
        '0',
        `${len('2')}<in_limit>2</in_limit>`,
        'one_at_a_time="false"',
        '<inflow>board</inflow><outflow>out</outflow>',
      ) +
      flow('in', '3') +
      flow('board', '') +
      flow('out', ''),
    { q: [0, 3, 4, 5, 6], board: [0, 2, 2, 2, 2], out: [0, 0, 0, 2, 2] },
  ],
  [
    'what a queue cannot give flows over',
    `<stock name="q"><eqn>0</eqn><inflow>in</inflow><outflow>board</outflow><outflow>gone</outflow><queue/></stock>` +
      belt(
        '0',
        `${len('2')}<capacity>3</capacity>`,
        'one_at_a_time="false"',
        '<inflow>board</inflow><outflow>out</outflow>',
      ) +
      flow('in', '2') +
      flow('board', '') +
      flow('gone', '', '<overflow/>') +
      flow('out', ''),
    { board: [0, 2, 1, 2, 1], gone: [0, 0, 1, 0, 1], q: [0, 2, 2, 2, 2] },
  ],
];

describe('conveyors and queues', () => {
  test.each(cases)('%s', (_, variables, expected, dt) => {
    const found = runXmile(variables, Object.keys(expected), dt === undefined ? {} : { dt });
    for (const [name, series] of Object.entries(expected))
      series.forEach((value, n) => {
        expect(found[name]![n], `${name} at step ${n}`).toBeCloseTo(value, 12);
      });
  });

  test.each(cases)('%s, written again as XMILE', (_, variables, expected, dt) => {
    const model = parseModel(fileOf(variables, dt === undefined ? {} : { dt }), 'm.xmile');
    const written = printXmile(model);
    const again = parseModel(written, 'm.xmile');
    const names = Object.keys(expected);
    expect(runModel(again, names)).toEqual(runModel(model, names));
    expect(printXmile(again)).toBe(written);
    const tags = (text: string) =>
      [...text.matchAll(/<(conveyor|queue|overflow|len|capacity|in_limit|sample)\b/g)]
        .map(([, tag]) => tag)
        .sort();
    expect(tags(written)).toEqual(tags(variables));
    expect(written).not.toMatch(/: (transit time|before limits|fraction of)/);
  });

  test('each element of an array is a belt of its own', () => {
    const over = '<dimensions><dim name="N"/></dimensions>';
    const found = runXmile(
      `<stock name="s">${over}<eqn>0</eqn><inflow>in</inflow><outflow>out</outflow><conveyor><len>N</len></conveyor></stock>` +
        `<flow name="in">${over}<eqn>10*N</eqn></flow><flow name="out">${over}</flow>`,
      ['out[1]', 'out[2]'],
      { before: '<dimensions><dim name="N" size="2"/></dimensions>' },
    );
    expect(found).toEqual({ 'out[1]': [0, 10, 10, 10, 10], 'out[2]': [0, 0, 20, 20, 20] });
  });

  const ends = flow('in', '1') + flow('out', '');
  test.each([
    ['no transit time', belt('0', '') + ends, 'SD041', /no transit time/],
    ['an arrest', belt('0', `${len('2')}<arrest>TIME</arrest>`) + ends, 'SD017', /can be arrested/],
    ['whole units', belt('0', len('2'), 'discrete="true"') + ends, 'SD017', /whole units/],
    ['a part that is not known', belt('0', `${len('2')}<speed>1</speed>`) + ends, 'SD041', /<speed>/],
    ['a leak that leaves no conveyor', flow('f', '', '<leak>0.1</leak>'), 'SD041', /leaves no conveyor/],
    ['an overflow that leaves no queue', flow('f', '1', '<overflow/>'), 'SD041', /leaves no queue/],
    [
      'two ways out beside a leak',
      belt('0', len('2'), '', `${leaky}<outflow>more</outflow>`) +
        ends +
        flow('lost', '', '<leak>0.1</leak>') +
        flow('more', '1'),
      'SD017',
      /more than one outflow that is no leak: (more|out)/,
    ],
    [
      'an exponential leak that changes',
      belt('0', len('2'), 'exponential_leak="true"', leaky) + ends + flow('lost', '', '<leak>TIME/9</leak>'),
      'SD017',
      /fraction may change: lost/,
    ],
    [
      'batches of a queue',
      `<stock name="q"><eqn>0</eqn><outflow>in</outflow><queue/></stock>${belt('0', len('2'))}${ends}`,
      'SD017',
      /takes batches/,
    ],
  ])('%s is refused by name', (_, variables, code, words) => {
    const { problems } = parseAll(fileOf(variables), 'm.xmile');
    expect(problems[0]?.complaint).toMatchObject({ code, found: expect.stringMatching(words) });
    expect(problems[0]?.complaint.place?.line).toBeGreaterThan(0);
  });

  test('one whose time is another for each element has no form in XMILE, and is refused by name', () => {
    const over = '<dimensions><dim name="N"/></dimensions>';
    const text = fileOf(
      `<stock name="s">${over}<eqn>0</eqn><inflow>in</inflow><outflow>out</outflow><conveyor><len>N</len></conveyor></stock>` +
        `<flow name="in">${over}<eqn>1</eqn></flow><flow name="out">${over}</flow>`,
      { before: '<dimensions><dim name="N" size="2"/></dimensions>' },
    );
    expect(() => printXmile(parseModel(text, 'm.xmile'))).toThrow(/SD060 .*s: transit time/);
    const same = parseModel(text.replace('<len>N</len>', '<len>2</len>'), 'm.xmile');
    const written = printXmile(same);
    expect(written).toContain('<len>2</len>');
    expect(printXmile(parseModel(written, 'm.xmile'))).toBe(written);
  });

  test('stages between steps are refused', () => {
    const text = fileOf(belt('0', len('2')) + ends, { specs: 'method="RK4"' });
    expect(parseAll(text, 'm.xmile').problems.map(({ complaint }) => complaint.code)).toEqual(['SD017']);
  });
});

test('another method than that of the model is refused where material moves on once a step', () => {
  const model = parseModel(fileOf(belt('6', len('3')) + flow('in', '1') + flow('out', '')), 'm.xmile');
  expect(() => stepWith(model, 'rk4')).toThrow('the conveyor "s" moves on once a step');
  expect(stepWith(model, 'euler').method).toBe('euler');
  expect(stepWith(model, undefined)).toBe(model);
});

test('units are checked around a conveyor, and what it is made of needs none', () => {
  const units = (text: string) => `<units>${text}</units>`;
  const text = fileOf(
    `<stock name="s"><eqn>8</eqn>${units('people')}${leaky}<conveyor>${len('stay')}<capacity>most</capacity></conveyor></stock>` +
      aux('stay', '4', units('Month')) +
      aux('most', '9', units('people')) +
      aux('rate', '3', units('people/Month')) +
      flow('in', 'rate', units('people/Month')) +
      flow('out', '', units('people/Month')) +
      flow('lost', '', `${units('people/Month')}<leak>0.2</leak>`),
  );
  expect(checkModel(parseAll(text, 'm.xmile').model)).toEqual([]);
});
