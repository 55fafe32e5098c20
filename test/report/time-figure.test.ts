import { describe, expect, test } from 'vitest';
import { answerOf, ratioOfFleets, workloadNamed } from '../../src/compute/index.js';
import { openDocument } from '../../src/report/document.node.js';
import { standaloneSvg } from '../../src/report/figures/standalone.js';
import { type TimeRow, timeFigure } from '../../src/report/figures/time.js';
import { estimator, facts } from '../compute/load.js';

function figureOf(workload: string, chips: readonly string[], count: number) {
  const answers = chips.map((chip) =>
    answerOf({ workload: workloadNamed(workload, facts), chip, count }, estimator, { ways: [] }),
  );
  const first = answers[0]!;
  const rows = answers.map((answer, i): TimeRow => {
    const name = chips[i]!;
    if ('why' in answer) return { name, none: answer };
    return { name, answer, ...('why' in first ? {} : { ratio: ratioOfFleets(answer, first, estimator) }) };
  });
  return timeFigure(rows, openDocument());
}

describe('where the time goes', () => {
  const figure = figureOf('llama3.1-70b-pretraining', ['h200', 'h20', 'a100'], 512);

  test('shares of a bar add up to one, and the first bar is as long as one', () => {
    for (const [, , ...shares] of figure.data.rows)
      expect((shares as number[]).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(figure.data.rows[0]![1]).toBe(1);
    expect(figure.data.rows[1]![1] as number).toBeGreaterThan(3);
  });

  test('the title is the finding, and the caption says how sure it is', () => {
    expect(figure.title).toMatch(/arithmetic takes \d+% of the time on NVIDIA H200.*H20 96GB takes \d/);
    expect(figure.caption).toMatch(/within a factor of 1\.\d+ either way/);
  });

  test('no bar and no word leaves the drawing, wide or narrow', () => {
    if (figure.drawing.kind !== 'pair') throw new Error('a pair');
    for (const svg of [figure.drawing.wide, figure.drawing.narrow]) {
      const width = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)![1]);
      for (const [, x] of svg.matchAll(/<(?:line|path)[^>]*?x2="([\d.]+)"/g))
        expect(Number(x)).toBeLessThanOrEqual(width);
      expect(svg).not.toContain('NaN');
    }
  });

  test('the picture of its own is the same at each drawing', () => {
    expect(standaloneSvg(figure)).toBe(
      standaloneSvg(figureOf('llama3.1-70b-pretraining', ['h200', 'h20', 'a100'], 512)),
    );
  });

  test('a chip that cannot do the work has a row without a bar, and says why', () => {
    const mixed = figureOf('hpl', ['h100', 'h20'], 8);
    expect(mixed.caption).toMatch(/No bar: h20 cannot do this work/);
    expect(mixed.data.rows[1]![1]).toBeNaN();
  });
});
