import { setImmediate as turn } from 'node:timers/promises';
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
import { ourMistake, printProblem, problemResponse } from './problem.js';
import type { Desk } from './types.js';

/** An answer of up to this many rows goes out whole, with its length; a longer one goes out as it is made. */
const wholeUpTo = 64;

/**
 * Answers one case, or a list of them, with the document `steelyard.classify/1`.
 *
 * @throws SteelyardError CO010 to CO018 for one case that has no answer
 */
export async function classification(ask: Ask, desk: Desk): Promise<Response> {
  if (ask.kind === 'batch') return ofBatch(ask.batch, desk);
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
 * Answers a list: 200 when any case has an answer, 422 when none has.
 *
 * One case is classified at a time and others get their turn in between, so that a long batch holds up nobody. It is
 * made no faster than it is fetched, and no further once the asker is gone.
 */
async function ofBatch(batch: Batch, desk: Desk): Promise<Response> {
  const results = resultsOf(batch, desk);
  const first: Result[] = [];
  let next = await results.next();
  for (; !next.done; next = await results.next()) {
    first.push(next.value);
    if (first.length >= wholeUpTo && first.some(isAnswer)) break;
  }
  if (!next.done) return okay(streamOf(printRows(chain(first, results), desk)));
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

const okay = (body: string | ReadableStream) =>
  new Response(body, { headers: { 'content-type': 'application/json' } });

async function* resultsOf({ entries }: Batch, desk: Desk): AsyncGenerator<Result, void> {
  for (const entry of entries) {
    yield resultOf(entry, desk);
    await turn();
  }
}

/** The row of one case; even a mistake of ours in one does not lose the others. */
function resultOf(entry: BatchEntry, { classifier, onMistake }: Desk): Result {
  try {
    return answerBatch(classifier, { entries: [entry] })[0]!;
  } catch (error) {
    onMistake?.(error);
    return { id: 'error' in entry ? entry.id : entry.request.id!, error: ourMistake };
  }
}

async function* chain(first: readonly Result[], rest: AsyncGenerator<Result>): AsyncGenerator<Result> {
  yield* first;
  yield* rest;
}

/** Prints the same bytes as the whole document, a row at a time: what stands around the rows is cut from short ones. */
async function* printRows(results: AsyncIterable<Result>, { printDocument }: Desk): AsyncGenerator<string> {
  const [head, tail] = printDocument([]).split('[]') as [string, string];
  let before = `${head}[`;
  let after = '';
  for await (const result of results) {
    const row = printDocument([result]).slice(head.length + 1, -tail.length - 1);
    const text = row.trimEnd();
    after = row.slice(text.length);
    yield before + text;
    before = ',';
  }
  yield `${after}]${tail}`;
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
