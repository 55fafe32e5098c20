import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { makeClassifier } from '../../src/controls/index.js';
import type { Figure } from '../../src/report/blocks.js';
import { openDocument } from '../../src/report/document.node.js';
import { writeDossier } from '../../src/report/dossier.js';
import { laneFigure } from '../../src/report/figures/lane.js';
import { laneRules } from '../../src/report/figures/lane-rules.js';
import { planeFigure } from '../../src/report/figures/plane.js';
import { planeRegions } from '../../src/report/figures/plane-regions.js';
import { standaloneSvg } from '../../src/report/figures/standalone.js';
import { survivalFigure } from '../../src/report/figures/survival.js';
import { survivalRows } from '../../src/report/figures/survival-rows.js';
import { classifier, facts } from '../controls/setup.js';
import { makeWeighResult } from './fixture.js';
import { makeEvidence } from './fixture-evidence.js';

const day = '2026-09-25';
const acts = [...facts.measures.us.values()];
const draw: Readonly<Record<string, () => Figure>> = {
  'plane of today': () => planeFigure(classifier, day, openDocument()),
  'plane of 2022': () => planeFigure(classifier, '2023-01-10', openDocument()),
  'plane before any rule': () => planeFigure(classifier, '2022-05-01', openDocument()),
  lane: () => laneFigure(classifier, day, openDocument()),
  'lane before it began': () => laneFigure(classifier, '2025-06-01', openDocument()),
  survival: () => survivalFigure(classifier, day, openDocument(), acts),
};
const figures = Object.fromEntries(Object.entries(draw).map(([name, make]) => [name, make()]));

describe('regions of the plane', () => {
  test('agree with the classification of any point', () => {
    const logarithm = (low: number, high: number) =>
      fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
    const days = ['2022-10-21', '2023-11-16', '2023-11-17', '2024-04-04', '2025-02-01', day];
    fc.assert(
      fc.property(
        fc.constantFrom(...days),
        logarithm(100, 100_000),
        logarithm(0.5, 3000),
        fc.boolean(),
        (date, x, y, datacenter) => {
          const regions = planeRegions(classifier, date)!;
          const cell = regions.cells.find(({ x1, x2, y1, y2 }) => x >= x1 && x < x2 && y >= y1 && y < y2)!;
          const params = { item: 'ic', tpp: x, [regions.y]: y, datacenter };
          const { eccn } = classifier.classify({ params, destination: 'CN', date });
          expect(datacenter ? cell.datacentre.eccn : cell.other.eccn).toBe(eccn);
        },
      ),
      { numRuns: 250 },
    );
  });

  test('come from the rules: another threshold in the data is another region', () => {
    const written = JSON.stringify(facts.usRules).replaceAll('tpp >= 4800', 'tpp >= 5000');
    const other = makeClassifier({ ...facts, usRules: JSON.parse(written) });
    expect(planeRegions(classifier, day)!.xCuts).toEqual([1600, 2400, 4800]);
    expect(planeRegions(other, day)!.xCuts).toEqual([1600, 2400, 4800, 5000]);
    expect(planeRegions(classifier, '2022-01-01')).toBeUndefined();
  });

  test('say what Note 2 takes out, and up to where', () => {
    expect(figures['plane of today']!.caption).toContain('Note 2: a part that is not designed or marketed');
    expect(figures['plane of today']!.caption).toContain('outside below 4,800');
  });
});

describe('the lane', () => {
  test('has the bounds of its clause, the duty bands and the line of the letters', () => {
    const { lane, duties, letter } = laneRules(classifier, day);
    expect([lane!.tpp.high, lane!.dram.high, lane!.certifications]).toEqual([21_000, 6500, 10]);
    expect(duties.map(({ tpp, dram }) => [tpp.low, tpp.high, dram.low, dram.high])).toEqual([
      [14_000, 17_500, 4500, 5000],
      [20_800, 21_100, 5800, 6200],
    ]);
    expect(letter!.from).toBe(1400);
    expect(laneRules(classifier, '2026-01-14').lane).toBeUndefined();
  });

  test('is no licence, and not for what is made for export', () => {
    const { caption, data } = figures.lane!;
    expect(caption).toContain('A point in the lane is not a licence: ten certifications');
    const standing = new Map(data.rows.map((row) => [row[0], String(row.at(-1))]));
    expect(standing.get('nv-h200-sxm')).toBe('within the bounds of the lane; duty band 1');
    expect(standing.get('nv-b200')).toContain('beyond');
    expect(standing.get('nv-h800-sxm')).toContain('made for export');
    expect(standing.get('nv-h20-96')).toContain('paragraph a');
  });
});

describe('how long export variants lasted', () => {
  const rows = new Map(survivalRows(classifier, day).map((row) => [row.chip, row]));

  // By hand from the texts: a letter put the rule of October 2023 in force for Nvidia on 2023-10-23, letters followed on 2025-04-09.
  const ended: Readonly<Record<string, string>> = {
    'nv-a800-sxm-80': '2023-10-22',
    'nv-a800-pcie-80': '2023-10-22',
    'nv-h800-sxm': '2023-10-22',
    'nv-h800-pcie': '2023-10-22',
    'nv-h20-96': '2025-04-08',
    'amd-mi308x': '2025-04-08',
    'nv-rtx5090d': '2025-04-08',
  };
  for (const [chip, last] of Object.entries(ended))
    test(`${chip} to ${last}`, () => {
      expect(rows.get(chip)).toMatchObject({ openTo: last, state: 'ended' });
    });
  for (const chip of ['nv-rtx4090d', 'nv-l20', 'nv-l2', 'nv-rtx5090dv2'])
    test(`${chip} still outside`, () => {
      expect(rows.get(chip)).toMatchObject({ openTo: null, state: 'open' });
    });

  test('months are those between two days', () => {
    // Launched on 2025-01-30: two months and nine days.
    expect(rows.get('nv-rtx5090d')!.months!.low).toBeCloseTo(2.24, 1);
  });

  test("China's gate is read from the launch on, to the quarter too", () => {
    expect(rows.get('nv-h20-96')!.china).toEqual({ from: '2025-08-12', state: 'discouraged' });
    expect(rows.get('nv-rtxpro6000d')!.china).toEqual({ from: '2025-09-17', state: 'blocked' });
    expect(rows.get('nv-a800-sxm-80')!.china?.from ?? '9').not.toBe('2022-07-01');
  });

  test('an earlier end shows only what was launched and known by then', () => {
    const then = survivalRows(classifier, '2024-02-01');
    expect(then.map(({ chip }) => chip)).not.toContain('nv-h20-96');
    expect(then.find(({ chip }) => chip === 'nv-l20')).toMatchObject({ state: 'open', china: null });
  });
});

describe('every figure', () => {
  test('states its finding', () => {
    expect(Object.fromEntries(Object.entries(figures).map(([name, { title }]) => [name, title]))).toEqual({
      'plane of today': expect.stringMatching(
        /^On 2026-09-25, of \d+ chips with known figures: \d+ in 3A090\.a, \d+ in 3A090\.b, \d+ outside/,
      ),
      'plane of 2022': expect.stringMatching(/^On 2023-01-10, of \d+ chips .*: \d+ in 3A090, \d+ outside/),
      'plane before any rule': expect.stringContaining('there was no entry for advanced computing chips'),
      lane: expect.stringMatching(/^\d+ of \d+ chips of US design with known figures stand within/),
      'lane before it began': expect.stringContaining('there was no lane'),
      survival: expect.stringMatching(
        /^Of 14 variants made for export, 4 are still outside the rules checked; the median of the 9 that were caught lasted \d+ months, and 1 cannot be told$/,
      ),
    });
  });

  for (const [name, figure] of Object.entries(figures)) {
    test(`${name}: the same bytes twice, and with a source and a table`, () => {
      expect(draw[name]!()).toEqual(figure);
      expect(figure.source).toMatch(/^Source: /);
      expect(figure.data.rows.length).toBe(figure.table.rows.length);
    });

    test(`${name}: no text leaves the drawing`, () => {
      const { drawing } = figure;
      if (drawing.kind !== 'pair') throw new Error('a pair was expected');
      for (const svg of [drawing.wide, drawing.narrow]) {
        const { width, texts } = textsOf(svg);
        expect(texts.filter(({ left, right }) => left < -2 || right > width + 2)).toEqual([]);
      }
    });

    test(`${name}: names keep clear of each other`, () => {
      const { drawing } = figure;
      if (drawing.kind !== 'pair') throw new Error('a pair was expected');
      for (const svg of [drawing.wide, drawing.narrow]) {
        const names = textsOf(svg).texts.filter(({ haloed }) => haloed);
        const crossing = names.flatMap((a, i) =>
          names.slice(i + 1).flatMap((b) => (cross(a, b) ? [`${a.text} / ${b.text}`] : [])),
        );
        expect(crossing).toEqual([]);
        if (/^(plane|lane)/.test(name)) expect(names.length).toBeGreaterThan(9);
      }
    });

    test(`${name}: stands on its own`, () => {
      const svg = standaloneSvg(figure);
      expect(svg).not.toContain('var(');
      expect(svg).toContain('fill="#ffffff"');
      expect(parseHTML(svg).document.querySelectorAll('svg svg').length).toBe(1);
    });
  }
});

test('the dossier draws both beside the timeline, and the same bytes twice', () => {
  const weigh = makeWeighResult(60);
  const evidence = { ...makeEvidence(30), controls: { classifier, acts } };
  const write = () => writeDossier({ weigh, evidence, document: openDocument() });
  const page = write();
  expect(write()).toBe(page);
  const section = parseHTML(page).document.getElementById('timeline')!;
  expect([...section.querySelectorAll('figure')].map(({ id }) => id)).toEqual([
    'figure-timeline',
    'figure-survival',
    'figure-lane',
  ]);
});

interface PlacedText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Drawn over a halo of paper, as names are. */
  readonly haloed: boolean;
}

/** Where the texts of a drawing stand, by an estimate of 0.55 of the letters' height for their width. */
function textsOf(svg: string): { readonly width: number; readonly texts: readonly PlacedText[] } {
  const { document } = parseHTML(svg);
  const root = document.querySelector('svg')!;
  const inherited = (element: Element, name: string): string | null => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const value = at.getAttribute(name);
      if (value !== null) return value;
    }
    return null;
  };
  const offset = (element: Element): [number, number] => {
    let [x, y] = [0, 0];
    for (let at: Element | null = element; at && at !== root; at = at.parentElement) {
      const moved = /translate\((-?[\d.]+)(?:,(-?[\d.]+))?\)/.exec(at.getAttribute('transform') ?? '');
      x += Number(moved?.[1] ?? 0);
      y += Number(moved?.[2] ?? 0);
    }
    return [x, y];
  };
  const texts = [...root.querySelectorAll('text')].flatMap((element) => {
    const [x, y] = offset(element);
    const size = Number(inherited(element, 'font-size') ?? 11.5);
    const anchor = inherited(element, 'text-anchor') ?? 'middle';
    const rows = [...element.querySelectorAll('tspan')].map((row) => row.textContent ?? '');
    const text = element.textContent ?? '';
    const width = Math.max(...(rows.length > 0 ? rows : [text]).map((row) => row.length)) * size * 0.55;
    const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
    const haloed = inherited(element, 'paint-order') === 'stroke';
    return [{ text, left, right: left + width, top: y - size / 2, bottom: y + size / 2, haloed }];
  });
  return { width: Number(root.getAttribute('width')), texts };
}

const cross = (a: PlacedText, b: PlacedText) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
