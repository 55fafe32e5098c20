import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvAddress, toCsv } from '../../src/report/csv.js';
import { openDocument } from '../../src/report/document.node.js';
import { bandsFigure } from '../../src/report/figures/bands.js';
import { frontierFinding } from '../../src/report/figures/frontier.js';
import { historyFigure } from '../../src/report/figures/history.js';
import {
  decimalYear,
  niceCeiling,
  pixelScale,
  quantileOf,
  spanOf,
  unitScale,
} from '../../src/report/figures/measure.js';
import { placeLabels } from '../../src/report/figures/place-labels.js';
import { timelineFigure } from '../../src/report/figures/timeline.js';
import { anchor, escapeHtml, html } from '../../src/report/html.js';
import { formatRange, makeLookup } from '../../src/report/lookup.js';
import { joinWords, parseText, plainText } from '../../src/report/text.js';
import { breakLines } from '../../src/report/theme.js';
import { makeWeighResult } from './fixture.js';
import { makeEvidence } from './fixture-evidence.js';

const weigh = makeWeighResult(100);
const lookup = makeLookup(weigh);

describe('small parts', () => {
  test('text: links are read, everything else stays', () => {
    expect(plainText(parseText('a [[prior:x_y]] b'))).toBe('a x y b');
    expect(plainText(parseText('a [[https://x.org|here]]'))).toBe('a here');
    expect(parseText('no [[ link ]')).toBe('no [[ link ]');
    expect(joinWords(['a'])).toBe('a');
  });

  test('markup escapes every text that is put in', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`<p title="${text}">${text}</p>`.markup).toBe(
          `<p title="${escapeHtml(text)}">${escapeHtml(text)}</p>`,
        );
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      }),
    );
  });

  test('anchors of different keys differ', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        fc.pre(a !== b && !/[~\n\r\u2028\u2029]/.test(a + b));
        expect(anchor(`evidence:${a}`)).not.toBe(anchor(`evidence:${b}`));
      }),
    );
  });

  test('CSV quotes, leaves gaps empty and disarms formulas', () => {
    expect(toCsv({ columns: ['a"b'], rows: [['=1+1'], [Number.NaN], [0.1 + 0.2]] })).toBe(
      '"a""b"\n\'=1+1\n\n0.3\n',
    );
    expect(csvAddress({ columns: ['#'], rows: [] })).toBe('data:text/csv;charset=utf-8,%23%0A');
  });

  test('ranges print the unit once where it follows', () => {
    expect(formatRange(1.2, 3.4, 'M H100e')).toBe('1.2–3.4 M H100e');
    expect(formatRange(0.1, 0.25, 'share')).toBe('10%–25%');
    expect(formatRange(-1, 2, 'months')).toBe('-1 to 2 months');
    expect(formatRange(Number.NaN, 1, 'months')).toBe('—');
  });

  test('measures', () => {
    expect(quantileOf([3, 1, 2], 0.5)).toBe(2);
    expect(spanOf([Number.NaN])).toEqual([0, 1]);
    expect(spanOf([5])[0]).toBeLessThan(5);
    // Numbers that are hardly numbers any more are drawn as a line at zero.
    expect(spanOf([0, 4e-320])).toEqual([-1, 1]);
    expect(niceCeiling(4.3)).toBe(5);
    expect(niceCeiling(0)).toBe(1);
    expect(decimalYear('2026-07')).toBe(2026.5);
    expect(decimalYear('2025-Q2')).toBe(2025.25);
    expect(decimalYear('2025-H2')).toBe(2025.5);
    expect(decimalYear('soon')).toBeNaN();
    expect(unitScale([0, 20_000], 'thousand chips').format(20_000)).toBe('20,000');
    expect(unitScale([0, 3e9], 'USD').name).toBe('bn USD');
    expect(breakLines('Hong Kong or offshore', 10)).toEqual(['Hong Kong', 'or', 'offshore']);
    const scale = pixelScale([2, 4], [100, 0]);
    expect(scale.value(scale.pixel(3.3))).toBeCloseTo(3.3, 12);
  });

  test('names of points that are apart do not touch', () => {
    const wishes = [0, 1, 2, 3, 4].map((i) => ({ x: 100 + i * 90, y: 100 + i * 40, width: 60 }));
    const places = placeLabels(wishes, { left: 0, right: 700, top: 0, bottom: 400 });
    places.forEach((a, i) => {
      places.slice(i + 1).forEach((b) => {
        expect(Math.abs(a.y - b.y) >= 14.9 || a.x + a.width <= b.x || b.x + b.width <= a.x).toBe(true);
      });
    });
  });
});

describe('findings follow the numbers', () => {
  test('the frontier names who is not beaten', () => {
    const points = weigh.frontier.points.map((p) => ({
      ...p,
      dominated: p.policy !== 'open' && p.policy !== 'closed',
    }));
    const other = makeLookup({ ...weigh, frontier: { ...weigh.frontier, points } });
    expect(frontierFinding(other)).toBe(
      'By medians, closed and open trade gain against what is left; the other 8 are beaten on both counts',
    );
  });

  test('a series names its lowest and highest end', () => {
    expect(bandsFigure(lookup, 'compute', openDocument()).title).toMatch(
      /^Effective compute in China: median in 2033 from .* \(closed\) to .* \(open\)$/,
    );
  });

  test('nothing recorded is said, not drawn', () => {
    const none = makeLookup({ ...weigh, bands: [], history: [] });
    expect(bandsFigure(none, 'compute', openDocument()).title).toBe(
      'Effective compute in China: not recorded',
    );
    expect(historyFigure(none, openDocument()).title).toBe('No check against history was run');
    const empty = { ...makeEvidence(0), timeline: [], chips: [] };
    expect(timelineFigure(empty, '2026-11-23', openDocument()).title).toBe('No measures were handed in');
  });

  test('history with nothing above zero, or wild misses, still draws', () => {
    const history = weigh.history.map((check, i) => ({
      ...check,
      observed: i === 0 ? 0 : check.observed * 10 ** (i * 3),
    }));
    expect(historyFigure(makeLookup({ ...weigh, history }), openDocument()).drawing.kind).toBe('pair');
  });
});
