import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import {
  checkBearing,
  chipNamed,
  type Estimator,
  electricityOf,
  machineOf,
  type OwnWorkload,
  placeNamed,
  pricedCountries,
  type Question,
  readSettings,
  readWorkload,
  type Terms,
  workloadNamed,
  workOf,
} from '../../compute/index.js';
import { readText } from '../pipeline/files.js';
import { findFile, shownPath } from '../pipeline/locate.js';
import { placeInCommandLine, UsageError } from '../usage.js';
import type { Context } from '../verb.js';
import type { EstimateOptions } from './options.js';

/** What was asked on the command line. */
export interface Asked {
  readonly question: Question;
  readonly terms: Terms;
  readonly against: readonly string[];
  /** The chip to which the work is to move. */
  readonly moveTo?: string;
  /** The number of chips was told, and not taken. */
  readonly counted: boolean;
}

/** Chips of one server: what is taken where no number is told. */
const oneServer = 8;

/**
 * Reads a question from the command line; what is wrong in it gets the place of its word.
 *
 * @throws UsageError CL003, CL006; SteelyardError CM001 to CM006, CM010 to CM012
 */
export function askedOf(
  name: string | undefined,
  options: EstimateOptions,
  estimator: Estimator,
  context: Context,
): Asked {
  const own = options.workloadFile === undefined ? undefined : readOwn(options.workloadFile, context);
  const { facts } = estimator;
  return atWords(context, () => {
    const workload = own?.workload ?? workloadNamed(name!, facts);
    const chip = options.on ?? own?.chip;
    if (chip === undefined) throw noChip();
    const config = readSettings(options.set);
    const count = options.count ?? own?.count;
    const date = options.date ?? own?.date;
    const question: Question = {
      workload,
      chip: chipNamed(chip, facts),
      count: count ?? oneServer,
      ...(Object.keys(config).length > 0 && { config }),
      ...(options.precision !== undefined && { precision: options.precision }),
      ...(date !== undefined && { date }),
      ...(options.tokens !== undefined && { job: options.tokens }),
    };
    checkTold(question, options);
    const others = (options.against ?? '')
      .split(',')
      .flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
    const against = unlike(
      question.chip,
      others.map((one) => chipNamed(one, facts)),
      facts,
    );
    if (options.against !== undefined && against.length === 0) throw alone(options.against);
    return {
      question,
      terms: termsOf(options, estimator),
      against,
      ...(options.moveTo !== undefined && { moveTo: chipNamed(options.moveTo, facts) }),
      counted: count !== undefined,
    };
  });
}

/** Checks that what was told has a bearing on the work. */
function checkTold({ workload, config, precision }: Question, { tokens, start }: EstimateOptions): void {
  checkBearing(workload.kind, { ...(config && { config }), ...(precision !== undefined && { precision }) });
  const { adds } = workOf(workload.metric);
  if (tokens !== undefined && !adds)
    throw without('--tokens', `"${workload.id}" counts no tokens or samples`);
  if (start !== undefined && tokens === undefined && (!adds || workload.job === undefined))
    throw without('--start', `"${workload.id}" has no end${adds ? ': tell it with --tokens' : ''}`);
}

const without = (flag: string, why: string) =>
  new UsageError(
    {
      code: 'CL006',
      found: `${flag} has no bearing: ${why}`,
      expected: 'work with an end, such as llama3.1-70b-pretraining',
      remedy: `leave ${flag} out, or name such work`,
    },
    flag,
  );

const alone = (word: string) =>
  new UsageError(
    {
      code: 'CL006',
      found: `--against names no chip beside the one of --on: "${word}"`,
      expected: 'other chips, with commas: h20,910c',
      remedy: 'name another chip, or leave --against out',
    },
    '--against',
  );

/** Chips beside the first, each once. */
function unlike(first: string, others: readonly string[], facts: Estimator['facts']): string[] {
  const idOf = (name: string) => machineOf(name, facts)?.id;
  const seen = new Set([idOf(first)]);
  return others.filter((name) => !seen.has(idOf(name)) && seen.add(idOf(name)));
}

/** Finds the faults of a call that need no data. */
export function checkCall(name: string | undefined, options: EstimateOptions): void {
  if (name !== undefined && options.workloadFile !== undefined)
    throw twice('a workload of the library and a file of one were named', '--workload-file');
  if (options.deadline !== undefined && options.count !== undefined && options.budget === undefined)
    throw twice('--deadline looks for the number of chips, and --count tells it', '--deadline');
  if (options.budget !== undefined && options.deadline !== undefined && !options.rent)
    throw twice(
      '--budget looks for what the sum buys, and --deadline for what is in time; together they need --rent',
      '--deadline',
    );
  if (options.budget !== undefined && options.count !== undefined && !options.rent)
    throw twice('--budget looks for the number of chips, and --count tells it', '--budget');
}

function readOwn(word: string, context: Context): OwnWorkload {
  const path = findFile(word, ['.yaml', '.yml', '.json'], context);
  const shown = shownPath(path, context.io.cwd);
  return readWorkload(readText(path, shown), shown);
}

/**
 * Reads how costs are counted.
 *
 * @throws SteelyardError CM006, CM012
 */
export function termsOf(
  { buy, rent, country, pue }: Pick<EstimateOptions, 'buy' | 'rent' | 'country' | 'pue'>,
  { facts }: Estimator,
): Terms {
  const ways = buy === rent ? (['buy', 'rent'] as const) : buy ? (['buy'] as const) : (['rent'] as const);
  const place = country === undefined ? undefined : placeOf(country, facts);
  if (place !== undefined && electricityOf(place, facts) === undefined) {
    throw new SteelyardError({
      code: 'CM006',
      found: `nothing on record says what electricity costs in "${country}"`,
      expected: `one of ${pricedCountries(facts).join(', ')}`,
      remedy: 'name one of these, or leave --country out: energy is told without its price',
    });
  }
  return { ways, ...(place !== undefined && { country: place }), ...(pue !== undefined && { pue }) };
}

function placeOf(country: string, facts: Estimator['facts']): string {
  const found = placeNamed(country, facts);
  if (found !== undefined) return found;
  const names = (facts.places?.places ?? []).flatMap((row) => [row.name, ...(row.aliases ?? [])]);
  const nearest = nearestName(country, names);
  throw new SteelyardError({
    code: 'CM012',
    found: `there is no country "${country}"`,
    expected: 'the name of a country or its code of two letters, such as CN',
    ...(nearest !== undefined && { nearest }),
    remedy: 'name the country in which the chips stand',
  });
}

/** Gives what is wrong the place of the word that it quotes, where that stands on the command line. */
export function atWords<T>(context: Pick<Context, 'words'>, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof SteelyardError) || error instanceof UsageError || error.complaint.place)
      throw error;
    const { words } = context;
    for (const [, quoted] of error.complaint.found.matchAll(/"([^"]*)"/g)) {
      const word = words.find(
        (one) =>
          one === quoted ||
          one.endsWith(`=${quoted}`) ||
          one.split(/[=,]/).some((part) => part.trim() === quoted),
      );
      const place = word === undefined ? undefined : placeInCommandLine(words, word);
      if (place) throw new SteelyardError({ ...error.complaint, place });
    }
    throw error;
  }
}

const noChip = () =>
  new UsageError(
    {
      code: 'CL003',
      found: '`steelyard estimate` needs a chip',
      expected: '--on with the name of a chip, such as --on h200',
      remedy: 'see `steelyard estimate --help`',
    },
    'estimate',
  );

const twice = (found: string, flag: string) =>
  new UsageError({ code: 'CL006', found, expected: 'one of the two', remedy: 'leave one of them out' }, flag);
