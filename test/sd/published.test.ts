import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clockOf, parseModel } from '../../src/sd/index.js';
import { run } from '../cli/run.js';
import { runNaively } from './naive.js';
import { allowance, keyOf, type Recorded, readRecorded } from './recorded.js';

// The public collection of small models with recorded output (SDXorg/test-models) is not part of this repository:
// the test runs where the collection lies beside it, or where STEELYARD_TEST_MODELS points.
const root = process.env.STEELYARD_TEST_MODELS ?? join(import.meta.dirname, '../../../shared/sd-test-models');

/** Files that cannot agree, and why. */
const excused: Readonly<Record<string, string>> = parse(
  readFileSync(join(import.meta.dirname, 'published-excused.yaml'), 'utf8'),
);

/**
 * Files whose recorded output only single precision gives, as a chaotic model tells after a few hundred steps: they are
 * worked out in it, by the plain walk over their expressions that is the oracle elsewhere.
 */
const single = new Set(['samples/Roessler_Chaos/roessler_chaos.mdl']);

const models = existsSync(root)
  ? readFileSync(join(root, 'INDEX.txt'), 'utf8')
      .split('\n')
      .map((line) => line.split('\t')[0]!)
      .filter((name) => name !== '' && !name.startsWith('#'))
      .flatMap((folder) =>
        readdirSync(join(root, folder))
          .filter((file) => /\.(mdl|xmile|stmx)$/.test(file))
          .map((file) => `${folder}/${file}`),
      )
  : [];

describe.skipIf(models.length === 0)('recorded outputs of other tools', () => {
  for (const model of models) {
    const reason = excused[model];
    if (reason === undefined) test(model, async () => expect(await bestOf(model)).toEqual([]));
    else test(`${model}, excused: ${reason}`, async () => expect(await bestOf(model)).not.toEqual([]));
  }
});

/** Where a model differs from the recorded output that it is nearest to. */
async function bestOf(model: string): Promise<string[]> {
  const folder = join(root, model, '..');
  const own = single.has(model) ? runInSingle(model) : await simulate(model);
  if (typeof own === 'string') return [own];
  const differences = readdirSync(folder)
    .filter((file) => /^output.*\.(tab|csv)$/.test(file))
    .map((file) => differencesOf(own, readRecorded(decoded(readFileSync(join(folder, file))))));
  return differences.reduce((best, one) => (one.length < best.length ? one : best));
}

async function simulate(model: string): Promise<Recorded | string> {
  const { code, stdout, stderr } = await run([
    'simulate',
    join(root, model),
    ...['--format', 'tab', '--precision', 'full'],
  ]);
  return code === 0 ? readRecorded(stdout) : stderr.split('\n').slice(0, 2).join(' ');
}

function runInSingle(file: string): Recorded {
  const model = parseModel(readFileSync(join(root, file), 'utf8'), file);
  const names = model.variables.map(({ name }) => name);
  const rows = runNaively(model, names, {}, Math.fround);
  const cells = names.map((name, i) => [keyOf(name), rows.map((row) => String(row[i]))] as const);
  const { initialTime, timeStep } = clockOf(model);
  return { times: rows.map((_, n) => initialTime + n * timeStep), cells: new Map(cells) };
}

/** Some outputs were recorded in the letters of western Europe alone. */
function decoded(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text;
}

const clockNames = new Set(['initial time', 'final time', 'time step', 'saveper']);

/** One line for each recorded variable that is missing or differs. */
function differencesOf(own: Recorded, recorded: Recorded): string[] {
  const found: string[] = [];
  for (const [name, cells] of recorded.cells) {
    const mine = own.cells.get(name);
    if (mine === undefined) {
      // In XMILE the clock is no variable.
      if (clockNames.has(name)) continue;
      found.push(`${name} is missing`);
      continue;
    }
    const numbers = cells.map((cell) => (cell === '' ? Number.NaN : Number(cell)));
    const largest = Math.max(0, ...numbers.filter(Number.isFinite).map(Math.abs));
    const at = numbers.findIndex((wanted, k) => {
      if (!Number.isFinite(wanted)) return false;
      const place = placeOf(own.times, recorded.times[k]!);
      const value = place === undefined ? Number.NaN : Number(mine[place]);
      return !(Math.abs(value - wanted) <= allowance(cells[k]!, largest));
    });
    if (at >= 0) found.push(`${name} at ${recorded.times[at]} is not ${cells[at]}`);
  }
  return found;
}

/** Times are recorded with six digits. */
function placeOf(times: readonly number[], wanted: number): number | undefined {
  const place = times.findIndex((time) => Math.abs(time - wanted) <= 1e-5 * Math.max(1, Math.abs(wanted)));
  return place < 0 ? undefined : place;
}
