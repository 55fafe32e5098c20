import { z } from 'zod';
import { bases } from './basis-names.js';
import { historySchema, metricSchema, seriesSchema } from './schema-metrics.js';
import { isoDate, slug, words } from './schema-parts.js';
import { questionSchema } from './schema-questions.js';

const sets = z
  .record(words, z.number())
  .describe(
    'Values by constant of the model: `name` sets every element, `name[element]` one; elements of several subscripts stand with a comma and no space',
  );

const design = z.strictObject({
  method: z.enum(['sobol', 'lhs', 'random']).describe('How the futures are spread over the uncertainties'),
  futures: z.int().min(1).max(1_000_000).describe('Number of futures, 1 to 1,000,000'),
  seed: z.int().min(0).max(4_294_967_295).describe('Seed of every random number of the study'),
  weighting: z
    .enum(['weighted', 'exploratory'])
    .describe(
      'weighted: futures follow the priors; exploratory: each uncertainty is spread evenly over its range, for coverage and not for bands',
    ),
});

const caseSchema = z.strictObject({
  id: slug.describe('Name of the case, used by metrics and in result files'),
  title: words.describe('What happens in the case, in words'),
  sets: sets.describe(
    'Constants tagged @case (or @variant, @draw) that the case sets; empty for shocks as drawn',
  ),
});

const uncertainty = z.strictObject({
  prior: words.describe('Key of a prior in the data'),
  why: words.describe('Why it matters to the question'),
});

const estimated = z.strictObject({
  chip: words.describe('Id of a chip whose estimates the model carries with `@estimate CHIP.PHASE`'),
  why: words.describe('Why it matters to the question'),
});

const dependence = z.strictObject({
  group: slug.describe('Name of the group'),
  members: z
    .array(words)
    .min(2)
    .describe(
      'Priors of `uncertainties`, estimates (as `estimate:CHIP.training` and `estimate:CHIP.prefill`, the first of the other phases) and draws (as `draw:NAME` or `draw:NAME[element]`)',
    ),
  correlation: z
    .number()
    .gt(-1)
    .lt(1)
    .optional()
    .describe('Correlation of the normal scores of each pair (Gaussian copula); give this or `loadings`'),
  loadings: z
    .array(z.number().min(-1).max(1))
    .optional()
    .describe('Loading of each member on one common factor; two members correlate by the product'),
  why: words.describe('Why they move together'),
});

const composition = z.strictObject({
  name: slug.describe('Name of the whole'),
  members: z.array(words).min(2).describe('Priors of `uncertainties` that are shares of one whole'),
  why: words.describe('What the whole is'),
});

const order = z.strictObject({
  lower: words.describe('Prior that is never above the other'),
  upper: words.describe('Prior that is raised to the first where a future would put it below'),
  why: words.describe('Why it cannot be below'),
});

const lever = z.strictObject({
  id: words.describe('Name of the lever; the model tags its constant with `@lever ID`'),
  constant: words.describe(
    'Constant of the model, with its subscript names if it has some: `lever x[buyer]`',
  ),
  title: words.describe('Name for readers'),
  means: words.describe('What the numbers mean, from low to high'),
  unit: words.describe('Unit, as the model has it'),
  low: z.number().describe('Lowest value that a policy may set'),
  high: z.number().describe('Highest value that a policy may set'),
  default: z.number().optional().describe("Value when a policy is silent; must equal the model's own value"),
  seat: words.optional().describe('Who holds the lever, such as beijing or washington'),
  source: words.optional().describe('Fact key or link that bears out the range'),
  why: words.optional().describe('Why this range, where no source gives it'),
});

const policy = z.strictObject({
  id: slug.describe('Name of the policy in result files'),
  title: words.describe('Name for readers'),
  short: z.string().min(1).max(16).describe('Name of at most 16 letters for charts and tables'),
  summary: words.describe('The policy in one sentence'),
  terms: z.array(words).min(1).describe('The terms in words, one a line'),
  sets: sets.describe("Values of levers; what is not set keeps the model's value"),
});

const variant = z.strictObject({
  id: words.describe('Name of the variant; the model tags its switch with `@variant ID`'),
  constant: words.describe('Switch in the model: 0 off, 1 on'),
  title: words.describe('The disputed mechanism'),
  about: words.describe('What each side holds'),
  value: z
    .union([z.literal(0), z.literal(1)])
    .optional()
    .describe('Setting in every future; give this or `chance`'),
  chance: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Share of futures in which the switch is on, so that the dispute counts as an uncertainty'),
  why: words.optional().describe('Where the setting or the chance comes from'),
});

const backtest = z.strictObject({
  priors: words.describe('Prior set of the back-test, such as known-2024-12-31'),
  futures: z.int().min(1).max(1_000_000).describe('Number of futures of the back-test'),
  known: z
    .strictObject({ sets })
    .describe('The policy path as it happened: values of levers, cases and draws'),
  unknown: z
    .strictObject({ sets })
    .describe('The policy path as it had to be forecast: what is left out is drawn'),
});

/** The shape of a study file, `steelyard.study/1`. Each key says what it means; `z.toJSONSchema` prints it. */
export const studySchema = z.strictObject({
  schema: z.literal('steelyard.study/1').describe('Version of this format'),
  id: slug.describe('Name of the study, used in result folders'),
  title: words.describe('Title for readers'),
  question: words.describe('The question that the study answers'),
  decider: slug.describe('Whose levers are chosen; the other side is uncertainty'),
  as_of: isoDate.describe('Date of the knowledge that the study rests on'),
  model: words.describe('Model file, relative to the package or to the study file'),
  data: words.describe('Folder of facts, relative likewise'),
  priors: words.describe('Prior set: current, or a dated one such as known-2024-12-31'),
  basis: z
    .enum(bases)
    .default('bf16-h100e')
    .describe('Basis in which compute is shown: units that hold "thousand H100e" are converted to it'),
  design: design.describe('How futures are drawn'),
  cases: z
    .array(caseSchema)
    .min(1)
    .describe('Stress cases; every policy runs in every case on the same futures'),
  uncertainties: z
    .array(uncertainty)
    .describe('Priors that vary over futures; every other prior of the model must stand in `fixed`'),
  fixed: z
    .array(
      z.strictObject({
        prior: words.describe('Key of a prior'),
        why: words.describe('Why it does not vary'),
      }),
    )
    .default([])
    .describe('Priors of the model that keep their median in every future'),
  estimates: z
    .array(estimated)
    .default([])
    .describe(
      'Chips of the model whose work by phase is estimated; each draws how far it lies from its estimate in training, and in other phases',
    ),
  dependence: z.array(dependence).default([]).describe('Groups of uncertainties that move together'),
  compositions: z.array(composition).default([]).describe('Sets of uncertainties that sum to one'),
  orders: z
    .array(order)
    .default([])
    .describe('Pairs of uncertainties of which one can never be below the other'),
  draws: z
    .record(words, words)
    .default({})
    .describe('Uniform draws that the model tags with `@draw NAME`, each with what it decides'),
  levers: z.array(lever).describe('What policies may set'),
  policies: z.array(policy).min(1).describe('Named settings of the levers'),
  variants: z.array(variant).default([]).describe('Disputed mechanisms that can be switched'),
  lenses: z
    .array(
      z.strictObject({
        id: slug.describe('Name of the lens'),
        title: words.describe('Name for readers'),
        about: words.describe('What the lens cares about'),
      }),
    )
    .min(1)
    .describe('Groups of metrics by interest; they carry no weights: results are given under all weightings'),
  metrics: z.array(metricSchema).min(1).describe('What is measured of each run'),
  series: z.array(seriesSchema).default([]).describe('Variables recorded over time for bands'),
  frontier: z
    .strictObject({
      x: slug.describe('Metric on the horizontal axis'),
      y: slug.describe('Metric on the vertical axis'),
      reference: slug
        .optional()
        .describe('Policy to compare with; without it the one that metrics are relative to, or the first'),
    })
    .describe('The two metrics that the answer turns on'),
  headline: z.array(slug).default([]).describe('Further metrics that the printed table shows, in order'),
  history: z.array(historySchema).default([]).describe('Checks against what happened'),
  questions: z
    .array(questionSchema)
    .default([])
    .describe('Questions that the dossier answers under their own headings'),
  backtest: backtest.optional().describe('How the checks of `history` are run; needed if there are some'),
});

export type Study = z.output<typeof studySchema>;
export type StudyLever = Study['levers'][number];
export type StudyPolicy = Study['policies'][number];
export type StudyVariant = Study['variants'][number];
export type StudyCase = Study['cases'][number];
