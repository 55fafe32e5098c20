import { SteelyardError } from '../base/error.js';
import type { WeighInput, WeighMetric } from './weigh-input.js';

/** The metrics of every policy over the futures, compared where the study asks for it. */
export interface Values {
  readonly policies: readonly string[];
  readonly metrics: readonly WeighMetric[];
  readonly futures: number;
  /** One value a future, by position of policy and metric; not a number where it is not defined. */
  of(policy: number, metric: number): Float64Array;
  /**
   * The same for comparing: larger is better, and a value that is not defined stands below all others (or above,
   * where never is best).
   */
  goodness(policy: number, metric: number): Float64Array;
}

/**
 * Collects the values of all policies and metrics.
 *
 * @throws SteelyardError AN001 if runs are missing or of unequal length, AN002 for unknown names, AN003 for none
 */
export function collectValues(input: WeighInput): Values {
  const futures = input.head.run.futures;
  if (!(futures > 0)) throw new SteelyardError({ code: 'AN003', found: 'no futures to weigh' });
  const policies = input.policies.map((policy) => policy.id);
  const raw = (policy: string, caseId: string, metric: string): Float64Array => {
    const values = input.runs(policy, caseId, metric);
    if (values?.length === futures) return values;
    throw new SteelyardError({
      code: 'AN001',
      found: `policy ${policy} in case ${caseId} has ${values?.length ?? 'no'} values of ${metric}`,
      expected: `${futures}, one a future`,
      remedy: 'run the study again',
    });
  };
  const values = policies.map((policy) => input.metrics.map((metric) => compared(raw, policy, metric)));
  const goodness = values.map((row) => row.map((column, m) => goodnessOf(column, input.metrics[m]!)));
  return {
    policies,
    metrics: input.metrics,
    futures,
    of: (policy, metric) => values[policy]![metric]!,
    goodness: (policy, metric) => goodness[policy]![metric]!,
  };
}

function compared(raw: WeighInput['runs'], policy: string, metric: WeighMetric): Float64Array {
  const own = raw(policy, metric.case, metric.id);
  const relativeTo = metric.relativeTo ?? null;
  if (!relativeTo) return own;
  const other = raw(relativeTo.policy ?? policy, relativeTo.case ?? metric.case, metric.id);
  const compare = relativeTo.as === 'ratio' ? ratio : difference;
  return own.map((value, future) => compare(value, other[future]!));
}

const difference = (a: number, b: number) => a - b;
const ratio = (a: number, b: number) => (b === 0 ? Number.NaN : a / b);

function goodnessOf(values: Float64Array, { direction, neverIsLate, relativeTo }: WeighMetric): Float64Array {
  const sign = direction === 'higher' ? 1 : -1;
  // Of two dates of which one or both never come, the difference is unknown, so that only plain dates can be late.
  const never = neverIsLate && !relativeTo ? sign * Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return values.map((value) => (Number.isFinite(value) ? sign * value : never));
}
