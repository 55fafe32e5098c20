import { describe, expect, it } from 'vitest';
import { type FanInput, fanFigure, openDocument, standaloneSvg } from '../../src/report/index.js';

const times = Array.from({ length: 401 }, (_, t) => t / 4);
const spreadAt = (middle: number, width: number) => ({
  count: 100,
  missing: 0,
  mean: middle,
  deviation: width,
  least: middle - 3 * width,
  most: middle + 3 * width,
  quantiles: [-2, -1, 0, 1, 2].map((step) => middle + step * width),
});
const seriesOf = (title: string, unit: string, width: number) => ({
  title,
  unit,
  spreads: times.map((time) => spreadAt(100 + time, (width * time) / 100)),
  singles: [times.map((time) => 100 + time), times.map((time) => 100 + 40 * time)],
});
const input = (...series: FanInput['series']): FanInput => ({
  name: 'm.mdl',
  source: 'm.mdl, 100 runs, seed 1',
  runs: 100,
  times,
  timeUnit: 'Year',
  series,
});

describe('a fan of runs', () => {
  it('says what is drawn, how it ends with its unit, and where it comes from', () => {
    const figure = fanFigure(input(seriesOf('stock', 'kg', 10)), openDocument());
    expect(figure.title).toBe('stock over 100 runs: median, half of the runs, and 90% of them');
    expect(figure.subtitle).toBe('stock at 100: median 200 kg, 90% of the runs within 180–220 kg');
    expect(figure.caption).toBe(
      'Line: median; dark band: 50% of runs, light band: 90%; thin lines: the first 2 runs.',
    );
    expect(figure.source).toBe('Source: m.mdl, 100 runs, seed 1');
    expect(figure.data.rows).toHaveLength(times.length);
    expect(figure.data.rows[400]).toEqual(['stock', 'kg', 100, 180, 190, 200, 210, 220]);
  });

  it('says which of several series is the least certain for its size', () => {
    const figure = fanFigure(input(seriesOf('a', 'kg', 1), seriesOf('b', 'm', 20)), openDocument());
    expect(figure.title).toBe('2 series of m.mdl over 100 runs: median, half of the runs, and 90% of them');
    expect(figure.subtitle).toBe('At 100 b spreads most for its size: 90% of the runs within 160–240 m');
  });

  it('draws bands, the median and single runs, and breaks a run off where it leaves the frame', () => {
    const svg = standaloneSvg(fanFigure(input(seriesOf('stock', 'kg', 10)), openDocument()));
    expect(svg).not.toMatch(/var\(|NaN|undefined/);
    expect(svg).toContain('>kg</text>');
    expect(svg).toContain('>Year</text>');
    const paths = [...svg.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]!).filter((d) => d.length > 300);
    expect(paths).toHaveLength(4); // Two bands, the run that stays inside, and the median.
    const heights = [...svg.matchAll(/viewBox="0 0 [\d.]+ ([\d.]+)"/g)].map((match) => Number(match[1]));
    const ys = paths.flatMap((d) => [...d.matchAll(/[\d.]+,([\d.]+)/g)].map((match) => Number(match[1])));
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ys)).toBeLessThanOrEqual(Math.max(...heights));
  });

  it('draws 24 panels at most, and says how many are left out', () => {
    const many = Array.from({ length: 30 }, (_, i) => seriesOf(`s${i}`, '', 1));
    const figure = fanFigure(input(...many), openDocument());
    expect(figure.caption).toContain('6 further series are not drawn.');
    expect(standaloneSvg(figure).match(/>s\d+<\/text>/g)).toHaveLength(24);
  });

  it('is the same each time', () => {
    const draw = () => standaloneSvg(fanFigure(input(seriesOf('stock', 'kg', 10)), openDocument()));
    expect(draw()).toBe(draw());
  });
});
