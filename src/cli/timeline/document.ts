import type { SurvivalRow } from '../../report/index.js';
import type { Act } from './acts.js';
import type { History } from './load.js';
import type { Overview } from './print.js';
import type { ChipView } from './print-chip.js';

/** What was asked, as the document repeats it. */
export interface Asked {
  readonly to: string;
  readonly from_day: string | null;
  readonly until: string;
}

/** The document of all acts and export variants. */
export function documentOfOverview({ acts, looked, survival }: Overview, asked: Asked, history: History) {
  return {
    ...head(asked, history),
    chip: null,
    chips_looked: looked,
    acts: acts.map(actOf),
    survival: survival.map(survivalOf),
    spans: [],
    china: null,
    deliveries: [],
  };
}

/** The document of one chip. */
export function documentOfChip({ chip, spans, china, deliveries }: ChipView, asked: Asked, history: History) {
  return {
    ...head(asked, history),
    chip: { ...chip },
    chips_looked: 1,
    acts: [],
    survival: [],
    spans,
    china,
    deliveries,
  };
}

const head = (asked: Asked, { classifier: { book } }: History) => ({
  schema: 'steelyard.timeline/1',
  asked,
  looked_through: book.rules.looked_through,
  disclaimer: book.rules.disclaimer,
});

const actOf = ({ ...act }: Act) => act;

const survivalOf = ({ chip, name, state, launched, openTo, months, endedBy, china }: SurvivalRow) => ({
  chip,
  name,
  state,
  launched,
  outside_to: openTo,
  months,
  ended_by: endedBy,
  china_gate: china,
});
