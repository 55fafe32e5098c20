import { SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import type { Book, Part } from './book.js';
import { childOf, placeOf } from './document.js';

/** The stock that says how much a flow carries, where that is a conveyor or a queue. */
export const driverOf = (flow: Part, book: Book): Part | undefined =>
  flow.kind === 'flow'
    ? book.drained.get(foldName(flow.name))?.find((stock) => isBelt(stock) || isQueue(stock))
    : undefined;

/** Tells whether a stock is a conveyor. */
export const isBelt = (part: Part): boolean => childOf(part.element, 'conveyor') !== undefined;
/** Tells whether a stock is a queue. */
export const isQueue = (part: Part): boolean => childOf(part.element, 'queue') !== undefined;

/** Tells whether a flow is marked as one that takes its part of what is on a conveyor on the way. */
export const isTaggedLeak = (flow: Part): boolean => childOf(flow.element, 'leak') !== undefined;

/** Makes sure that a flow leaks or flows over only where it leaves a conveyor or a queue. Errors: SD041. */
export function checkEnds(flow: Part, book: Book): void {
  const driver = driverOf(flow, book);
  for (const [tag, fits, kind] of [
    ['leak', isBelt, 'conveyor'],
    ['overflow', isQueue, 'queue'],
  ] as const) {
    const element = childOf(flow.element, tag);
    if (!element || (driver && fits(driver))) continue;
    throw new SteelyardError({
      code: 'SD041',
      found: `the flow "${flow.name}" has a <${tag}> and leaves no ${kind}`,
      place: placeOf(element, book.source),
      remedy: `leave it out, or name the flow as an <outflow> of a ${kind}`,
    });
  }
}

/** Refuses a method of several stages a step where material moves on once a step. Errors: SD017. */
export function refuseStages(method: string, book: Book): void {
  const belt = book.parts.find((part) => part.kind === 'stock' && (isBelt(part) || isQueue(part)));
  if (!belt || method === 'euler') return;
  throw new SteelyardError({
    code: 'SD017',
    found: `the ${isBelt(belt) ? 'conveyor' : 'queue'} "${belt.name}" stands in a model that steps with ${method}`,
    place: belt.place,
    expected: '<sim_specs method="euler">',
  });
}
