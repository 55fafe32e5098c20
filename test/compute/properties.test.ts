import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestServing, serve } from '../../src/compute/serving/serve.js';
import { bestLayout } from '../../src/compute/training/search.js';
import { stepTimes, totalOf } from '../../src/compute/training/step-time.js';
import {
  chips,
  faster,
  rates,
  someLayout,
  someMachine,
  someService,
  someServing,
  someTask,
} from './plausible-work.js';
import { calibratedFor, known } from './setup.js';

/** Rounding of sums in another order. */
const slack = 1 + 1e-9;
const gain = fc.double({ min: 1, max: 8, noNaN: true });
const laidTask = someTask.chain((task) => fc.record({ task: fc.constant(task), layout: someLayout(task) }));
const laidService = someService.chain((task) =>
  fc.record({ task: fc.constant(task), layout: someServing(task) }),
);
const options = { numRuns: 400 };

describe.each(rates)('more %s', (rate) => {
  it('never slows a step of a fixed layout', () => {
    fc.assert(
      fc.property(laidTask, someMachine, gain, ({ task, layout }, machine, by) => {
        const stepOn = (on: typeof machine) =>
          totalOf(stepTimes(task, layout, on, calibratedFor(on).training));
        expect(stepOn(faster(machine, rate, by))).toBeLessThanOrEqual(stepOn(machine) * slack);
      }),
      options,
    );
  });

  it('never slows a step where the layout is looked for', () => {
    fc.assert(
      fc.property(someTask, someMachine, gain, (task, machine, by) => {
        const foundOn = (on: typeof machine) => bestLayout(task, {}, on, calibratedFor(on).training);
        const before = foundOn(machine);
        fc.pre(before.overBytes <= 0);
        const after = foundOn(faster(machine, rate, by));
        expect(after.stepS).toBeLessThanOrEqual(before.stepS * slack);
      }),
      { numRuns: 60 },
    );
  });

  it('never serves fewer tokens, with a fixed layout or with one that is looked for', () => {
    fc.assert(
      fc.property(laidService, someMachine, gain, ({ task, layout }, machine, by) => {
        const better = faster(machine, rate, by);
        const servedOn = (on: typeof machine) => serve(task, layout, on, calibratedFor(on).serving);
        const before = servedOn(machine);
        fc.pre(before.overBytes <= 0);
        expect(servedOn(better).outputTokensPerS * slack).toBeGreaterThanOrEqual(before.outputTokensPerS);
        const bestOn = (on: typeof machine) =>
          bestServing(task, {}, on, calibratedFor(on).serving).served.outputTokensPerS;
        expect(bestOn(better) * slack).toBeGreaterThanOrEqual(bestOn(machine));
      }),
      options,
    );
  });
});

describe('filling prompts', () => {
  const filled = laidService.map(({ task, layout }) => ({
    task: { ...task, mode: 'prefill' as const },
    layout,
  }));

  it('is never slower on a faster machine, nor the first token later', () => {
    fc.assert(
      fc.property(
        filled,
        someMachine,
        fc.constantFrom(...rates),
        gain,
        ({ task, layout }, machine, rate, by) => {
          const better = faster(machine, rate, by);
          const prompts = (on: typeof machine) =>
            serve(task, layout, on, calibratedFor(on).serving).inputTokensPerS;
          expect(prompts(better) * slack).toBeGreaterThanOrEqual(prompts(machine));
          const first = { ...task, mode: 'first-token' as const };
          const wait = (on: typeof machine) =>
            serve(first, layout, on, calibratedFor(on).serving).firstTokenS();
          expect(wait(better)).toBeLessThanOrEqual(wait(machine) * slack);
        },
      ),
      options,
    );
  });
});

describe('a layout that is found', () => {
  it('leaves fewer chips idle than one more copy takes, cuts no head and no sequence, and keeps experts within their number', () => {
    fc.assert(
      fc.property(someTask, someMachine, (task, machine) => {
        const { layout } = bestLayout(task, {}, machine, calibratedFor(machine).training);
        const { tensor, pipeline, context, data, microBatch, virtual, expert } = layout;
        const copy = tensor * pipeline * context;
        expect(data).toBe(Math.floor(task.chips / copy));
        expect(task.shape.heads % tensor).toBe(0);
        expect(Number.isInteger(microBatch) && microBatch >= 1).toBe(true);
        expect(pipeline * virtual).toBeLessThanOrEqual(task.shape.layers);
        expect(expert).toBeLessThanOrEqual(task.shape.mixture?.experts ?? 1);
        expect(tensor).toBeLessThanOrEqual(machine.scaleUpChips);
      }),
      { numRuns: 150 },
    );
  });
});

describe('more memory', () => {
  it('never makes the best layout slower', () => {
    fc.assert(
      fc.property(someTask, someMachine, gain, (task, machine, by) => {
        const { training } = calibratedFor(machine);
        const before = bestLayout(task, {}, machine, training);
        fc.pre(before.overBytes <= 0);
        const after = bestLayout(task, {}, { ...machine, memoryBytes: machine.memoryBytes * by }, training);
        expect(after.overBytes).toBeLessThanOrEqual(0);
        expect(after.stepS).toBeLessThanOrEqual(before.stepS * slack);
      }),
      { numRuns: 150 },
    );
  });

  it('never serves fewer tokens', () => {
    fc.assert(
      fc.property(someService, someMachine, gain, (task, machine, by) => {
        const { serving } = calibratedFor(machine);
        const before = bestServing(task, {}, machine, serving).served;
        fc.pre(before.overBytes <= 0);
        const after = bestServing(
          task,
          {},
          { ...machine, memoryBytes: machine.memoryBytes * by },
          serving,
        ).served;
        expect(after.outputTokensPerS * slack).toBeGreaterThanOrEqual(before.outputTokensPerS);
      }),
      options,
    );
  });
});

describe('a service', () => {
  it('serves no fewer tokens at a larger batch', () => {
    fc.assert(
      fc.property(laidService, someMachine, gain, ({ task, layout }, machine, by) => {
        const { serving } = calibratedFor(machine);
        const asked = task.concurrency ?? 64;
        const at = (concurrency: number) => serve({ ...task, concurrency }, layout, machine, serving);
        fc.pre(at(asked).overBytes <= 0);
        expect(at(asked * by).outputTokensPerS * slack).toBeGreaterThanOrEqual(at(asked).outputTokensPerS);
      }),
      options,
    );
  });

  it('serves no more tokens at a longer context', () => {
    fc.assert(
      fc.property(laidService, someMachine, gain, ({ task, layout }, machine, by) => {
        const { serving } = calibratedFor(machine);
        const inputTokens = task.inputTokens * by;
        const longer = { ...task, inputTokens, contextTokens: inputTokens + task.outputTokens / 2 };
        const before = serve(task, layout, machine, serving);
        fc.pre(before.overBytes <= 0);
        expect(serve(longer, layout, machine, serving).outputTokensPerS).toBeLessThanOrEqual(
          before.outputTokensPerS * slack,
        );
        const kept = { ...task, contextTokens: task.contextTokens * by };
        expect(serve(kept, layout, machine, serving).outputTokensPerS).toBeLessThanOrEqual(
          before.outputTokensPerS * slack,
        );
      }),
      options,
    );
  });
});

describe('eight bits', () => {
  const quicker = chips.filter((chip) => {
    const machine = known(chip);
    const { training } = calibratedFor(machine);
    const { bf16 = 0, fp8, int8 } = machine.peakFlopPerS;
    return (fp8 ?? int8 ?? 0) * training.gemmEight >= bf16 * training.gemm;
  });

  it('are quicker by the calibration on most chips that have them', () => {
    expect(quicker).toEqual(expect.arrayContaining(['h100', 'h200', 'h20', 'b200', 'mi300x']));
  });

  it.each(quicker)('are never slower than sixteen on %s', (chip) => {
    const machine = known(chip);
    const { training, serving } = calibratedFor(machine);
    fc.assert(
      fc.property(laidTask, laidService, (step, service) => {
        const time = (format: 'bf16' | 'fp8') =>
          totalOf(stepTimes({ ...step.task, format }, step.layout, machine, training));
        expect(time('fp8')).toBeLessThanOrEqual(time('bf16') * slack);
        const out = (format: 'bf16' | 'fp8') =>
          serve({ ...service.task, format }, service.layout, machine, serving);
        fc.pre(out('bf16').overBytes <= 0);
        expect(out('fp8').outputTokensPerS * slack).toBeGreaterThanOrEqual(out('bf16').outputTokensPerS);
      }),
      { numRuns: 100 },
    );
  });
});
