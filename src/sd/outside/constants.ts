import { SteelyardError } from '../../base/error.js';
import type { Loop } from '../ir.js';
import type { OutsideCall } from './call.js';
import { badCell, firstCell, type Outside, openSheet } from './open.js';

/**
 * Reads the constants of an equation from a file, row by row over its loops: the last range goes to the right, the one
 * before it downwards, and the other way round when the address ends with `*`.
 *
 * Errors: SD050 to SD052. Vensim reference manual, GET DIRECT CONSTANTS.
 */
export function readConstants(call: OutsideCall, loops: readonly Loop[], outside: Outside): number[] {
  if (loops.length > 2) {
    throw new SteelyardError({
      code: 'SD052',
      found: `${call.fn} fills ${loops.length} ranges and a sheet has two directions`,
      place: call.place,
      expected: 'at most two ranges on the left',
      remedy: 'write an equation for each element of the others',
    });
  }
  const open = openSheet(call, outside);
  const { row, column, transposed } = firstCell(open, call.args[2]!);
  const [down, across] = [loops.length === 2 ? loops[0]! : undefined, loops.at(-1)];
  const values: number[] = [];
  for (let i = 0; i < (down?.elements.length ?? 1); i++) {
    for (let k = 0; k < (across?.elements.length ?? 1); k++) {
      const [r, c] = transposed ? [row + k, column + i] : [row + i, column + k];
      const value = open.sheet.cell(r, c);
      if (typeof value !== 'number') throw badCell(open, r, c, 'a number');
      values.push(value);
    }
  }
  return values;
}
