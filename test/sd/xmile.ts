import { type Model, parseModel } from '../../src/sd/index.js';
import { runModel } from './run.js';

/** What stands around the variables of a small model. */
export interface Around {
  /** What `<sim_specs>` says of the method, as attributes. */
  readonly specs?: string;
  readonly dt?: string;
  readonly stop?: number;
  /** What stands before the model: dimensions, macros, units, behaviour. */
  readonly before?: string;
  /** Further models. */
  readonly after?: string;
}

/** Writes a whole file around variables: times 0 to 4, step 1 unless told otherwise. */
export const fileOf = (
  variables: string,
  around: Around = {},
): string => `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>Nobody</vendor><product version="1.0">None</product></header>
<sim_specs time_units="Month" ${around.specs ?? ''}><start>0</start><stop>${around.stop ?? 4}</stop>${around.dt ?? '<dt>1</dt>'}</sim_specs>
${around.before ?? ''}
<model><variables>
${variables}
</variables></model>
${around.after ?? ''}
</xmile>`;

/** Reads a small model. */
export const readXmileModel = (variables: string, around?: Around): Model =>
  parseModel(fileOf(variables, around), 'small.xmile');

/** Reads and runs a small model and gives the series of some of its variables. */
export const runXmile = (
  variables: string,
  names: readonly string[],
  around?: Around,
): Record<string, number[]> => runModel(readXmileModel(variables, around), names);

/** Writes an auxiliary; `<` and `&` in its equation may stand as they are. */
export const aux = (name: string, equation: string, more = ''): string =>
  `<aux name="${name}"><eqn>${equation.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</eqn>${more}</aux>`;
