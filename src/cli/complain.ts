import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { type Complaint, cutComplaint, cutQuotes, printPlace, SteelyardError } from '../base/error.js';
import { wrapText } from '../base/text.js';
import { type Io, type Paint, paintFor, widthOf } from './io.js';
import { reasonOf } from './pipeline/files.js';
import { shownPath } from './pipeline/locate.js';
import { placeInCommandLine, printCommandLine, UsageError } from './usage.js';

/** The exit codes that every verb keeps to. */
export const exitCodes = { done: 0, answerIsNo: 1, yourMistake: 2, ourMistake: 3, interrupted: 130 } as const;

/** What the printer of errors must know of the call. */
export interface Call {
  readonly words: readonly string[];
  /** Folders that a place's file may be relative to, besides the working folder. */
  readonly roots: readonly string[];
  readonly debug: boolean;
  /** Lines of files that were shown, kept for further complaints about the same file. */
  readonly files?: Map<string, readonly string[]>;
}

/**
 * Prints an error on standard error, and tells the exit code: 2 for what the user can mend, 3 for what we must.
 *
 * Shows the code, the place, the line itself with a caret, what was expected, the nearest valid name and what
 * to do next. A stack trace is shown with `--debug` only.
 */
export function complain(error: unknown, call: Call, io: Io): number {
  const paint = paintFor(io.stderr, io.env);
  const lines = error instanceof SteelyardError ? explain(error, call, io, paint) : confess(error, paint);
  if (call.debug && error instanceof Error && error.stack) lines.push('', paint.dim(error.stack));
  io.stderr.write(`${lines.join('\n')}\n`);
  return error instanceof SteelyardError ? exitCodes.yourMistake : exitCodes.ourMistake;
}

function explain(error: SteelyardError, call: Call, io: Io, paint: Paint): string[] {
  const complaint = cutComplaint(locate(error, call, io.cwd));
  const { code, found, place, expected, nearest } = complaint;
  const remedy = complaint.remedy ?? defaultRemedy(complaint);
  const width = widthOf(io.stderr);
  const point = (name: string, text: string | undefined) =>
    text === undefined
      ? []
      : wrapText(`${name.padEnd(10)}${text}`, width - 2, ' '.repeat(10)).map((line) => `  ${line}`);
  return [
    `${paint.red(`error ${code}`)}${place ? `  ${paint.bold(printPlace(place))}` : ''}`,
    ...wrapText(found, width - 2).map((line) => `  ${line}`),
    ...excerpt(complaint, call, io, paint),
    ...point('expected', expected),
    ...point('nearest', nearest),
    ...point('to fix', remedy),
  ];
}

/** No error leaves without a way out: where its writer gave none, the nearest name or what was expected is one. */
function defaultRemedy({ nearest, expected, place }: Complaint): string | undefined {
  if (nearest !== undefined) return `write "${nearest}", if that is what was meant`;
  if (place === undefined) return undefined;
  return expected === undefined
    ? `correct what stands at ${printPlace(place)}`
    : place.file === 'command line'
      ? 'put what is expected in its place'
      : `put what is expected at ${printPlace(place)}`;
}

function locate(error: SteelyardError, call: Call, cwd: string): Complaint {
  const { place: given } = error.complaint;
  if (given && isAbsolute(given.file)) {
    return { ...error.complaint, place: { ...given, file: shownPath(given.file, cwd) } };
  }
  if (!(error instanceof UsageError) || error.complaint.place || error.word === undefined)
    return error.complaint;
  const place = placeInCommandLine(call.words, error.word);
  return place ? { ...error.complaint, place } : error.complaint;
}

/** Shows the line that is wrong, with its number, and a caret under the column. */
function excerpt({ place }: Complaint, call: Call, io: Io, paint: Paint): string[] {
  if (!place) return [];
  const ofCall = place.file === 'command line';
  const text = ofCall
    ? printCommandLine(call.words)
    : readLine(place.file, place.line, [io.cwd, ...call.roots], call.files);
  if (text === undefined || text.trim() === '') return [];
  const gutter = ofCall ? '  ' : `  ${place.line} │ `;
  const column = place.column ?? 1;
  // A long line is cut so that the caret stays in view.
  const room = Math.max(20, widthOf(io.stderr) - gutter.length);
  const from = column > room - 10 ? column - Math.floor(room / 2) : 0;
  const shown = text.slice(from, from + room).replaceAll('\t', ' ');
  const lines = [`${paint.dim(gutter)}${shown}`];
  if (place.column !== undefined) {
    const blank = ofCall ? gutter : `${' '.repeat(gutter.length - 2)}│ `;
    lines.push(`${paint.dim(blank)}${' '.repeat(Math.max(0, column - 1 - from))}${paint.red('^')}`);
  }
  return lines;
}

function readLine(
  file: string,
  line: number | undefined,
  folders: readonly string[],
  files: Map<string, readonly string[]> = new Map(),
): string | undefined {
  if (line === undefined) return undefined;
  if (!files.has(file)) files.set(file, readLines(file, folders));
  return files.get(file)![line - 1];
}

function readLines(file: string, folders: readonly string[]): readonly string[] {
  for (const folder of folders) {
    try {
      return readFileSync(resolve(folder, file), 'utf8').split(/\r?\n/);
    } catch {
      // Not in this folder: the next one may hold it, and without the line the message still stands.
    }
  }
  return [];
}

function confess(error: unknown, paint: Paint): string[] {
  const what = error instanceof Error ? error.message : String(error);
  return [
    `${paint.red('error CL999')}  ${cutQuotes(what.split('\n')[0]!)}`,
    '  This is our mistake, not yours.',
    '  to fix    run the same command with --debug and send us what it prints, with the study and its data',
  ];
}

/** Says that standard output took no more: the disk is full, or the file is gone. */
export function tellUnwritten(cause: unknown): string {
  return [
    'error CL015',
    `  what is printed cannot be written: ${reasonOf(cause)}`,
    '  to fix    make room, or send standard output elsewhere, and run the same command again',
    '',
  ].join('\n');
}
