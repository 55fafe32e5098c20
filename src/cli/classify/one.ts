import { SteelyardError } from '../../base/error.js';
import { type Classifier, checkChip, type Request, withMovement } from '../../controls/light.js';
import { placeInCommandLine, UsageError } from '../usage.js';
import type { Context } from '../verb.js';
import type { ReadChipFile } from './chip-file.js';
import type { RequestOptions } from './options.js';
import { flagOfParam, requestOf } from './request.js';

/**
 * Reads one request from the command line, and does something with it; what is wrong in it gets the place where it was
 * told: a word of the command line, or a line of the chip's file.
 *
 * @param load reads the data; called only when the command line itself is sound
 * @throws UsageError CL003 where nothing says what is asked about, CL006 where two things say it
 * @throws SteelyardError CO010 to CO018
 */
export async function withRequest(
  chip: string | undefined,
  options: RequestOptions,
  load: () => Promise<Classifier>,
  context: Context,
  act: (request: Request, classifier: Classifier) => void,
): Promise<void> {
  checkWhat(chip, options, context);
  const file = options.chipFile === undefined ? undefined : await readFile(options.chipFile, context);
  const classifier = await load();
  const { book, facts } = classifier;
  try {
    const names = {
      certifications: book.rules.certifications.map(({ id }) => id),
      formats: Object.keys(facts.formats!.formats),
    };
    const request = withMovement(requestOf(chip, options, file, names), book.places);
    checkChip(classifier, request);
    act(request, classifier);
  } catch (error) {
    if (!(error instanceof SteelyardError) || error instanceof UsageError || error.complaint.place)
      throw error;
    throw placed(error, options, file, context);
  }
}

/** What reads a file is loaded only for a file. */
async function readFile(word: string, context: Context): Promise<ReadChipFile> {
  const { readChipFile } = await import('./chip-file.js');
  return readChipFile(word, context);
}

/** Finds the faults that need no data: nothing is asked about, two things are, or no day is told. */
function checkWhat(chip: string | undefined, options: RequestOptions, context: Context): void {
  const verb = context.words[0] ?? 'classify';
  if (chip !== undefined && options.chipFile !== undefined) {
    throw new UsageError(
      {
        code: 'CL006',
        found: 'both a chip of the catalogue and a file of a chip were named',
        expected: 'one of the two',
        remedy: 'leave one of them out; single parameters can be told with options such as --tpp',
      },
      '--chip-file',
    );
  }
  const { tpp, pd, die, dram, io, memDensity, tops } = options;
  const described = [tpp, pd, die, dram, io, memDensity, tops[0], options.chipFile];
  if (chip === undefined && described.every((value) => value === undefined)) {
    throw new UsageError(
      {
        code: 'CL003',
        found: `\`steelyard ${verb}\` needs a chip`,
        expected: 'a chip of the catalogue such as h200, --chip-file, or parameters such as --tpp',
        remedy: `see \`steelyard ${verb} --help\``,
      },
      verb,
    );
  }
  if (options.on !== undefined) return;
  const place = placeInCommandLine(context.words, verb);
  throw new SteelyardError({
    code: 'CO014',
    found: 'the request has no day',
    ...(place && { place }),
    expected: '--on with a day such as 2026-01-20; the rules differ from day to day',
    remedy: 'add --on with the day on which the movement would happen',
  });
}

function placed(
  error: SteelyardError,
  options: RequestOptions,
  file: ReadChipFile | undefined,
  { words }: Context,
): SteelyardError {
  const { found } = error.complaint;
  const quoted = /"([^"]*)"/.exec(found)?.[1];
  const param = flagOfParam[/^(\w+)/.exec(found)?.[1] ?? ''];
  // A parameter that no option told comes from the file, though a word of the command line may read the same.
  const ofFile = file !== undefined && param !== undefined && options[param] === undefined;
  const word = ofFile ? undefined : (quoted ?? (param && (options[param] as string | undefined)));
  const typed = word === undefined ? undefined : placeInCommandLine(words, word);
  const place = typed ?? (ofFile ? undefined : placeOfQuoted(found, words));
  if (place) return new SteelyardError({ ...error.complaint, place });
  if (file === undefined) return error;
  return new SteelyardError({ ...error.complaint, place: file.placeOf(found) });
}

/** The place of a word that a complaint quotes whole, with quotes of its own, escaped or cut. */
function placeOfQuoted(found: string, words: readonly string[]): ReturnType<typeof placeInCommandLine> {
  const word = words.find((one) => {
    const printed = JSON.stringify(one);
    return (
      found.includes(`"${one}"`) || found.includes(printed) || found.includes(`${printed.slice(0, 77)}...`)
    );
  });
  return word === undefined ? undefined : placeInCommandLine(words, word);
}
