import { SteelyardError } from '../../base/error.js';
import {
  clockChanges,
  clockOf,
  elementName,
  findElements,
  findVariable,
  type Model,
  setConstants,
} from '../../sd/index.js';
import { UsageError } from '../usage.js';
import { unknownName } from './choose.js';
import { twice } from './vary.js';

/** A model in which what was told with --set is written. */
export interface SetModel {
  readonly model: Model;
  /** Values by element. */
  readonly sets: ReadonlyMap<string, number>;
}

/** Settings of the clock, with the words that XMILE has for them. */
const clockWords: ReadonlyMap<string, string> = new Map([
  ['initial time', 'INITIAL TIME'],
  ['final time', 'FINAL TIME'],
  ['time step', 'TIME STEP'],
  ['saveper', 'SAVEPER'],
  ['starttime', 'INITIAL TIME'],
  ['stoptime', 'FINAL TIME'],
  ['dt', 'TIME STEP'],
]);

/**
 * Writes each `name=value` into a model: a constant, or a setting of the clock. The bare name of an array sets all its
 * elements, and one of them may be set otherwise after that.
 *
 * Errors: CL005 for no number and for a clock that makes no run, CL006 for what is set twice, CL030.
 */
export function applySets(model: Model, words: readonly string[]): SetModel {
  const sets = new Map<string, number>();
  const widths = new Map<string, number>();
  let clockWord: string | undefined;
  for (const word of words) {
    const [name, value] = partsOf(word);
    const control = controlOf(model, name);
    if (control) clockWord = word;
    const names = control ? [control] : constantsNamed(model, name, word);
    for (const one of names) {
      // An element may follow its array, and not the other way round: then the last would win without a word.
      if ((widths.get(one) ?? Infinity) <= names.length) throw twice(one, word, '--set gives it two values');
      widths.set(one, names.length);
      sets.set(one, value);
    }
  }
  const ready = setConstants(model, Object.fromEntries(sets));
  if (clockWord !== undefined) refuseClock(ready, clockWord);
  return { model: ready, sets };
}

function partsOf(word: string): readonly [name: string, value: number] {
  const at = word.lastIndexOf('=');
  const [name, text] = [word.slice(0, at).trim(), word.slice(at + 1).trim()];
  if (at >= 1 && text !== '' && Number.isFinite(Number(text))) return [name, Number(text)];
  throw new UsageError(
    {
      code: 'CL005',
      found: `--set cannot be "${word}"`,
      expected: 'name=value with a number, such as --set "lever quota=100"',
      remedy: 'quote the whole if the name holds blanks',
    },
    word,
  );
}

/** The model's own name of the clock's setting that a word means; undefined for any other variable. */
function controlOf(model: Model, name: string): string | undefined {
  const word = clockWords.get(
    name
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, ' '),
  );
  if (word === undefined) return undefined;
  const own = findVariable(model, name);
  if (own && findVariable(model, word) !== own) return undefined;
  return findVariable(model, word)?.name ?? word;
}

function constantsNamed(model: Model, name: string, word: string): string[] {
  const found = findElements(model, name);
  if (found.length > 0 && found.every(({ variable }) => variable.kind === 'constant'))
    return found.map(({ variable, cell }) => elementName(variable, cell));
  const constants = model.variables.filter(({ kind }) => kind === 'constant');
  throw unknownName('CL030', name, word, constants);
}

function refuseClock(model: Model, word: string): void {
  try {
    if (!clockChanges(model)) clockOf(model);
  } catch (error) {
    if (!(error instanceof SteelyardError) || error.complaint.code !== 'SD020') throw error;
    const { found, expected = 'a clock that makes a run', remedy } = error.complaint;
    throw new UsageError(
      {
        code: 'CL005',
        found: `with --set "${word}" there is no run: ${found}`,
        expected,
        remedy: remedy ?? 'set TIME STEP and SAVEPER above 0, and FINAL TIME at or after INITIAL TIME',
      },
      word,
    );
  }
}
