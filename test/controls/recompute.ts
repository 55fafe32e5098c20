import type { TraceLine } from '../../src/controls/index.js';

/** What a reader gets who has only the trace: an answer worked out again, with nothing of the engine. */
export interface Recomputed {
  readonly eccn: string;
  readonly license_required: unknown;
  readonly review_policy: string | null;
}

/** Works out the answer again from the lines of a trace: tests by their values, clauses by their formulas. */
export function recompute(trace: readonly TraceLine[]): Recomputed {
  const layer = (name: TraceLine['layer']) => trace.filter((line) => line.layer === name);
  const special = layer('special').find(clauseHolds);
  const eccn = special?.gives.eccn ?? layer('classification').find(clauseHolds)!.gives.eccn!;
  if (special)
    return { eccn, license_required: readWord(special.gives.license_required!), review_policy: null };
  const held = layer('requirement').filter(clauseHolds);
  const text = held.some(({ reading }) => reading !== 'practice');
  const done = held.filter(({ reading }) => reading !== 'text');
  const practice = done.some(({ gives }) => gives.required === 'yes')
    ? true
    : done.length > 0
      ? 'contested'
      : false;
  const license_required =
    practice === 'contested' ? 'contested' : practice || (text ? 'text_yes_practice_no' : false);
  const asks = license_required === true || license_required === 'contested';
  return {
    eccn,
    license_required,
    review_policy: (asks && layer('review').find(clauseHolds)?.gives.review_policy) || null,
  };
}

const readWord = (word: string) => (word === 'true' ? true : word === 'false' ? false : word);

/** A test that an interval leaves open must not matter: the clause has to come out the same both ways. */
function clauseHolds(line: TraceLine): boolean {
  let ways: boolean[][] = [[]];
  for (const test of line.tests) {
    const truth = testHolds(test);
    ways = ways.flatMap((way) =>
      truth === undefined
        ? [
            [...way, true],
            [...way, false],
          ]
        : [[...way, truth]],
    );
  }
  const results = new Set(ways.map((truths) => joined(line.formula, truths)));
  if (results.size !== 1) throw new Error(`${line.rule} hangs on what is not known`);
  return [...results][0]!;
}

function joined(formula: string, truths: readonly boolean[]): boolean {
  const js = formula
    .replace(/#(\d+)/g, (_, n) => String(truths[Number(n) - 1]))
    .replaceAll(' and ', ' && ')
    .replaceAll(' or ', ' || ')
    .replaceAll('not ', '!')
    .replaceAll('always', 'true')
    .replaceAll('never', 'false');
  // `!a && b` negates a only, as `not a and b` does.
  return new Function(`return ${js}`)() as boolean;
}

function testHolds({ test, value, holds }: TraceLine['tests'][number]): boolean | undefined {
  const compared = /^\w+ (>=|>|<=|<) (\S+)$/.exec(test);
  const number = Number(value);
  if (compared && !Number.isNaN(number)) {
    const limit = Number(compared[2]);
    return { '>=': number >= limit, '>': number > limit, '<=': number <= limit, '<': number < limit }[
      compared[1]!
    ]!;
  }
  const is = /^\w+ is (\S+)$/.exec(test);
  if (is && holds !== 'depends') return value === is[1];
  const caught = /^caught by (\S+)$/.exec(test);
  if (caught) return value.split(' ').includes(caught[1]!);
  if (/^\w+$/.test(test) && holds !== 'depends') return value === 'yes';
  // Ranges, and membership of a country group: the line states how it came out, with its source.
  return holds === 'depends' ? undefined : holds;
}
