import { nearestName } from '../../base/nearest.js';
import type { Column } from '../../base/table.js';
import { elementName, elementNames, findElements, type Model, type Variable } from '../../sd/index.js';
import { UsageError } from '../usage.js';

/** An element of a variable that is shown or kept. */
export interface Chosen {
  readonly name: string;
  readonly units: string;
}

const listed = (variable: Variable): Chosen[] =>
  variable.kind === 'lookup' ? [] : elementNames(variable).map((name) => ({ name, units: variable.units }));

/** Finds the elements that are named; all but lookups where none is. Errors: CL031. */
export function chooseElements(model: Model, only: readonly string[]): Chosen[] {
  if (only.length === 0) return model.variables.flatMap(listed);
  return only.flatMap((word) => {
    const found = findElements(model, word).filter(({ variable }) => variable.kind !== 'lookup');
    if (found.length > 0) {
      return found.map(({ variable, cell }) => ({
        name: elementName(variable, cell),
        units: variable.units,
      }));
    }
    throw unknownName('CL031', word, word, model.variables);
  });
}

/** Reads each `name=value`; the bare name of an array sets all its elements. Errors: CL005, CL030. */
export function readSets(model: Model, sets: readonly string[]): Map<string, number> {
  const values = new Map<string, number>();
  for (const set of sets) {
    const at = set.lastIndexOf('=');
    const [name, value] = [set.slice(0, at).trim(), set.slice(at + 1).trim()];
    if (at < 1 || value === '' || !Number.isFinite(Number(value))) {
      throw new UsageError(
        {
          code: 'CL005',
          found: `--set cannot be "${set}"`,
          expected: 'name=value with a number, such as --set "lever quota=100"',
          remedy: 'quote the whole if the name holds blanks',
        },
        set,
      );
    }
    const found = findElements(model, name);
    if (found.length === 0 || found.some(({ variable }) => variable.kind !== 'constant')) {
      throw unknownName(
        'CL030',
        name,
        set,
        model.variables.filter(({ kind }) => kind === 'constant'),
      );
    }
    for (const { variable, cell } of found) values.set(elementName(variable, cell), Number(value));
  }
  return values;
}

/** Makes the complaint about a name that the model lacks. */
export function unknownName(
  code: 'CL030' | 'CL031',
  name: string,
  word: string,
  among: readonly Variable[],
): UsageError {
  const what = code === 'CL030' ? 'constant' : 'variable';
  const nearest = nearestName(
    name.replace(/\[.*$/, ''),
    among.map((variable) => variable.name),
  );
  return new UsageError(
    {
      code,
      found: `the model has no ${what} "${name}"`,
      expected: `the name of a ${what}, or of one element such as name[a,b]`,
      ...(nearest ? { nearest } : {}),
      remedy: `steelyard simulate without --only lists every name`,
    },
    word,
  );
}

/** Writes a cell of a table, in quotes where it must be: the tool that writes such tables doubles quotes between tabs too. */
export const quoteCell = (text: string, separator: string) =>
  /["\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;

/** A column for names of variables: they stay whole, but for those that would leave no room for anything beside them. */
export const nameColumn = (title: string, width: number): Column => ({
  title,
  maxWidth: Math.floor(width / 2),
  shrink: false,
});
