import { setImmediate as turn } from 'node:timers/promises';
import { type EstimateResult, estimatesOf } from '../compute/index.js';
import type { WorkAsk } from './estimate-ask.js';
import type { Desk, Limits } from './types.js';

/**
 * Answers rows, or one workload on one fleet, with the document `steelyard.estimate/1`.
 *
 * One row is estimated at a time and others get their turn in between. Rows that are left when a request has had all the
 * work that it may ask for say so, and stand among the others.
 *
 * @throws SteelyardError CM001 to CM012 for one workload that has no answer
 */
export async function estimation(ask: WorkAsk, desk: Desk, limits: Limits): Promise<Response> {
  if (ask.kind === 'one') return okay(desk.printEstimate(ask.question));
  const results: EstimateResult[] = [];
  // Seconds of work, without the time that others had in between.
  let work = 0;
  for (const entry of ask.rows) {
    const spent = work > limits.mostWork;
    const started = desk.now();
    const rows = spent && 'row' in entry ? [{ id: entry.row.id, unread: spentWords }] : [entry];
    results.push(...estimatesOf(rows, desk.estimator, desk.onMistake));
    work += desk.now() - started;
    await turn();
  }
  return okay(desk.printRows(results));
}

const spentWords =
  'the rows before this one took all the time that one request may take; send it in another request';

const okay = (body: string) => new Response(body, { headers: { 'content-type': 'application/json' } });
