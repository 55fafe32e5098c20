/** What stands in a cell. */
export type Cell = number | string | undefined;

/** A block of cells; its first row and column are counted from 0. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** One tab of a spreadsheet, or a text with separators. */
export interface Sheet {
  /** Rows and columns from the first cell of all to the last that holds something. */
  readonly rows: number;
  readonly columns: number;
  /** Gives a cell by row and column, counted from 0; an empty one, or one beyond the end, is undefined. */
  cell(row: number, column: number): Cell;
  /** Finds the cells that a name stands for; case does not count. */
  area(name: string): Area | undefined;
  /** Names of areas. */
  readonly names: readonly string[];
}

/** A sheet, or why there is none; `known` lists what there is instead. */
export type FoundSheet =
  | { readonly sheet: Sheet }
  | { readonly missing: 'file' | 'tab'; readonly known: readonly string[] }
  | { readonly broken: string };

/** Gives the files that a model names; handed to `parseModel`, so that this folder touches no disk. */
export interface ExternalReader {
  /** Opens a file, named as in the model, at a tab; for a text the tab is its separator, or empty. */
  open(file: string, tab: string): FoundSheet;
}

/**
 * Makes a sheet of rows of cells; `areas` are blocks with a name.
 *
 * @example
 * gridSheet([['year', 'price'], [2020, 5]]).cell(1, 1) // => 5
 */
export function gridSheet(
  grid: readonly (readonly Cell[])[],
  areas: ReadonlyMap<string, Area> = new Map(),
): Sheet {
  const byKey = new Map([...areas].map(([name, area]) => [name.toLowerCase(), area]));
  let columns = 0;
  for (const row of grid) columns = Math.max(columns, row.length);
  return {
    rows: grid.length,
    columns,
    cell: (row, column) => grid[row]?.[column],
    area: (name) => byKey.get(name.toLowerCase()),
    names: [...areas.keys()],
  };
}
