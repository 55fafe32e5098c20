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

/** Finds the elements that are named, each once; all but lookups where none is. Errors: CL031. */
export function chooseElements(model: Model, only: readonly string[]): Chosen[] {
  if (only.length === 0) return model.variables.filter(({ partOf }) => partOf === undefined).flatMap(listed);
  const chosen = only.flatMap((word) => {
    const found = findElements(model, word).filter(({ variable }) => variable.kind !== 'lookup');
    if (found.length === 0) throw unknownName('CL031', word, word, model.variables);
    return found.map(({ variable, cell }) => ({ name: elementName(variable, cell), units: variable.units }));
  });
  return [...new Map(chosen.map((one) => [one.name, one])).values()];
}

/** Lists what is kept where nothing is named: the stocks, or where there are none what is worked out. */
export function keptSeries(model: Model): Chosen[] {
  const own = model.variables.filter(({ name, partOf }) => partOf === undefined && !name.includes(':'));
  const stocks = own.filter(({ kind }) => kind === 'stock');
  return (stocks.length > 0 ? stocks : own.filter(({ kind }) => kind === 'auxiliary')).flatMap(listed);
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
