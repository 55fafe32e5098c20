import { setImmediate as turn } from 'node:timers/promises';
import { documentRows } from '../base/document-rows.js';
import type { Complaint } from '../base/error.js';
import {
  type Answer,
  admit,
  answerBatch,
  type Batch,
  type BatchEntry,
  type Refused,
} from '../controls/index.js';
import { type Ask, type OneCase, withCase } from './ask.js';
import type { ServerErrorCode } from './errors.js';
import { ourMistake, printProblem, problemResponse } from './problem.js';
import type { Desk, Limits } from './types.js';

/** An answer of up to this many rows goes out whole, with its length; a longer one goes out as it is made. */
const wholeUpTo = 64;

/**
 * Answers one case, or a list of them, with the document `steelyard.classify/1`.
 *
 * @throws SteelyardError CO010 to CO018 for one case that has no answer
 */
export async function classification(ask: Ask, desk: Desk, limits: Limits): Promise<Response> {
  if (ask.kind === 'batch') return ofBatch(ask.batch, desk, limits);
  return withCase(ask.one, desk.classifier, (request) =>
    okay(desk.printDocument([desk.classifier.classify(request)])),
  );
}

/**
 * Answers one case with the document `steelyard.admit/1`.
 *
 * @throws SteelyardError CO010 to CO018
 */
export function admission(one: OneCase, desk: Desk): Response {
  return withCase(one, desk.classifier, (request) =>
    okay(desk.printAdmission(admit(desk.classifier, request))),
  );
}

/**
 * Answers a list: 200 when any case has an answer, 422 when none has, 413 when the first cases alone are too much work.
 *
 * One case is classified at a time and others get their turn in between, so that a long batch holds up nobody. It is
 * made no faster than it is fetched, and no further once the asker is gone. A list that turns out to be too much work
 * when its answer is already on its way gets rows that say so.
 */
async function ofBatch(batch: Batch, desk: Desk, limits: Limits): Promise<Response> {
  const results = resultsOf(batch, desk, limits);
  const first: Result[] = [];
  let next = await results.next();
  for (; !next.done; next = await results.next()) {
    first.push(next.value);
    if (first.length >= wholeUpTo && first.some(isAnswer) && !isSpent(next.value)) break;
  }
  if (!next.done) return okay(streamOf(printRows(chain(first, results), desk)));
  const spent = first.findIndex(isSpent);
  if (spent >= 0) {
    const problem = tooMuchWork(spent, batch.entries.length, limits);
    return problemResponse(413, printProblem(problem, { results: first }));
  }
  if (first.some(isAnswer)) return okay(desk.printDocument(first));
  const refused = first as Refused[];
  const ours = refused.some(({ error }) => error === ourMistake);
  return problemResponse(
    ours ? 500 : 422,
    printProblem(ours ? ourMistake : noneOf(refused), { results: first }),
  );
}

type Result = Answer | Refused;

const isAnswer = (result: Result): result is Answer => !('error' in result);

const isSpent = (result: Result) => 'error' in result && result.error.code === spentCode;

const okay = (body: string | ReadableStream) =>
  new Response(body, { headers: { 'content-type': 'application/json' } });

async function* resultsOf({ entries }: Batch, desk: Desk, limits: Limits): AsyncGenerator<Result, void> {
  // Seconds of work, without the time that others had in between.
  let work = 0;
  for (const [i, entry] of entries.entries()) {
    const spent = work > limits.mostWork && !('error' in entry);
    const started = desk.now();
    const row = spent ? spentRow(entry, i, limits) : resultOf(entry, desk);
    // What could not be read costs next to nothing.
    if (!spent && !('error' in entry)) work += desk.now() - started;
    yield row;
    await turn();
  }
}

/** The row of one case; even a mistake of ours in one does not lose the others. */
function resultOf(entry: BatchEntry, { classifier, onMistake }: Desk): Result {
  const result = answerBatch(classifier, { entries: [entry] }, onMistake)[0]!;
  // What broke is told to whoever runs the server, and not to the asker.
  return 'error' in result && result.error.code === 'CO999' ? { id: result.id, error: ourMistake } : result;
}

async function* chain(first: readonly Result[], rest: AsyncGenerator<Result>): AsyncGenerator<Result> {
  yield* first;
  yield* rest;
}

/** Prints the same bytes as the whole document, a row at a time. */
async function* printRows(results: AsyncIterable<Result>, { printDocument }: Desk): AsyncGenerator<string> {
  const { head, row, between, tail } = documentRows(printDocument);
  let before = head;
  for await (const result of results) {
    yield before + row(result);
    before = between;
  }
  yield tail(before !== head);
}

/** A stream that makes the next text when the one before was fetched, and stops when nobody fetches any more. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}

/** What a list says as a whole when none of its cases has an answer. */
function noneOf(refused: readonly Refused[]): Complaint {
  const { found, place } = refused[0]!.error;
  return {
    code: 'SV009',
    found: `no case of ${refused.length} can be answered; the first: ${found}`,
    ...(place && { place }),
    expected: 'at least one case with an answer',
    remedy: 'see what "results" says of each case',
  };
}

const spentCode: ServerErrorCode = 'SV013';

const workOf = ({ mostWork }: Limits) => `cases that take the server at most ${mostWork} s together`;

function tooMuchWork(done: number, of: number, limits: Limits): Complaint {
  return {
    code: spentCode,
    found: `the first ${done} of ${of} cases took all the time that one request may take`,
    expected: workOf(limits),
    remedy: `send at most ${done} such cases in one request, or tell more of each; "results" holds what was answered`,
  };
}

/** The row of a case that is not looked at any more. */
function spentRow(entry: Exclude<BatchEntry, Refused>, i: number, limits: Limits): Refused {
  return {
    id: entry.request.id!,
    error: {
      code: spentCode,
      found: `the ${i} cases before this one took all the time that one request may take`,
      place: entry.placeOf([]),
      expected: workOf(limits),
      remedy: 'send this case and those after it in another request',
    },
  };
}
