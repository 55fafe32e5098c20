import { once } from 'node:events';
import { SteelyardError } from '../base/error.js';
import { type Desk, isLoopback, type Server, serve } from '../server/index.js';
import { documentOfAdmission } from './admit.js';
import { loadClassifier } from './classify/load.js';
import { documentOf } from './classify.js';
import { exitCodes } from './complain.js';
import { documentOfRows } from './estimate/document.js';
import { answerParts, loadEstimator } from './estimate/load.js';
import { documentOfQuestion } from './estimate/over-http.js';
import { paintFor } from './io.js';
import { type DocumentVerb, documentSchemas, jsonSchemaOf } from './schemas/index.js';
import { placeInCommandLine } from './usage.js';
import type { Context } from './verb.js';

/** How a person wants the server to run. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly log?: boolean;
  readonly json?: boolean;
}

/** Runs the HTTP interface until it is asked to end, and prints its address once it listens. */
export async function serveHttp(options: ServeOptions, context: Context): Promise<number> {
  const { io } = context;
  const server = await start(options, context);
  const stopped = io.signal.aborted || once(io.signal, 'abort');
  if (options.json)
    io.stdout.write(`${JSON.stringify({ schema: 'steelyard.serve/1', url: server.url }, null, 1)}\n`);
  else io.stdout.write(`Steelyard answers at ${server.url}\nCtrl-C ends it.\n`);
  if (!isLoopback(server.address)) io.stderr.write(openToAll(server.address.address, context));
  await stopped;
  await server.close();
  return exitCodes.done;
}

async function start({ host, port, log }: ServeOptions, context: Context): Promise<Server> {
  const { io } = context;
  const lines = { write: (line: string) => void io.stderr.write(line), now: io.now };
  try {
    return await serve({ desk: await deskOf(context), host, port, ...(log && { log: lines }) });
  } catch (error) {
    throw atWord(error, { SV020: String(port), SV021: String(port), SV022: host }, context);
  }
}

/** Gathers what the server sends: the data, schemas and printers of the command line, so that both say the same. */
export async function deskOf(context: Context): Promise<Desk> {
  const verbs = Object.keys(documentSchemas) as DocumentVerb[];
  const estimator = await loadEstimator(context, answerParts);
  return {
    classifier: await loadClassifier(context),
    version: context.version,
    schemas: Object.fromEntries(verbs.map((verb) => [verb, jsonSchemaOf(verb)])),
    now: context.io.now,
    printDocument: documentOf,
    printAdmission: documentOfAdmission,
    estimator,
    printRows: documentOfRows,
    printEstimate: (question) => documentOfQuestion(question, estimator),
    onMistake: (error) => void context.io.stderr.write(tellMistake(error, context)),
  };
}

/** Gives a complaint about the host or the port its place on the command line, where it stands there. */
function atWord(error: unknown, words: Readonly<Record<string, string>>, context: Context): unknown {
  if (!(error instanceof SteelyardError)) return error;
  const word = words[error.complaint.code];
  const place = word === undefined ? undefined : placeInCommandLine(context.words, word);
  return place ? new SteelyardError({ ...error.complaint, place }) : error;
}

/** Tells whoever runs the server what the asker is not told. */
function tellMistake(error: unknown, { io, words }: Context): string {
  const { red, dim } = paintFor(io.stderr, io.env);
  const told = error instanceof Error ? error : new Error(String(error));
  const stack = words.includes('--debug') && told.stack ? `${dim(told.stack)}\n` : '';
  return `${red('error SV999')}  our mistake, which the asker knows as SV999 only: ${told.message}\n${stack}`;
}

function openToAll(address: string, { io }: Context): string {
  const { yellow } = paintFor(io.stderr, io.env);
  return [
    `${yellow('warning')}  the server listens at ${address}: anybody who reaches this machine over the network can ask it.`,
    '         It asks nobody who they are. Leave --host out to be reached from this machine only.',
    '',
  ].join('\n');
}
