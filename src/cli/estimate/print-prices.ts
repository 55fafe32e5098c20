import type { Alternative, FleetAnswer, Quote } from '../../compute/index.js';
import { point, type Shown } from '../classify/layout.js';
import { bandWords } from './words.js';

/** Prints each price with its range, what it is, and where it is from; of chips beside the first their own too. */
export function printPrices(
  answer: FleetAnswer,
  alternatives: readonly Alternative[],
  shown: Shown,
): string[] {
  const { overhead } = answer;
  const others = alternatives.flatMap(({ same, match }) => ('why' in same ? (match ?? []) : same));
  const lines = quotesOf([answer, ...others]).map(({ of, quote }) => {
    const { value, low, high, unit, says, rows, sources } = quote;
    const what = `${bandWords({ value, low, high }, 'USD')} ${unit.replace('USD ', '')}`;
    const alone = low === high ? '; one figure, no range published' : '';
    return `${of}${what}: ${says}${alone} (${keysOf(rows)}; ${sources.join(', ')})`;
  });
  const ratio =
    overhead.rows.length === 0
      ? []
      : [`overhead ${bandWords(overhead)}: ${overhead.says} (${keysOf(overhead.rows)})`];
  return [...lines, ...ratio].flatMap((text) => point(text, shown));
}

/** Each quote once, with the chip that it is of: chips share a tariff. */
function quotesOf(fleets: readonly FleetAnswer[]): { readonly of: string; readonly quote: Quote }[] {
  const all = fleets.flatMap(({ chip, costs }) =>
    costs.flatMap(({ quotes }) =>
      quotes.map((quote) => ({ of: /chip/.test(quote.unit) ? `${chip.name}, ` : 'electricity, ', quote })),
    ),
  );
  const keyOf = ({ quote }: { quote: Quote }) => quote.rows.join();
  return all.filter((one, i) => all.findIndex((other) => keyOf(other) === keyOf(one)) === i);
}

const keysOf = (rows: readonly string[]) =>
  rows.length > 4 ? `${pathOf(rows[0]!)} and ${rows.length - 1} more` : rows.map(pathOf).join(', ');

/** The key path by which `steelyard evidence` shows a row. */
const pathOf = (id: string) => (id.includes(':') ? id : `price:${id}`);
