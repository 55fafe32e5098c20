import type { Facts } from '../facts/index.js';
import { doubtOf, type Estimator } from './estimator.js';
import { coordinatesOf } from './fit/coordinates.js';
import { machineOf } from './machine.js';
import { type Reader, readerOf } from './parameters.js';
import { prepare } from './prepare.js';
import type { Row } from './row.js';
import { linkVariance } from './unpublished.js';

/** What a chip does against another, software apart. */
export interface HardwareRatio {
  /** Work of the one over work of the other, software of both equally mature. */
  readonly hardware: number;
  /** Standard deviation of ln(hardware). */
  readonly logSd: number;
  /** Software of the one against that of the other, as it stands at the date. */
  readonly software: number;
}

/**
 * Gives what one chip does in a piece of work over what another does in the same, with software of the same maker on
 * both, and that software's own ratio apart.
 *
 * The spread is that of the ratio: what both chips share cancels. It holds the parameters, the scatter of one row, doubt
 * about published figures, and what is not published. Doubt about the software of a family that nobody measured
 * is left out: software is a factor of its own.
 *
 * @throws NoLayout where a chip cannot hold the work
 */
export function hardwareRatio(
  asked: Row,
  reference: Row,
  { facts, space, calibration }: Estimator,
): HardwareRatio | { readonly why: string } {
  const own = prepare(asked, facts);
  const other = prepare(reference, facts);
  if ('why' in own) return own;
  if ('why' in other) return other;
  const same = { ...own.who, maker: other.who.maker };
  const { values } = calibration;
  const shared = sameStack(asked, reference, facts) ? (read: Reader) => read : sharedSoftware;
  const above = own.predict(shared(readerOf(space, values, same)));
  const below = other.predict(shared(readerOf(space, values, other.who)));
  const hardware = above.value / below.value;
  if (!(hardware > 0)) return { why: 'no estimate' };
  const coordinates = [
    ...new Set([
      ...coordinatesOf(space, own.parameters, same),
      ...coordinatesOf(space, other.parameters, other.who),
    ]),
  ];
  const probe = Float64Array.from(values);
  const h = 1e-3;
  const slopes = coordinates.map((i) => {
    const at = probe[i]!;
    probe[i] = at + h;
    const moved =
      own.predict(shared(readerOf(space, probe, same))).value /
      other.predict(shared(readerOf(space, probe, other.who))).value;
    probe[i] = at;
    return Math.log(moved / hardware) / h;
  });
  let variance = 0;
  slopes.forEach((a, x) => {
    slopes.forEach((b, y) => {
      variance += a * b * calibration.covariance(coordinates[x]!, coordinates[y]!);
    });
  });
  const withFacts = (changed: Facts) => {
    const again = prepare(asked, changed);
    return 'why' in again ? Number.NaN : again.predict(shared(readerOf(space, values, same))).value;
  };
  // Scatter of one row against the reference: that of a kind, but the reference is better known than the chip.
  const logSd = Math.sqrt(
    Math.max(0, variance) +
      calibration.residual(asked.kind) ** 2 +
      doubtOf(own, above.times) +
      doubtOf(other, below.times) +
      linkVariance(asked.chip, facts, withFacts),
  );
  const plain =
    own.predict(readerOf(space, values, own.who)).value /
    other.predict(readerOf(space, values, other.who)).value;
  return { hardware, logSd, software: plain / hardware };
}

/** Chips of one stack run the same software: what is left to differ between them is of the hardware. */
function sameStack(one: Row, other: Row, facts: Facts): boolean {
  const stack = machineOf(one.chip, facts)?.stack;
  return stack !== undefined && stack !== '' && stack === machineOf(other.chip, facts)?.stack;
}

/** Holds what belongs to the software of a maker at one and the same value. */
function sharedSoftware(read: Reader): Reader {
  return (id) => (id === 'training_overhead_family' ? 1 : read(id));
}
