import type { CnControls } from '../facts/index.js';
import { sectors } from '../facts/light.js';
import { chinaGate } from './china.js';
import type { Classifier } from './classify.js';
import { situationOf } from './request/situation.js';
import { dayAfter, dayBefore } from './rules/rulebook.js';
import type { Request } from './types.js';

/** Days on which China's gate stood alike for one kind of buyer. */
export interface GateSpan {
  readonly from: string;
  /** Last day; `null` while nothing later is known. */
  readonly to: string | null;
  readonly state: string;
}

/**
 * Follows China's gate for each kind of buyer through all changes on record.
 *
 * @param request the item and where it goes; its own day and buyer are not read
 * @param from first day
 *
 * @example
 * const spans = chinaSpans(makeClassifier(facts), { chip: 'h20', destination: 'CN', date: '2026-01-01' }, '2025-01-01')
 * spans.commercial_cloud.map(({ state }) => state).slice(0, 3) // => ['no_gate', 'watched', 'discouraged']
 */
export function chinaSpans(
  { book, facts }: Classifier,
  request: Request,
  from: string,
): Readonly<Record<string, readonly GateSpan[]>> {
  const cn = facts.cn as CnControls;
  const days = [from, ...gateDays(cn).filter((day) => day > from)];
  const { buyer, ...whole } = request;
  const spans = new Map<string, GateSpan[]>(sectors.map((sector) => [sector, []]));
  for (const day of days) {
    const { state } = situationOf({ ...whole, date: day }, facts, book);
    for (const [sector, now] of Object.entries(chinaGate(book, cn, day, state).byBuyer)) {
      const own = spans.get(sector)!;
      const last = own.at(-1);
      if (last?.state === now) continue;
      if (last) own[own.length - 1] = { ...last, to: dayBefore(day) };
      own.push({ from: day, to: null, state: now });
    }
  }
  return Object.fromEntries(spans);
}

function gateDays({ gate = [] }: CnControls): string[] {
  const days = gate.flatMap(({ from, to }) => [...(from ? [from] : []), ...(to ? [dayAfter(to)] : [])]);
  return [...new Set(days)].sort();
}

/** States in which a buyer cannot simply order, from milder to stricter. */
const firm = new Set(['case_by_case', 'discouraged', 'paused', 'blocked']);

/**
 * Finds the first day from which an ordinary order met resistance: case by case, discouraged, paused or blocked.
 *
 * @param after days before this one do not count, such as those before the launch
 *
 * @example
 * firstFirm([{ from: '2025-01-01', to: null, state: 'blocked' }], '2025-03-01').from // => '2025-03-01'
 * firstFirm([{ from: '2025-01-01', to: null, state: 'no_gate' }], '2025-03-01') // => undefined
 */
export function firstFirm(
  spans: readonly GateSpan[],
  after: string,
): { from: string; state: string } | undefined {
  const span = spans.find(({ state, to }) => firm.has(state) && (to === null || to >= after));
  return span && { from: span.from < after ? after : span.from, state: span.state };
}
