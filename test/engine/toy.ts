import type { EnsembleJob, Program } from '../../src/engine/index.js';

/**
 * A small program written by hand: a stock that grows and leaks, and a wave; a quarter of a year a step. It has no sine: that of
 * one machine may differ from that of another in the last bit.
 */
export const toyProgram: Program = {
  source: `
    const steps = 45;
    return (inputs, out) => {
      let stock = inputs[0];
      for (let t = 0; t < steps; t++) {
        const flow = inputs[1] + inputs[2] * (Math.abs((t % 20) - 10) / 5 - 1);
        out[t * 3] = stock;
        out[t * 3 + 1] = flow;
        out[t * 3 + 2] = stock > 50 ? stock : NaN;
        for (let i = 0; i < inputs[4]; i++) stock += (0.25 * (flow - inputs[3] * stock)) / inputs[4];
      }
    };`,
  inputs: ['start', 'inflow', 'wave', 'leak', 'effort'],
  defaults: Float64Array.of(10, 5, 1, 0.1, 2),
  series: ['stock', 'flow', 'above 50'],
  times: Float64Array.from({ length: 45 }, (_, t) => 2022 + t / 4),
};

/** An ensemble of the toy: 3 policies x 2 cases; `effort` makes each run longer and changes it a little. */
export function toyJob(futures: number, effort = 2): EnsembleJob {
  const futureInputs = [1, 2, 3];
  // A Weyl sequence: numbers spread over (0,1) without a random generator.
  const at = (i: number, c: number) => ((i + 1) * (Math.sqrt([2, 3, 5][c]!) % 1)) % 1;
  const design = Float64Array.from({ length: futures * 3 }, (_, i) => {
    const [row, column] = [Math.floor(i / 3), i % 3];
    return [4, 0, 0.02][column]! + at(row, column) * [8, 3, 0.2][column]!;
  });
  const policies: [string, [number, number][]][] = [
    ['closed', []],
    ['open', [[0, 40]]],
    ['on-terms', [[0, 25]]],
  ];
  const cases: [string, [number, number][]][] = [
    ['drawn', []],
    ['stop', [[1, 0.5]]],
  ];
  return {
    program: { ...toyProgram, defaults: Float64Array.of(10, 5, 1, 0.1, effort) },
    arms: policies.flatMap(([policy, own]) =>
      cases.map(([caseId, shock]) => ({ policy, caseId, sets: [...own, ...shock] })),
    ),
    futures,
    futureInputs,
    design,
    metrics: [
      { id: 'end', series: 'stock', statistic: 'final' },
      { id: 'gain', series: 'stock', statistic: 'change', from: 2023 },
      { id: 'year-50', series: 'stock', statistic: 'first_at_or_above', level: 50 },
      { id: 'inflow-sum', series: 'flow', statistic: 'sum', from: 2024.1, to: 2030 },
      { id: 'highest', series: 'above 50', statistic: 'max', scale: 1000 },
    ],
    recorded: [
      { id: 'stock', series: 'stock' },
      { id: 'flow-k', series: 'flow', scale: 1000 },
    ],
  };
}
