import { type Complaint, printPlace, SteelyardError } from '../base/error.js';
import { formatCount } from '../base/format.js';
import { printTable } from '../base/table.js';
import {
  allParts,
  checkEvidence,
  type Dependant,
  describeEvidence,
  factKeys,
  type Kind,
  kinds,
  printCheck,
  printEvidence,
  priorSets,
} from '../facts/index.js';
import {
  bindStudy,
  type Dependants,
  dependantsOf,
  inspectConstants,
  readTags,
  resolveKey,
  syncConstants,
  viewOfFacts,
  viewOfModel,
} from '../study/index.js';
import { exitCodes } from './complain.js';
import { widthOf } from './io.js';
import { readText, writeText } from './pipeline/files.js';
import { type LoadedParts, loadParts } from './pipeline/load.js';
import { findStudy, shownPath } from './pipeline/locate.js';
import { placeInCommandLine } from './usage.js';
import type { Context } from './verb.js';

/** What a person wants to know of the facts. */
export interface EvidenceOptions {
  readonly json?: boolean;
  readonly check?: boolean;
  readonly asOf?: string;
  readonly sync?: boolean;
  readonly study: string;
}

/** Shows where numbers come from: one key, one kind of key, all there is; or checks, or brings the model in line. */
export async function showEvidence(
  key: string | undefined,
  options: EvidenceOptions,
  context: Context,
): Promise<number> {
  const parts = await loadParts(findStudy(options.study, context), context, allParts);
  if (options.sync) return syncModel(parts, context);
  if (options.check) return check(parts, options, context);
  const kind = listed.find((name) => name === key);
  if (key === undefined || kind !== undefined) return listKeys(parts, kind, options, context);
  const found = atWord(key, context, () => describeEvidence(parts.facts, key, restsOn(parts), resolveKey));
  const { stdout } = context.io;
  stdout.write(options.json ? `${JSON.stringify(found, null, 1)}\n` : printEvidence(found, widthOf(stdout)));
  return exitCodes.done;
}

/** Gives a complaint about a key the place of that key on the command line. */
function atWord<T>(word: string, { words }: Context, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const place = placeInCommandLine(words, word);
    if (!(error instanceof SteelyardError) || error.complaint.place || !place) throw error;
    throw new SteelyardError({ ...error.complaint, place });
  }
}

/** What rests on each number; nothing is known when the study itself does not hold together. */
function restsOn(parts: LoadedParts): ReadonlyMap<string, readonly Dependant[]> {
  const found = dependants(parts);
  return new Map([...(found ?? [])].map(([key, one]) => [key, listDependants(one)]));
}

function dependants({ file, model, facts }: LoadedParts): ReadonlyMap<string, Dependants> | undefined {
  try {
    return dependantsOf(bindStudy(file, viewOfModel(model), viewOfFacts(facts)));
  } catch (error) {
    // The number can be shown all the same; what is wrong with the study is for `weigh` to say.
    if (error instanceof SteelyardError) return undefined;
    throw error;
  }
}

function listDependants({ constants, metrics, cited }: Dependants): Dependant[] {
  return [
    ...constants.map(({ element, place }) => ({ kind: 'constant' as const, name: element, place })),
    ...metrics.map((name) => ({ kind: 'metric' as const, name })),
    ...cited.map((name) => ({ kind: 'threshold' as const, name })),
  ];
}

/** Checks the data, and the numbers of the model against them; the answer is no if anything has no source. */
function check(parts: LoadedParts, options: EvidenceOptions, { io }: Context): number {
  const { facts, file, model } = parts;
  const asOf = options.asOf ?? file.study.as_of;
  const priors = priorSets.find((set) => set === `known-${asOf}`) ?? 'current';
  const uses = dependants(parts)?.keys();
  const found = checkEvidence(facts, { asOf, priors, ...(uses && { uses }) });
  const unborne = inspectConstants(viewOfModel(model), viewOfFacts(facts));
  const passed = found.passed && unborne.length === 0;
  const document = { schema: 'steelyard.evidence-check/1', passed, data: found, model: unborne };
  const text = `${printCheck(found, widthOf(io.stdout))}${printUnborne(unborne, model.file)}`;
  io.stdout.write(options.json ? `${JSON.stringify(document, null, 1)}\n` : text);
  return passed ? exitCodes.done : exitCodes.answerIsNo;
}

function printUnborne(complaints: readonly Complaint[], file: string): string {
  if (complaints.length === 0) return `Every constant of ${file} has its tag, and the data's number.\n`;
  const lines = complaints.map(
    ({ place, code, found }) => `  ${place ? printPlace(place) : file} ${code} ${found}`,
  );
  return [
    `${formatCount(complaints.length, 'constant')} of ${file} not borne out by the data:`,
    ...lines,
    '',
  ].join('\n');
}

/** Kinds of keys that can be listed; legal status and estimates are worked out for any chip, so those of the model stand for them. */
const listed = [...kinds, 'control', 'estimate'] as const;
type Listed = Kind | 'control' | 'estimate';

function keysOf({ facts, model }: LoadedParts, kind: Listed): string[] {
  if (kind !== 'control' && kind !== 'estimate') return factKeys(facts, kind);
  const tags = readTags(viewOfModel(model)).map(({ tag }) => tag);
  const asked = tags.flatMap((tag) => (tag.kind === kind ? tag.keys : []));
  return [...new Set(asked)].map((key) => `${kind}:${key}`);
}

function listKeys(
  parts: LoadedParts,
  kind: Listed | undefined,
  options: EvidenceOptions,
  { io }: Context,
): number {
  const { facts } = parts;
  const keys = (kind ? [kind] : listed).flatMap((name) => keysOf(parts, name));
  if (options.json) {
    io.stdout.write(`${JSON.stringify({ schema: 'steelyard.evidence-keys/1', keys }, null, 1)}\n`);
  } else if (kind) {
    io.stdout.write(`${keys.join('\n')}\n`);
  } else {
    const rows = listed
      .map((name) => keysOf(parts, name))
      .map((of, i) => [listed[i]!, String(of.length), of[0] ?? '']);
    const columns = [{ title: 'kind' }, { title: 'keys', align: 'right' as const }, { title: 'such as' }];
    const more = '`steelyard evidence KIND` lists keys; `steelyard evidence KEY` shows one.';
    io.stdout.write(
      `${printTable({ columns, rows })}\n\n${formatCount(facts.sources.size, 'source')} on record. ${more}\n`,
    );
  }
  return exitCodes.done;
}

/** Writes the data's numbers into the constants of the model that carry their keys. */
function syncModel({ facts, model, modelFile }: LoadedParts, { io }: Context): number {
  const { text, changes } = syncConstants(
    readText(modelFile, model.file),
    viewOfModel(model),
    viewOfFacts(facts),
  );
  if (changes.length > 0) writeText(modelFile, model.file, text);
  const file = shownPath(modelFile, io.cwd);
  const rows = changes.map(({ element, line, was, is }) => [
    `${file}:${line}`,
    element,
    String(was),
    String(is),
  ]);
  const columns = [{ title: 'place' }, { title: 'constant' }, { title: 'was' }, { title: 'is' }];
  const table = rows.length > 0 ? `${printTable({ columns, rows })}\n\n` : '';
  io.stdout.write(
    `${table}${formatCount(changes.length, 'number')} of ${file} brought in line with the data\n`,
  );
  return exitCodes.done;
}
