import type { Facts } from '../facts/index.js';
import { type Machine, machineOf } from './machine.js';
import type { Row } from './row.js';

/** How many measured rows of the same kind of work the calibration has: of the chip, of its family, of all chips. */
export interface Rests {
  readonly ofChip: number;
  readonly ofFamily: number;
  readonly ofAll: number;
  readonly family: string;
  /** Chips of the largest of them. */
  readonly mostChips: number;
}

/** Counts what an estimate rests on; rows that are marked uncertain take no part in the calibration. */
export function restsOn(row: Pick<Row, 'kind'>, machine: Machine, facts: Facts): Rests {
  let ofChip = 0;
  let ofFamily = 0;
  let ofAll = 0;
  let mostChips = 0;
  for (const measured of facts.measurements.values()) {
    if (measured.kind !== row.kind || measured.uncertain) continue;
    const other = machineOf(measured.chip, facts);
    ofAll += 1;
    mostChips = Math.max(mostChips, measured.count ?? 0);
    if (other?.family === machine.family) ofFamily += 1;
    if (other?.id.replace(/\*.*/, '') === machine.id.replace(/\*.*/, '')) ofChip += 1;
  }
  return { ofChip, ofFamily, ofAll, family: machine.family, mostChips };
}

/**
 * Says in words what an estimate rests on.
 *
 * @example
 * restsWords({ ofChip: 0, ofFamily: 0, ofAll: 120, family: 'domestic', mostChips: 16384 }, 'MLU590')
 * // => 'no measured row of the MLU590 or its family (domestic): the prior of families, from 120 rows of other chips'
 */
export function restsWords({ ofChip, ofFamily, ofAll, family }: Rests, chip: string): string {
  const rows = (count: number) => `${count} measured ${count === 1 ? 'row' : 'rows'}`;
  if (ofFamily === 0)
    return `no measured row of the ${chip} or its family (${family}): the prior of families, from ${ofAll} rows of other chips`;
  if (ofChip === 0)
    return `no measured row of the ${chip}; ${rows(ofFamily)} of its family (${family}), of ${ofAll} of this kind of work`;
  return `${rows(ofChip)} of the ${chip}, ${ofFamily} of its family (${family}), of ${ofAll} of this kind of work`;
}
