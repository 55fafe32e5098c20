import { formatCount, formatNumber } from '../base/format.js';
import { printTable } from '../base/table.js';
import { wrapText } from '../base/text.js';
import { type Comparison, compareModels, type Difference } from '../engine/index.js';
import { exitCodes } from './complain.js';
import { widthOf } from './io.js';
import { loadModel } from './pipeline/model.js';
import { nameColumn } from './simulate/choose.js';
import type { Context } from './verb.js';

/** How two models are to be compared. */
export interface CompareOptions {
  readonly json?: boolean;
  readonly design: number;
  readonly seed: number;
  /** Percent. */
  readonly within: number;
  readonly tolerance: number;
  readonly most: number;
}

/** Lays two versions of a model beside each other; the answer is no if any value differs by more than the tolerance. */
export async function compareModelFiles(
  words: readonly [string, string],
  options: CompareOptions,
  context: Context,
): Promise<number> {
  const { stdout } = context.io;
  const a = await loadModel(words[0], context);
  const b = await loadModel(words[1], context);
  const { design: size, seed, within, tolerance } = options;
  const found = compareModels(a.model, b.model, { size, seed, share: within / 100 });
  const above = found.differences.filter(({ relative }) => relative > tolerance);
  const files = [a.file, b.file] as const;
  if (options.json) stdout.write(`${JSON.stringify(documentOf(found, files, options), null, 1)}\n`);
  else stdout.write(`${print(found, above, files, options, widthOf(stdout)).join('\n')}\n`);
  return above.length > 0 ? exitCodes.answerIsNo : exitCodes.done;
}

function print(
  { constants, only, differences, times, settings }: Comparison,
  above: readonly Difference[],
  files: readonly [string, string],
  { tolerance, most }: CompareOptions,
  width: number,
): string[] {
  const lines = (text: string) => wrapText(text, width, '  ');
  const changed = constants.filter(({ values: [x, y] }) => x !== y);
  return [
    ...lines(
      `${formatCount(differences.length, 'element')} of both over ${formatCount(settings, 'setting')} of ${formatCount(constants.length, 'shared constant')} and ${formatCount(times, 'saved time')}: ${above.length === 0 ? `none differs` : `${above.length} ${above.length === 1 ? 'differs' : 'differ'}`} by more than ${tolerance}`,
    ),
    ...files.flatMap((file, i) => (only[i]!.length > 0 ? lines(`only in ${file}: ${listed(only[i]!)}`) : [])),
    ...(changed.length > 0
      ? lines(
          `constants with another value: ${listed(changed.map(({ name, values: [x, y] }) => `${name} (${x}, ${y})`))}`,
        )
      : []),
    ...(above.length > 0
      ? ['', printDifferences(above.slice(0, most), width), '', ...lines(legend(above.slice(0, most)))]
      : []),
    ...(above.length > most
      ? [...lines(`and ${above.length - most} more; --most shows more, --json all`)]
      : []),
  ];
}

/** Says what the numbers of settings stand for, and what the constants were in the one with the largest difference. */
function legend(shown: readonly Difference[]): string {
  const base = 'Setting 0: both models as they are written.';
  const worst = shown.find(({ setting }) => setting > 0);
  if (!worst) return base;
  const values = worst.moved.map(([name, value]) => `${name} ${formatNumber(value, 6)}`);
  return `${base} From 1 on both have the same other values of the constants that they share. Setting ${worst.setting}: ${listed(values)}.`;
}

const listed = (names: readonly string[]) =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');

function printDifferences(list: readonly Difference[], width: number): string {
  const wide = width >= 80;
  return printTable({
    width,
    columns: [
      nameColumn('variable', width),
      { title: 'at', align: 'decimal' },
      { title: 'setting', align: 'right' },
      { title: 'first', align: 'decimal' },
      { title: 'second', align: 'decimal' },
      { title: 'difference', align: 'decimal' },
      ...(wide ? [{ title: 'unit', maxWidth: 14 }] : []),
    ],
    rows: list.map(({ name, units, relative, time, setting, a, b }) => [
      name,
      String(Number(time.toPrecision(9))),
      String(setting),
      formatNumber(a, 6),
      formatNumber(b, 6),
      Number.isFinite(relative) ? formatNumber(relative, 3) : 'no number',
      ...(wide ? [units] : []),
    ]),
  });
}

function documentOf(found: Comparison, files: readonly [string, string], options: CompareOptions): unknown {
  const { constants, only, times, settings, differences } = found;
  const orNull = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    schema: 'steelyard.compare/1',
    models: files,
    design: options.design,
    seed: options.seed,
    within: options.within / 100,
    tolerance: options.tolerance,
    settings,
    times,
    constants: constants.map(({ name, values, low, high }) => ({ name, values, low, high })),
    only,
    above: differences.filter(({ relative }) => relative > options.tolerance).length,
    worst_setting:
      differences[0] && differences[0].setting > 0
        ? { setting: differences[0].setting, constants: Object.fromEntries(differences[0].moved) }
        : null,
    differences: differences.map(({ name, units, relative, time, setting, a, b }) => ({
      name,
      unit: units,
      relative: orNull(relative),
      time,
      setting,
      values: [orNull(a), orNull(b)],
    })),
  };
}
