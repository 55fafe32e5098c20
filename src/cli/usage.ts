import type { Command, CommanderError } from 'commander';
import { type Complaint, SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import type { CliErrorCode } from './errors.js';

/** A complaint about one word of the command line; the word is where the caret goes. */
export class UsageError extends SteelyardError {
  constructor(
    complaint: Complaint & { readonly code: CliErrorCode },
    readonly word?: string,
  ) {
    super(complaint);
  }
}

/**
 * Gives a complaint about the command line its place: the column of the word in the line as it was typed.
 *
 * @example
 * placeInCommandLine(['weigh', '--futurs', '3'], '--futurs') // => { file: 'command line', column: 17 }
 */
export function placeInCommandLine(
  words: readonly string[],
  word: string,
): { file: string; column: number } | undefined {
  const at = words.findIndex((candidate) => candidate === word || candidate.startsWith(`${word}=`));
  const inside = at >= 0 ? at : words.findIndex((candidate) => candidate.endsWith(`=${word}`));
  if (inside < 0) return undefined;
  const { file, column } = placeOfWord(words, inside);
  return { file, column: column + (at >= 0 ? 0 : words[inside]!.length - word.length) };
}

const placeOfWord = (words: readonly string[], index: number) => ({
  file: 'command line',
  column: printCommandLine(words.slice(0, index)).length + 2,
});

/**
 * Lets a verb refuse an option that takes one value and was given two: the last one would win without a word.
 *
 * @param words the command line, for the place of the second one
 */
export function refuseTwice(command: Command, words: readonly string[]): void {
  for (const { long, defaultValue, required, optional } of command.options) {
    // Options that gather their values begin with an empty list.
    if (!long || Array.isArray(defaultValue) || (!required && !optional)) continue;
    let seen = false;
    command.on(`option:${long.slice(2)}`, () => {
      if (seen) throw givenTwice(long, words);
      seen = true;
    });
  }
}

function givenTwice(flag: string, words: readonly string[]): UsageError {
  const second = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  return new UsageError(
    {
      code: 'CL006',
      found: `${flag} was given twice`,
      place: placeOfWord(words, second),
      expected: `${flag} once, with one value`,
      remedy: 'leave one of them out',
    },
    flag,
  );
}

/**
 * Prints the words of a command line as one would type them.
 *
 * @example
 * printCommandLine(['simulate', 'my model.mdl']) // => 'steelyard simulate "my model.mdl"'
 */
export function printCommandLine(words: readonly string[]): string {
  const quoted = words.map((word) =>
    word === '' || /[\s"'$`\\|&;<>()*?]/.test(word) ? JSON.stringify(word) : word,
  );
  return ['steelyard', ...quoted].join(' ');
}

/** Turns what the option parser found into a complaint in our own form, with the nearest valid name. */
export function explainParserError(error: CommanderError, command: Command): UsageError {
  const word = /'([^']*)'/.exec(error.message)?.[1];
  const verb = command.parent ? `steelyard ${command.name()}` : 'steelyard';
  const remedy = `see \`${verb} --help\``;
  if (error.code === 'commander.unknownCommand') {
    const verbs = command.commands.map((candidate) => candidate.name());
    const complaint = {
      code: 'CL001',
      found: `there is no verb "${word}"`,
      expected: `one of ${verbs.join(', ')}`,
    } as const;
    return new UsageError({ ...complaint, ...nearest(word, verbs), remedy }, word);
  }
  if (error.code === 'commander.unknownOption') {
    const flags = command.options.flatMap((option) => (option.long ? [option.long] : []));
    const known = [...flags, '--help'].filter((flag) => flag !== '--debug');
    const found = command.parent ? `\`${verb}\` has no option ${word}` : `there is no option ${word}`;
    return new UsageError(
      { code: 'CL002', found, expected: `one of ${known.join(' ')}`, ...nearest(word, known), remedy },
      word,
    );
  }
  if (error.code === 'commander.missingArgument') {
    const found = `\`${verb}\` needs ${(word ?? 'an argument').toUpperCase()}`;
    return new UsageError({ code: 'CL003', found, expected: expectedUsage(command), remedy }, command.name());
  }
  if (error.code === 'commander.optionMissingArgument') {
    const flag = /--[a-z-]+/.exec(error.message)?.[0];
    const found = `option ${flag} needs a value`;
    return new UsageError(
      { code: 'CL003', found, expected: `${word?.replace(/^.*(?=--)/, '')}`, remedy },
      flag,
    );
  }
  if (error.code === 'commander.excessArguments') {
    const most = command.registeredArguments.length;
    const extra = command.args[most];
    const found = `\`${verb}\` takes ${most === 1 ? 'one argument' : `${most} arguments`}, and "${extra}" is one too many`;
    return new UsageError({ code: 'CL004', found, expected: expectedUsage(command), remedy }, extra);
  }
  return new UsageError({ code: 'CL005', found: error.message.replace(/^error: /, ''), remedy }, word);
}

const expectedUsage = (command: Command) => `steelyard ${command.name()} ${command.usage()}`;

function nearest(word: string | undefined, names: readonly string[]): { nearest?: string } {
  const name = word === undefined ? undefined : nearestName(word, names);
  return name === undefined ? {} : { nearest: name };
}
