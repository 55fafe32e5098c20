import { explore, leavesOf } from '../../controls/answer/explore.js';
import { testsIn } from '../../controls/answer/trace.js';
import { type Classifier, regimeOn } from '../../controls/index.js';
import { situationOf } from '../../controls/request/situation.js';
import type { Params } from '../../controls/types.js';
import type { Ends, PlaneInput } from './chip-points.js';

/** The two figures that the classification of a day turns on; undefined where there was no entry yet. */
export interface PlaneAxes {
  readonly x: PlaneInput;
  readonly y: PlaneInput;
}

/** What a part on the plane is: the entry, and the clause that says so. */
export interface Placed {
  readonly entry: string;
  readonly eccn: string;
  readonly clause: string;
}

/** A rectangle between neighbouring thresholds in which every part is classified alike; ends may be infinite. */
export interface PlaneCell {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  /** A part for datacentres, and one that is not. */
  readonly datacentre: Placed;
  readonly other: Placed;
}

/** The classification of a day over two figures of a part. */
export interface PlaneRegions extends PlaneAxes {
  readonly xCuts: readonly number[];
  readonly yCuts: readonly number[];
  readonly cells: readonly PlaneCell[];
}

/**
 * Works out the regions of a day's classification from the rules in force: their own thresholds part the plane, and
 * each part is classified at a point inside it.
 *
 * Undefined on days without an entry.
 *
 * @example
 * planeRegions(makeClassifier(facts), '2026-01-20').xCuts // => [1600, 2400, 4800]
 * planeRegions(makeClassifier(facts), '2022-01-01') // => undefined
 */
export function planeRegions(classifier: Classifier, date: string): PlaneRegions | undefined {
  const axes = axesOn(classifier, date);
  if (axes === undefined) return undefined;
  const cuts = (input: PlaneInput) => thresholdsOf(classifier, date, input);
  const [xCuts, yCuts] = [cuts(axes.x), cuts(axes.y)];
  const cells = bands(xCuts).flatMap(([x1, x2]) =>
    bands(yCuts).map(([y1, y2]): PlaneCell => {
      const at = (datacenter: boolean) =>
        classOf(classifier, date, axes, exactly(within(x1, x2)), exactly(within(y1, y2)), datacenter)!;
      return { x1, x2, y1, y2, datacentre: at(true), other: at(false) };
    }),
  );
  return { ...axes, xCuts, yCuts, cells };
}

function axesOn({ book }: Classifier, date: string): PlaneAxes | undefined {
  const asked = new Set(
    regimeOn(book, date).classification.flatMap(({ condition }) =>
      testsIn(condition).flatMap((test) => (test.kind === 'number' ? [test.input] : [])),
    ),
  );
  if (asked.has('pd')) return { x: 'tpp', y: 'pd' };
  return asked.has('interconnect_gbs') ? { x: 'perf_2022', y: 'interconnect_gbs' } : undefined;
}

function thresholdsOf({ book }: Classifier, date: string, input: PlaneInput): number[] {
  const values = regimeOn(book, date).classification.flatMap(({ condition }) =>
    testsIn(condition).flatMap((test) =>
      test.kind === 'number' && test.input === input ? [test.value] : [],
    ),
  );
  return [...new Set(values)].sort((a, b) => a - b);
}

function bands(cuts: readonly number[]): (readonly [number, number])[] {
  const ends = [0, ...cuts, Number.POSITIVE_INFINITY];
  return ends.slice(1).map((end, i) => [ends[i]!, end]);
}

const within = (low: number, high: number) =>
  high === Number.POSITIVE_INFINITY ? low * 2 : (low + high) / 2;
const exactly = (value: number): Ends => ({ low: value, high: value });

/**
 * Classifies a part that only its two figures describe; undefined where they leave more than one entry open.
 *
 * @example
 * const [classifier, axes] = [makeClassifier(facts), { x: 'tpp', y: 'pd' }]
 * classOf(classifier, '2026-01-20', axes, { low: 3000, high: 3000 }, { low: 7, high: 7 }, false).clause // => 'Note 2'
 */
export function classOf(
  { book, facts }: Classifier,
  date: string,
  { y }: PlaneAxes,
  across: Ends,
  up: Ends,
  datacenter: boolean,
): Placed | undefined {
  const params: Params = { item: 'ic', datacenter, tpp: across, [y]: up };
  const { state } = situationOf({ params, destination: 'CN', date }, facts, book);
  const found = leavesOf(explore(regimeOn(book, date), book.rules.reasons, state)).map(
    ({ outcome, looked }) => ({
      entry: outcome.entry,
      eccn: outcome.eccn,
      clause:
        looked.find(({ layer, holds }) => layer === 'classification' && holds)?.active.clause.clause ?? '',
    }),
  );
  return new Set(found.map(({ eccn }) => eccn)).size === 1 ? found[0] : undefined;
}
