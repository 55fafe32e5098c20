import type { Facts, Row } from './facts.js';
import type { SourceRecord } from './schema/sources.js';

/** How long a figure keeps, and from when it counts. */
export interface ShelfLife {
  readonly date: string;
  readonly days: number;
}

const lifeOfKind: Readonly<Record<SourceRecord['kind'], string>> = {
  press_report: 'shelf_life_press',
  blog: 'shelf_life_press',
  wiki: 'shelf_life_press',
  analyst: 'shelf_life_analyst',
  think_tank: 'shelf_life_analyst',
  vendor: 'shelf_life_analyst',
  benchmark: 'shelf_life_analyst',
  law_firm: 'shelf_life_analyst',
  cloud_docs: 'shelf_life_analyst',
  government: 'shelf_life_record',
  official_filing: 'shelf_life_record',
  dataset: 'shelf_life_record',
  academic: 'shelf_life_record',
};

/**
 * Tells from when a row's age counts and how old it may grow: for a price its date, for a prior its newest source.
 * What describes a day of its own (an event, a rule, an observation, a forecast, a chip) does not age: undefined.
 *
 * @param facts with the part `assumptions`, which holds the lives; without it nothing is stale
 */
export function shelfLife(facts: Facts, row: Row): ShelfLife | undefined {
  const lives = (id: string) => facts.assumptions.get(id)?.value;
  if (row.key.startsWith('price:')) {
    const days = lives(row.key.startsWith('price:rent-') ? 'shelf_life_rent' : 'shelf_life_price');
    return row.date === undefined || days === undefined ? undefined : { date: row.date, days };
  }
  if (row.set === undefined) return undefined;
  const dated = row.source.map((key) => facts.sources.get(key)!).filter(({ date }) => date !== undefined);
  const newest = dated.sort((a, b) => (a.date! < b.date! ? 1 : -1))[0];
  const days = newest && lives(lifeOfKind[newest.kind]);
  return days === undefined ? undefined : { date: newest!.date!, days };
}
