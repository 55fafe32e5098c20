/** Digits that a document keeps: more would differ between machines in the last place and say nothing. */
const digits = 9;

/**
 * Rounds every number of a document to 9 significant digits, and turns -0 into 0 and what is not finite into null
 * in the JSON that is printed from it (NaN stays NaN here). Keys keep their order.
 *
 * @example
 * roundDeep({ a: [1 / 3, -0] }) // => { a: [0.333333333, 0] }
 */
export function roundDeep<T>(document: T): T {
  return visit(document) as T;
}

function visit(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) ? Number(value.toPrecision(digits)) + 0 : value;
  if (Array.isArray(value)) return value.map(visit);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, visit(part)]));
  return value;
}
