import { Command, CommanderError } from 'commander';
import { wrapText } from '../base/text.js';
import { type Call, complain, exitCodes } from './complain.js';
import { type Io, paintFor, plainOutlet, widthOf } from './io.js';
import { packageRoot, packageVersion } from './package.js';
import { explainParserError, refuseTwice } from './usage.js';
import type { Context, Verb } from './verb.js';
import { verbs } from './verbs/index.js';

/**
 * Runs one command line and gives its exit code; never throws and never ends the process.
 *
 * @param words the command line without `node` and the program's own name
 */
export async function main(words: readonly string[], world: Io): Promise<number> {
  const io = { ...world, stdout: plainOutlet(world.stdout), stderr: plainOutlet(world.stderr) };
  const call: Call = { words, roots: [packageRoot], debug: words.includes('--debug') };
  try {
    return await parseAndRun(words, io);
  } catch (error) {
    if (io.signal.aborted && error === io.signal.reason) {
      io.stderr.write('stopped; the same command goes on from what is stored\n');
      return exitCodes.interrupted;
    }
    return complain(error, call, io);
  }
}

async function parseAndRun(words: readonly string[], io: Io): Promise<number> {
  const context: Context = {
    io,
    paint: paintFor(io.stdout, io.env),
    packageRoot,
    version: packageVersion(),
    words,
  };
  let code: number = exitCodes.done;
  const program = describeProgram(context);
  for (const verb of verbs) {
    program.addCommand(
      describeVerb(verb, context).action(async (...given: unknown[]) => {
        const options = given.at(-2) as Record<string, unknown>;
        code = await verb.run(context, given.slice(0, -2) as (string | undefined)[], options);
      }),
    );
  }
  if (words.length === 0) {
    program.outputHelp();
    return exitCodes.done;
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    throw error;
  }
  return code;
}

const promise = [
  'Exit codes: 0 done, 1 the answer is no, 2 your mistake, 3 our mistake, 130 stopped by Ctrl-C.',
  'Every verb takes --json (one document on standard output) and --debug (stacks of errors).',
].join('\n');

function describeProgram(context: Context): Command {
  const program = new Command('steelyard')
    .usage('<verb> [options]')
    .description('Weighs access to AI accelerators: facts, futures, policies, and what flips the answer.')
    .version(context.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .option('--debug', 'show the stack of an error')
    .addHelpText(
      'after',
      `\nExamples:\n${printExamples(verbs.map((verb) => verb.examples[0]!))}\n\n${promise}`,
    );
  return prepare(program, context);
}

function describeVerb(verb: Verb, context: Context): Command {
  const command = new Command(verb.name).description(verb.about).summary(verb.summary);
  for (const argument of verb.arguments) command.argument(argument.name, argument.about);
  verb.options(command);
  refuseTwice(command, context.words);
  command
    .option('--debug', 'show the stack of an error')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', `\nExamples:\n${printExamples(verb.examples)}`);
  return prepare(command, context);
}

function prepare(command: Command, { io }: Context): Command {
  return command
    .configureHelp({ helpWidth: widthOf(io.stdout) })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // What the parser finds is printed by complain(), in the one form for all errors.
      writeErr: () => {},
    })
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : explainParserError(error, command);
    });
}

function printExamples(examples: Verb['examples']): string {
  return examples
    .flatMap(({ line, does }) => [`  $ ${line}`, ...wrapText(does, 90).map((text) => `      ${text}`)])
    .join('\n');
}
