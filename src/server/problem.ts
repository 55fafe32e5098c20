import { type Complaint, cutComplaint, SteelyardError } from '../base/error.js';
import type { ServerErrorCode } from './errors.js';

/** A complaint that knows the HTTP status that carries it. */
export class HttpError extends SteelyardError {
  constructor(
    readonly status: number,
    complaint: Complaint & { readonly code: ServerErrorCode },
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(complaint);
  }
}

/**
 * Prints a complaint as the body of an answer: JSON with `error`, and whatever else is handed in.
 *
 * @example
 * JSON.parse(printProblem({ code: 'SV001', found: 'nothing here' })).error.code // => 'SV001'
 */
export function printProblem(error: Complaint, more: Readonly<Record<string, unknown>> = {}): string {
  const { code, found, expected, nearest, remedy, place } = cutComplaint(error);
  // One order of keys, whoever raised it; what is undefined drops out.
  const shown = { code, found, expected, nearest, remedy, place };
  return `${JSON.stringify({ error: shown, ...more }, null, 1)}\n`;
}

/**
 * Makes the answer for anything that was thrown: what the asker can mend is told, all else is owned as ours.
 *
 * What the rules cannot answer is 422: the body was read, and what it asks makes no sense.
 */
export function problemOf(thrown: unknown): Response {
  if (thrown instanceof HttpError)
    return problemResponse(thrown.status, printProblem(thrown.complaint), thrown.headers);
  if (thrown instanceof SteelyardError) return problemResponse(422, printProblem(thrown.complaint));
  return problemResponse(500, printProblem(ourMistake));
}

/** Makes an answer of a printed problem. */
export function problemResponse(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, { status, headers: { 'content-type': problemType, ...headers } });
}

/** The media type of errors; their members are those of `error`, not those of RFC 9457. */
export const problemType = 'application/json';

/** All that an asker learns of a mistake of ours. */
export const ourMistake = {
  code: 'SV999',
  found: 'the server could not finish this answer',
  expected: 'an answer: this is our mistake, not yours',
  remedy: 'send us the request, and what `steelyard classify --batch` with --debug says to the same cases',
} as const satisfies Complaint & { code: ServerErrorCode };
