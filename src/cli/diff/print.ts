import { formatCount } from '../../base/format.js';
import { printTable } from '../../base/table.js';
import { wrapText } from '../../base/text.js';
import type { Change, Difference } from '../../controls/index.js';
import { plain } from '../classify/layout.js';
import { kindOf } from '../timeline/acts.js';
import type { NamedChip } from '../timeline/load.js';
import { type Look, lateWords } from '../timeline/print.js';
import { caution, chineseFirst, clauseWords, entryWords, licenceCell } from '../timeline/words.js';
import { type ChangeGroup, groupChanges, partByDesign } from './groups.js';

const headings = {
  tighter: 'Tighter',
  looser: 'Looser',
  other: 'Other, neither tighter nor looser for certain',
  classed: 'Other, classed anew with the same licence and review',
} as const;
const kinds = Object.keys(headings) as readonly (keyof typeof headings)[];

/** Prints what changed between two days, the tighter first and chips of Chinese design last. */
export function printDiff(
  found: Difference,
  chips: readonly NamedChip[],
  lookedThrough: string,
  look: Look,
): string {
  const { paint, width } = look;
  const wrap = (text: string) => wrapText(text, width);
  const late = lateWords(found.to, lookedThrough);
  return [
    paint.bold(`From ${found.from} to ${found.to}`),
    ...(late ? wrap(late) : []),
    ...wrap(countWords(found, chips.length)),
    '',
    ...printActs(found, look),
    '',
    ...printRoutes(found, look),
    '',
    ...printChanges(found, chips, look),
    '',
    ...wrap(caution),
    '',
  ].join('\n');
}

function countWords({ changes, routes, looked }: Difference, chips: number): string {
  const changed = formatCount(new Set(changes.map(({ chip }) => chip)).size, 'chip');
  const first =
    changes.length === 0 ? '' : `${formatCount(changes.length, 'answer')} of ${changed} changed. `;
  const were = chips === 1 ? 'was' : 'were';
  return `${first}${formatCount(chips, 'chip')} on ${formatCount(routes.length, 'route')} ${were} looked at: ${formatCount(looked, 'answer')} on each day.`;
}

function printActs({ acts, from, to }: Difference, { width, paint }: Look): string[] {
  if (acts.length === 0) return wrapText('No US act on record took effect between these days.', width);
  const rows = acts.map(({ title, citation, date, phases }) => [
    date,
    title,
    phaseWords(date, phases),
    citation,
  ]);
  const columns = [
    { title: 'in force', shrink: false },
    { title: 'act' },
    { title: 'compliance, other days', maxWidth: width < 80 ? 16 : 34 },
    { title: 'citation', maxWidth: width < 80 ? 12 : 22 },
  ];
  return [
    ...wrapText(`US acts with a day after ${from} and up to ${to}`, width).map(paint.bold),
    printTable({ columns, rows, width }),
  ];
}

/** Days of an act beside its first, so that being in force is not taken for having to comply. */
function phaseWords(first: string, phases: Readonly<Record<string, string>>): string {
  return Object.entries(phases)
    .filter(([, day]) => day !== first)
    .map(([name, day]) => `${name}: ${day}`)
    .join('; ');
}

function printRoutes({ routes }: Difference, { width, paint }: Look): string[] {
  if (routes.length === 1) return wrapText(`Route: ${routes[0]!.title}.`, width);
  const rows = routes.map(({ id, title }) => [`  ${id}`, title]);
  const columns = [{ title: '', shrink: false }, { title: '' }];
  return [paint.bold('Routes'), printTable({ columns, rows, width })];
}

function printChanges({ changes, routes }: Difference, chips: readonly NamedChip[], look: Look): string[] {
  const { paint, width } = look;
  if (changes.length === 0) {
    return [
      paint.bold('Nothing changed'),
      ...wrapText('No chip has another answer on the later day on any of these routes.', width),
    ];
  }
  const names = new Map(chips.map((chip) => [chip.name, shortName(chip)]));
  const print = (own: readonly Change[], heading: (title: string, count: string) => string[]) =>
    kinds.flatMap((kind) => {
      const some = own.filter((change) => kindOf(change) === kind);
      if (some.length === 0) return [];
      const count = formatCount(new Set(some.map(({ chip }) => chip)).size, 'chip');
      const [first = [], ...rest] = groupChanges(some).map((group) =>
        printGroup(group, names, routes.length, look),
      );
      return [[...heading(headings[kind], count), ...first], ...rest];
    });
  const { foreign, chinese } = partByDesign(changes, chips);
  const blocks = [
    ...print(foreign, (title, count) => wrapText(`${title}: ${count}`, width).map(paint.bold)),
    ...(chinese.length === 0
      ? []
      : [
          [paint.bold('Chips of Chinese design'), ...wrapText(chineseFirst, width)],
          ...print(chinese, (title, count) => wrapText(`${title}: ${count}`, width)),
        ]),
  ];
  return blocks.flatMap((block, i) => (i === 0 ? block : ['', ...block]));
}

function printGroup(
  { before, after, because, routes, chips }: ChangeGroup,
  names: ReadonlyMap<string, string>,
  mostRoutes: number,
  { width, paint }: Look,
): string[] {
  const field = (name: string, text: string) =>
    wrapText(text, width - 10).map((line, i) => `  ${paint.dim((i === 0 ? name : '').padEnd(8))}${line}`);
  const change = `${statusWords(before)} -> ${statusWords(after)}`;
  return [
    ...wrapText(change, width - 2, '  ').map((line) => `  ${paint.bold(line)}`),
    ...field('chips', chips.map((name) => names.get(name) ?? name).join(', ')),
    ...(mostRoutes > 1 ? field('routes', routes.join(', ')) : []),
    ...field('by', reasonOf(before, after, because)),
  ];
}

function reasonOf(before: Change['before'], after: Change['after'], because: Change['because']): string {
  if (because.length > 0) return because.map(clauseWords).join('; ');
  if (after.eccn === 'cannot_tell' || after.license_required === 'cannot_tell')
    return 'a figure that the later rules ask for is not known';
  if (after.review_policy === 'cannot_tell')
    return 'the review now hangs on what was not told, such as certifications';
  if (before.eccn === 'cannot_tell' || before.license_required === 'cannot_tell')
    return 'what was not known is no longer asked for';
  return before.license_required === after.license_required && before.review_policy === after.review_policy
    ? 'the classification alone'
    : 'a clause that no longer holds';
}

function statusWords({ eccn, license_required, review_policy }: Change['before']): string {
  if (license_required === 'cannot_tell' && eccn === 'cannot_tell') return 'cannot tell';
  const licence = license_required === true ? 'licence required' : licenceCell(license_required);
  const review = review_policy && license_required !== false ? `, ${plain(review_policy)}` : '';
  return `${licence} (${entryWords(eccn)}${review})`;
}

/** Foreign makers are known by their chips; a Chinese chip keeps its maker. */
function shortName({ name, chinese }: NamedChip): string {
  const bare = name.replace(/\s*\((?!PCIe|OAM)[^)]*\)/g, '').replace(/ (Instinct|GeForce) /, ' ');
  return chinese ? bare : bare.replace(/^(NVIDIA|AMD|Intel|Google|AWS) /, '');
}
