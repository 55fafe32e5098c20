import { oneOf, wholeNumber } from '../options.js';
import type { SimulateManyOptions } from '../simulate/many.js';
import type { SimulateOptions } from '../simulate.js';
import type { Verb } from '../verb.js';

const gather = (text: string, before: readonly string[]) => [...before, text];

/** Runs a model once, or many times. */
export const simulateVerb: Verb = {
  name: 'simulate',
  summary: 'run a model once, or many times over what is not certain',
  about: [
    'Runs a model with the values that stand in it or are set here, and prints every variable at every saved time under',
    'the name and subscripts as the model spells them. With --vary, or with --design and a table of runs, it is run many',
    'times: printed are mean, standard deviation and percentiles of each --metric and of each series that is kept (--only;',
    'else the stocks) at the end, with --format csv at each time. Memory does not grow with the number of runs.',
  ].join(' '),
  arguments: [{ name: '<model>', about: 'a .mdl, .xmile or .stmx file' }],
  examples: [
    {
      line: 'steelyard simulate models/access/access.mdl --format tab --precision full > run.tab',
      does: 'every variable at every saved time, to lay beside the output of another program',
    },
    {
      line: 'steelyard simulate models/access/access.mdl --set "lever quota=100" --only "effective compute"',
      does: 'one variable, with one constant changed',
    },
    {
      line: 'steelyard simulate models/access/access.mdl --vary "chip life=4..6" --only "effective compute"',
      does: 'what 1,000 runs come to when one constant is not certain',
    },
  ],
  options: (command) =>
    command
      .option(
        '--json',
        'print the document steelyard.simulate/1, or of many runs steelyard.runs/1, and nothing else',
      )
      .option('--format <form>', 'table, tab or csv', oneOf('--format', ['table', 'tab', 'csv']), 'table')
      .option(
        '--precision <kind>',
        'short (6 digits) or full',
        oneOf('--precision', ['short', 'full']),
        'short',
      )
      .option(
        '--method <name>',
        'euler or rk4, in place of what the model asks for',
        oneOf('--method', ['euler', 'rk4']),
      )
      .option(
        '--set <name=value>',
        'set a constant, or the clock: INITIAL TIME, FINAL TIME, TIME STEP, SAVEPER; may be given several times',
        gather,
        [],
      )
      .option(
        '--data <file>',
        'a .tab or .csv table of another run, for data variables without an equation; may be given several times',
        gather,
        [],
      )
      .option(
        '--only <name>',
        'show or keep this variable or element; may be given several times',
        gather,
        [],
      )
      .option(
        '--vary <name=distribution>',
        'draw a constant anew for each run: low..high, uniform(low, high), normal(mean, sd), normal|lognormal|logitnormal(p5, p50, p95), triangular(low, mode, high), discrete(a, b, ...); a name alone takes the range of its slider; may be given several times',
        gather,
        [],
      )
      .option('--design <file>', 'a .csv table of runs: a header of constants, one run a row')
      .option(
        '--runs <n>',
        'number of runs with --vary (default: 1000)',
        wholeNumber('--runs', 2, 2_000_000_000),
      )
      .option(
        '--sampling <method>',
        'sobol, lhs or random (default: sobol)',
        oneOf('--sampling', ['sobol', 'lhs', 'random']),
      )
      .option('--seed <n>', 'seed of what is drawn (default: 1)', wholeNumber('--seed', 0, 2 ** 32 - 1))
      .option(
        '--metric <name=statistic(variable)>',
        'one number of each run: final, at, mean, max, min, sum, change or first_at_or_above, such as "peak=max(infected, from=10)"; may be given several times',
        gather,
        [],
      )
      .option('--workers <n>', 'worker threads (default: one a core)', wholeNumber('--workers', 1, 256))
      .option(
        '--out <dir>',
        'keep every run in a folder of results below this one; interrupted, it goes on from there',
      )
      .option(
        '--plot <file.svg>',
        'draw what is shown by --only, else the stocks: lines over time, and of many runs median, bands, a few single runs',
      )
      .option('--quiet', 'show no progress'),
  async run(context, [model], options) {
    const many = ['design', 'runs', 'sampling', 'seed', 'workers', 'out'];
    const asked = options as { readonly vary: readonly string[]; readonly metric: readonly string[] };
    if (asked.vary.length + asked.metric.length > 0 || many.some((name) => options[name] !== undefined)) {
      const { simulateMany } = await import('../simulate/many.js');
      return simulateMany(model!, options as unknown as SimulateManyOptions, context);
    }
    const { simulateOnce } = await import('../simulate.js');
    return simulateOnce(model!, options as unknown as SimulateOptions, context);
  },
};
