import { describe, expect, it } from 'vitest';
import { type LinesInput, linesFigure, openDocument, standaloneSvg } from '../../src/report/index.js';

const times = Array.from({ length: 101 }, (_, t) => t);
const input = (...series: LinesInput['series']): LinesInput => ({
  name: 'm.mdl',
  source: 'm.mdl',
  sets: [],
  times,
  timeUnit: 'Day',
  series,
});
const line = (name: string, unit: string, value: (t: number) => number) => ({
  name,
  unit,
  values: times.map(value),
});

describe('a run over time', () => {
  it.each([
    ['stays at 5 kg', () => 5],
    ['rises from 0 to 100 kg', (t: number) => t],
    ['falls from 100 to 0 kg', (t: number) => 100 - t],
    ['peaks at 1,600 kg at 40 Day, and ends at -2,000 kg', (t: number) => 1600 - (t - 40) ** 2],
    ['falls to -900 kg at 30 Day, and ends at 4,000 kg', (t: number) => (t - 30) ** 2 - 900],
  ])('of one variable is told by its shape: it %s', (shape, value) => {
    expect(linesFigure(input(line('x', 'kg', value)), openDocument()).title).toBe(`x ${shape}`);
  });

  it('puts lines of one unit into a panel, and names them at their ends clear of each other', () => {
    const close = [0, 1, 2].map((i) => line(`line ${i}`, 'kg', (t) => t + i / 10));
    const svg = standaloneSvg(
      linesFigure(
        input(
          ...close,
          line('other', 'm', () => 1),
        ),
        openDocument(),
      ),
    );
    const heights = [
      ...svg.matchAll(
        /<g transform="translate\(8,([-\d.]+)\)"[^>]*><text transform="translate\([\d.]+,([\d.]+)\)"[^>]*>line \d</g,
      ),
    ].map((match) => Number(match[1]) + Number(match[2]));
    expect(svg.match(/<svg x=/g)).toHaveLength(3); // Two panels, and the drawing that holds them.
    expect(heights).toHaveLength(3);
    heights.sort((a, b) => a - b);
    for (let i = 1; i < heights.length; i++) expect(heights[i]! - heights[i - 1]!).toBeGreaterThan(14);
    expect(svg).toContain('>other</text>');
  });

  it('breaks a line where there is no value, and is the same each time', () => {
    const gap = line('x', '', (t) => (t > 40 && t < 60 ? Number.NaN : t));
    const draw = () => standaloneSvg(linesFigure(input(gap), openDocument()));
    expect(draw()).not.toContain('NaN');
    expect(draw()).toBe(draw());
    expect(linesFigure(input(line('y', '', () => Number.NaN)), openDocument()).title).toBe('y: no values');
  });
});
