import { padEnd, wrapText } from '../../base/text.js';
import { type Answer, isNear, type TraceLine } from '../../controls/light.js';
import { paragraph, plain, type Shown } from './layout.js';
import { titleOf } from './words.js';

const layers = {
  special: 'Before all else',
  classification: 'Classification',
  requirement: 'Licence requirement',
  review: 'Review policy',
  exception: 'Exceptions',
  china: "China's gate",
} as const;

/** Prints the reasoning by layer: what holds or may hold, and the nearest of what does not; with `trace` all of it. */
export function printTrace({ trace }: Answer, shown: Shown): string[] {
  const chosen = trace.filter((line) => shown.trace || line.holds !== false || isNear(line));
  const lines = Object.entries(layers).flatMap(([layer, title]) => {
    const own = chosen.filter((line) => line.layer === layer);
    return own.length === 0 ? [] : [`  ${title}`, ...own.flatMap((line) => printLine(line, shown))];
  });
  const left = trace.length - chosen.length;
  const more =
    left === 0
      ? []
      : paragraph(`${left} more clauses were looked at and do not hold; --trace shows them.`, shown);
  return [...lines, ...more.map(shown.paint.dim)];
}

function printLine(line: TraceLine, shown: Shown): string[] {
  const { paint, width } = shown;
  const { holds, clause, reading, cite, level, gives, layer } = line;
  const [state, style] =
    holds === true
      ? (['holds', paint.green] as const)
      : holds === false
        ? (['no', paint.dim] as const)
        : (['depends', paint.yellow] as const);
  const kind = reading === 'both' ? '' : ` (${reading} only)`;
  const policy = layer === 'review' && gives.review_policy ? ` -> ${plain(gives.review_policy)}` : '';
  const head = wrapText(`${clause}${kind}${policy}`, width - 13);
  const why = wrapText(whyOf(line), width - 15);
  return [
    ...head.map((text, i) => `    ${i === 0 ? style(padEnd(state, 9)) : ' '.repeat(9)}${text}`),
    ...why.map((text) => `${' '.repeat(15)}${text}`),
    ...wrapText(`${cite} [${level}]`, width - 15).map((text) => paint.dim(`${' '.repeat(15)}${text}`)),
  ];
}

/** Where a clause depends on what is not known, its open tests say why better than all ways in which they may turn out. */
function whyOf({ holds, because, tests }: TraceLine): string {
  // The ways differ in how far an interval was narrowed, which tells a reader nothing.
  const ways = [
    ...new Set(because.split(' | ').map((way) => way.replace(/ [[(]\d[^\])]*[\])](?= [<>])/g, ''))),
  ];
  if (holds !== 'depends')
    return because === '' ? 'always' : because.includes(' | ') ? ways.join('; or ') : because;
  const open = tests.filter((test) => test.holds === 'depends');
  if (open.length > 0)
    return `hangs on ${open.map(({ test }) => (/ [<>]/.test(test) ? test : wordsOf(test))).join(', ')}`;
  return `if no clause before it decides${ways[0] === '' ? '' : `: ${ways[0]}`}`;
}

/** A test without a number, as a person says it: the paragraph for `entry is b`, the title of an input otherwise. */
function wordsOf(test: string): string {
  const name = /^(?:not )?(\w+)/.exec(test)?.[1] ?? test;
  if (name === 'entry') return `the paragraph (${test.replace('entry is ', '')})`;
  return name === 'caught' ? test : titleOf(name);
}
