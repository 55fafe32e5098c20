import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { type Distribution, distributionOf, type Prior } from '../../sample/index.js';
import { elementName, findElements, type Model } from '../../sd/index.js';
import { UsageError } from '../usage.js';
import { unknownName } from './choose.js';

/** A constant that is drawn anew for every run. */
export interface Varied {
  /** Element name. */
  readonly name: string;
  /** The distribution as it was written. */
  readonly text: string;
  readonly prior: Prior;
  readonly distribution: Distribution;
}

const number = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[-+]?\\d+)?';
const numberAlone = new RegExp(`^${number}$`, 'i');
const range = new RegExp(`^(${number.replace('\\.?\\d*', '(?:\\.\\d+)?')})\\s*\\.\\.\\s*(${number})$`, 'i');

/** How each form is written, and what its numbers make of it; undefined for numbers that it does not take. */
const forms: Readonly<
  Record<string, { readonly form: string; make(n: readonly number[]): Prior | undefined }>
> = {
  uniform: {
    form: 'uniform(low, high)',
    make: ([low, high, more]) =>
      high === undefined || more !== undefined ? undefined : { dist: 'uniform', bounds: { low, high } },
  },
  normal: {
    form: 'normal(mean, standard deviation) or normal(p5, p50, p95)',
    make: (n) => (n.length === 2 ? normalOf(n[0]!, n[1]!) : threePoints('normal', n)),
  },
  lognormal: { form: 'lognormal(p5, p50, p95)', make: (n) => threePoints('lognormal', n) },
  logitnormal: { form: 'logitnormal(p5, p50, p95)', make: (n) => threePoints('logitnormal', n) },
  triangular: {
    form: 'triangular(low, mode, high)',
    make: ([low, mode, high, more]) =>
      high === undefined || more !== undefined
        ? undefined
        : { dist: 'triangular', mode, bounds: { low, high } },
  },
  discrete: {
    form: 'discrete(value, value, ...)',
    make: (n) =>
      n.length > 0 ? { dist: 'discrete', values: n.map((value) => ({ value, weight: 1 })) } : undefined,
  },
};

const threePoints = (dist: string, [p5, p50, p95, more]: readonly number[]): Prior | undefined =>
  p95 === undefined || more !== undefined ? undefined : { dist, p5, p50, p95 };

/** Standard normal score of the 95th percentile. */
const score95 = 1.6448536269514722;

// A plain normal reaches to both sides without an end, also where its points are positive.
const normalOf = (mean: number, deviation: number): Prior => ({
  dist: 'normal',
  p5: mean - score95 * deviation,
  p50: mean,
  p95: mean + score95 * deviation,
  bounds: { low: -Infinity },
});

/**
 * Reads each `name=distribution`: `low..high`, or a form such as `normal(2, 0.5)`; a name alone means the range that its slider
 * has in the model. Elements of an array that is named
 * without subscripts are each drawn on their own.
 *
 * Errors: CL030 for an unknown constant, CL032 for a distribution, CL006 for a constant that is named twice.
 */
export function readVaried(model: Model, words: readonly string[]): Varied[] {
  const seen = new Set<string>();
  return words.flatMap((word) => {
    const at = word.lastIndexOf('=');
    const name = (at < 0 ? word : word.slice(0, at)).trim();
    const found = findElements(model, name);
    const text = at < 0 ? sliderOf(found[0]?.variable.range) : word.slice(at + 1).trim();
    if (name === '' || text === '') throw unreadable(word, `--vary cannot be "${word}"`);
    if (found.length === 0 || found.some(({ variable }) => variable.kind !== 'constant'))
      throw unknownName(
        'CL030',
        name,
        word,
        model.variables.filter(({ kind }) => kind === 'constant'),
      );
    if (text === undefined)
      throw unreadable(
        word,
        `"${name}" has no distribution, and no range in the model that could stand for one`,
      );
    const prior = readPrior(text, word);
    const distribution = checked(prior, text, word);
    return found.map(({ variable, cell }) => {
      const element = elementName(variable, cell);
      if (seen.has(element)) throw twice(element, word, '--vary gives it two distributions');
      seen.add(element);
      return { name: element, text, prior, distribution };
    });
  });
}

/** The range of a slider as one writes it here; undefined where it has not both ends. */
function sliderOf(range: string | undefined): string | undefined {
  const [low = '', high = ''] = (range ?? '').split(',').map((end) => end.trim());
  return numberAlone.test(low) && numberAlone.test(high) ? `${low}..${high}` : undefined;
}

/** Makes the complaint about a constant that two options, or one option twice, give values to. */
export const twice = (name: string, word: string, why: string) =>
  new UsageError(
    {
      code: 'CL006',
      found: `the constant "${name}" is named twice: ${why}`,
      expected: 'one source of values for each constant',
      remedy: 'leave one of them out',
    },
    word,
  );

function readPrior(text: string, word: string): Prior {
  const ends = range.exec(text);
  if (ends && Number(ends[1]) === Number(ends[2]))
    throw unreadable(
      word,
      `${text} is one value, and nothing to draw from`,
      undefined,
      'low..high with low below high',
    );
  if (ends) return { dist: 'uniform', bounds: { low: Number(ends[1]), high: Number(ends[2]) } };
  const [, name, inside] = /^([A-Za-z][\w-]*)\s*\((.*)\)$/.exec(text) ?? [];
  if (name === undefined) throw unreadable(word, `"${text}" is no distribution`);
  const known = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (!known) {
    const nearest = nearestName(name, Object.keys(forms));
    throw unreadable(word, `there is no distribution "${name}"`, nearest);
  }
  const cells = inside!.split(',').map((cell) => cell.trim());
  const odd = cells.find((cell) => !numberAlone.test(cell));
  if (name === 'normal' && cells.length === 2 && Number(cells[1]) <= 0)
    throw unreadable(word, `${text} has a standard deviation of ${cells[1]}`, undefined, known.form);
  const prior = odd === undefined ? known.make(cells.map(Number)) : undefined;
  if (prior) return prior;
  throw unreadable(
    word,
    odd !== undefined && inside!.trim() !== ''
      ? `"${odd}" in ${text} is no number`
      : `${name} does not take ${cells.length === 1 && cells[0] === '' ? 'no numbers' : `${cells.length} numbers`}`,
    undefined,
    known.form,
  );
}

function checked(prior: Prior, text: string, word: string): Distribution {
  try {
    return distributionOf(prior);
  } catch (error) {
    if (!(error instanceof SteelyardError)) throw error;
    const { expected = 'numbers that the distribution can have' } = error.complaint;
    throw new UsageError(
      {
        code: 'CL032',
        found: `${text} is no distribution: ${error.complaint.found}`,
        expected,
        remedy: 'give its numbers in rising order, and inside the range of the distribution',
      },
      word,
    );
  }
}

const unreadable = (word: string, found: string, nearest?: string, form?: string) =>
  new UsageError(
    {
      code: 'CL032',
      found,
      expected:
        form ??
        `name=low..high, or name= with ${Object.values(forms)
          .map((one) => one.form)
          .join('; ')}`,
      ...(nearest ? { nearest } : {}),
      remedy: 'write it as in --vary "beta=0.2..0.4" or --vary "beta=normal(0.3, 0.05)"',
    },
    word,
  );
