import { formatNumber } from '../../base/format.js';
import { printTable } from '../../base/table.js';
import type { Alternative, Band, FleetAnswer } from '../../compute/index.js';
import { point, type Shown } from '../classify/layout.js';
import { bandWords, energyWords, powerWords } from './words.js';

/** Prints the chips side by side: as many of each, and as many as do the same work. */
export function printAgainst(
  answer: FleetAnswer,
  alternatives: readonly Alternative[],
  shown: Shown,
): string[] {
  if (alternatives.length === 0) return [];
  const { width } = shown;
  const count = answer.question.count.toLocaleString('en-US');
  const same = [
    [answer.chip.name, bandWords(answer.rate), '1', 'fits'],
    ...alternatives.map((one) => sameCells(one)),
  ];
  const work = answer.work.adds ? `${answer.work.what} a second` : answer.row.unit;
  const matched = [answer, ...alternatives.flatMap(({ match }) => (match ? [match] : []))].map(matchCells);
  const none = alternatives.filter(({ match }) => match === undefined);
  return [
    ...table(
      [`${count} of each`, work, 'against the first', 'memory'].map((title, i) => ({
        title,
        align: i === 1 || i === 2 ? ('right' as const) : ('left' as const),
      })),
      same,
      width,
    ),
    '',
    ...table(
      [
        'the same work',
        'chips',
        'power',
        answer.job ? 'energy of the job' : 'energy a day',
        'bought',
        'rented',
      ].map((title, i) => ({ title, align: i === 0 ? ('left' as const) : ('right' as const) })),
      matched,
      width,
    ),
    ...(none.length === 0
      ? []
      : [
          '',
          ...none.flatMap(({ chip }) =>
            point(
              `no fleet of ${chip} does as much: more of it stops helping before, or it cannot do this work`,
              shown,
            ),
          ),
        ]),
    '',
    ...point(
      `What both chips share cancels in the range of the ratio. The same work is found in whole servers of eight. bought and rented: ${answer.job ? 'the job' : 'an hour'}, in dollars; a dash where no price is on record.`,
      shown,
      '',
    ),
  ];
}

function sameCells({ chip, same, ratio }: Alternative): string[] {
  if ('why' in same) {
    const needs =
      same.chipsThatFit === undefined ? '' : `: needs ${same.chipsThatFit.toLocaleString('en-US')}`;
    const lack =
      same.overBytes === undefined
        ? same.why
        : `${formatNumber(same.overBytes / 1e9)} GB a chip too large${needs}`;
    return [chip, '—', '—', lack];
  }
  return [same.chip.name, bandWords(same.rate), bandWords(ratio!, '', 2), 'fits'];
}

function matchCells(fleet: FleetAnswer): string[] {
  const { chip, question, power, energy, costs, job } = fleet;
  const cost = (way: 'buy' | 'rent') => {
    const found = costs.find((one) => one.way === way);
    const told: Band | undefined = job ? found?.ofJob : found?.perHour;
    return told === undefined ? '—' : `$${formatNumber(told.value)}`;
  };
  return [
    chip.name,
    question.count.toLocaleString('en-US'),
    powerWords({ value: power.value, low: power.value, high: power.value }),
    energyWords(middle(energy.ofJob ?? energy.perDay)),
    cost('buy'),
    cost('rent'),
  ];
}

const middle = ({ value }: Band): Band => ({ value, low: value, high: value });

const table = (
  columns: readonly { title: string; align: 'left' | 'right' }[],
  rows: readonly (readonly string[])[],
  width: number,
) =>
  printTable({ columns, rows, width: width - 2 })
    .split('\n')
    .map((line) => `  ${line}`);
