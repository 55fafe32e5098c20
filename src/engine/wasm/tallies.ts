import { type MetricPlan, type MetricSpec, planMetric, type RecordShape } from '../metrics.js';
import type { Terms } from '../terms.js';
import type { Graph, Node } from './graph.js';

/** A value that is kept from save time to save time. */
export interface Tally {
  readonly initial: Node;
  readonly next: Node;
}

/** Metrics as values that are kept while a run goes on, so that its record need not be. */
export interface Tallies {
  /** What the metrics are once the last time is saved. */
  readonly results: readonly Node[];
  readonly tallies: readonly Tally[];
  /** Numbers that belong to save times: weights[k][t]. */
  readonly weights: readonly Float64Array[];
}

/**
 * Writes metrics into a graph, operation by operation as `compileMetric` works them out from a record.
 *
 * @param series the values of the series at a save time
 * @throws SteelyardError EN020 to EN022 as `compileMetric` does
 */
export function tallyMetrics(
  g: Graph,
  series: readonly Node[],
  metrics: readonly MetricSpec[],
  shape: RecordShape,
): Tallies {
  const builder = new Builder(g, shape.times);
  const results = metrics.map((spec) => {
    const plan = planMetric(spec, shape);
    return builder.result(plan, series[plan.column]!);
  });
  return { results, tallies: builder.tallies, weights: builder.weights };
}

class Builder {
  readonly tallies: Tally[] = [];
  readonly weights: Float64Array[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly g: Graph,
    private readonly times: Float64Array,
  ) {}

  result(plan: MetricPlan, value: Node): Node {
    const { g } = this;
    const scaled = g.double('mul', plan.scale, value);
    switch (plan.kind) {
      case 'linear':
        return g.double('mul', plan.scale, this.sum(plan.terms, value));
      case 'change':
        return g.double(
          'mul',
          plan.scale,
          g.double('sub', this.scaledByOne(plan.end, value), this.scaledByOne(plan.start, value)),
        );
      case 'first': {
        // Outside the window the time is NaN, and nothing is found.
        const when = this.weight((t) => (t >= plan.first && t <= plan.last ? this.times[t]! : Number.NaN));
        return this.keep(Number.NaN, (found) => {
          const open = g.test('ne', found, found);
          return g.select(
            g.and(open, g.test('ge', g.double('mul', value, plan.scale), plan.level)),
            when,
            found,
          );
        });
      }
      default: {
        const inside = (t: number) => (t >= plan.first && t <= plan.last ? 1 : 0);
        return this.keep(plan.kind === 'max' ? -Infinity : Infinity, (best) =>
          this.where(inside, g.better(plan.kind as 'max', best, scaled), best),
        );
      }
    }
  }

  // The last save time is also where the results are worked out: what it adds need not be kept.
  private sum({ indexes, weights }: Terms, value: Node): Node {
    const { g } = this;
    const last = this.times.length - 1;
    const of = (t: number) => (t === last ? 0 : (weights[indexes.indexOf(t)] ?? 0));
    const early = indexes.some((t) => t < last)
      ? this.keep(0, (total) =>
          // A save time without weight is left out: an undefined value there does no harm.
          this.where(of, g.double('add', total, g.double('mul', this.weight(of), value)), total),
        )
      : g.constant(0);
    const at = indexes.indexOf(last);
    return at < 0 ? early : g.double('add', early, g.double('mul', weights[at]!, value));
  }

  private scaledByOne = (terms: Terms, value: Node) => this.g.double('mul', 1, this.sum(terms, value));

  private where(of: (t: number) => number, yes: Node, no: Node): Node {
    const { g } = this;
    const everywhere = this.times.every((_, t) => of(t) !== 0);
    return everywhere ? yes : g.select(g.test('ne', this.weight(of), 0), yes, no);
  }

  private keep(from: number, next: (kept: Node) => Node): Node {
    const initial = this.g.constant(from);
    const number = this.tallies.length;
    const kept = this.g.tally(number);
    this.tallies.push({ initial, next: kept });
    this.tallies[number] = { initial, next: next(kept) };
    return kept;
  }

  private weight(of: (t: number) => number): Node {
    const list = Float64Array.from(this.times, (_, t) => of(t));
    const key = list.join(' ');
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.weights.push(list) - 1;
      this.numbers.set(key, number);
    }
    return this.g.weight(number);
  }
}
