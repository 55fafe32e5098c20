import {
  answerOf,
  chipNamed,
  type FleetAnswer,
  machineOf,
  ratioOfFleets,
  workloadNamed,
} from '../../compute/index.js';
import type { Figure } from '../../report/blocks.js';
import { openDocument, type TimeRow, timeFigure } from '../../report/index.js';
import { UsageError } from '../usage.js';
import type { Context } from '../verb.js';
import { atWords } from './ask.js';
import { answerParts, loadEstimator } from './load.js';
import { refusal } from './refusal.js';

/** What the figure of time is asked for. */
interface TimeOptions {
  readonly on?: string;
  readonly workload?: string;
  readonly count?: number;
}

/**
 * Draws where the time of a workload goes on chips of several kinds.
 *
 * @throws UsageError CL003; SteelyardError CM001, CM002, and CM008 or CM009 where none of the chips can do the work
 */
export async function drawTime(
  { on, workload, count = 8 }: TimeOptions,
  context: Context,
): Promise<{ figure: Figure; day: null }> {
  if (workload === undefined) throw lacking('a workload', '--workload with a named workload');
  const words = (on ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  if (words.length === 0) throw lacking('chips', '--on with chips, such as --on h200,h20,910c');
  const estimator = await loadEstimator(context, answerParts);
  const { facts } = estimator;
  const figure = atWords(context, () => {
    const named = workloadNamed(workload, facts);
    const answers = words.map((word) =>
      answerOf({ workload: named, chip: chipNamed(word, facts), count }, estimator, { ways: [] }),
    );
    const first = answers.find((answer): answer is FleetAnswer => !('why' in answer));
    const rows = answers.map(
      (answer, i): TimeRow => ({
        name: machineOf(words[i]!, facts)!.name,
        ...('why' in answer
          ? { none: answer }
          : {
              answer,
              ...(first !== undefined &&
                answer !== first && { ratio: ratioOfFleets(answer, first, estimator) }),
            }),
      }),
    );
    const [none] = answers;
    if (first === undefined && none !== undefined && 'why' in none) throw refusal(none, estimator);
    return timeFigure(rows, openDocument());
  });
  return { figure, day: null };
}

const lacking = (what: string, expected: string) =>
  new UsageError(
    {
      code: 'CL003',
      found: `\`steelyard figure time\` needs ${what}`,
      expected,
      remedy: 'see `steelyard figure --help`',
    },
    'time',
  );
