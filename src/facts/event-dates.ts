import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { decimalDate } from './dates.js';
import type { Facts } from './facts.js';
import type { LoadedFile } from './rows.js';
import type { Event } from './schema/events.js';

/**
 * Holds the events against the acts that they tell of: an event is dated by the announcement, the publication, the
 * first day in force or a phase of its act, so that the two parts of the data cannot drift apart.
 *
 * @throws SteelyardError FA021 for an act that does not exist, FA027 to FA029
 */
export function checkEventDates(
  facts: Pick<Facts, 'events' | 'measures'>,
  loaded: readonly LoadedFile[],
): void {
  const from = loaded.find(({ path }) => path === 'evidence/events.yaml');
  if (from === undefined) return;
  const acts = loaded.some(({ part }) => part === 'us') && loaded.some(({ part }) => part === 'cn');
  for (const [i, event] of [...facts.events.values()].entries()) {
    const place = (field: string) => from.file.placeOf(['events', i, field]);
    decimalDate(event.date);
    if (!written[event.precision].test(event.date)) {
      throw new SteelyardError({
        code: 'FA029',
        found: `the event "${event.id}" is known to the ${event.precision}, but dated ${event.date}`,
        place: place('date'),
        expected: `a ${event.precision}`,
      });
    }
    if (event.measure === undefined || !acts) continue;
    const dates = datesOf(facts, event.measure);
    if (dates.length === 0) throw noSuchAct(facts, event.measure, place('measure'));
    if (!dates.includes(event.date)) throw datesDiffer(event, dates, place('date'));
  }
}

const written = { day: /^\d{4}-\d{2}-\d{2}$/, month: /^\d{4}-\d{2}$/, quarter: /^\d{4}-Q\d$/ };

function datesOf({ measures }: Pick<Facts, 'measures'>, id: string): string[] {
  const us = measures.us.get(id);
  const all = us
    ? [us.announced, us.published, us.effective, ...Object.values(us.phases ?? {})]
    : [measures.cn.get(id)?.date];
  return [...new Set(all.filter((date) => date !== undefined))];
}

function noSuchAct(
  { measures }: Pick<Facts, 'measures'>,
  id: string,
  place: ReturnType<LoadedFile['file']['placeOf']>,
) {
  const nearest = nearestName(id, [...measures.us.keys(), ...measures.cn.keys()]);
  return new SteelyardError({
    code: 'FA021',
    found: `no act "${id}" in data/controls`,
    place,
    ...(nearest !== undefined && { nearest }),
  });
}

function datesDiffer(
  event: Event,
  dates: readonly string[],
  place: ReturnType<LoadedFile['file']['placeOf']>,
) {
  return new SteelyardError({
    code: 'FA028',
    found: `the event "${event.id}" is dated ${event.date}, its act "${event.measure}" ${dates.join(', ')}`,
    place,
    remedy: 'find out which is right, and write down how',
  });
}
