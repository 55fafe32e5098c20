import { calendarUnits } from '../calendar.js';
import type { Calendar, Method, Notice } from '../ir.js';
import { placeAt, type Source } from './entries.js';

/** What the settings behind the sketch say about a run and about units. */
export interface Settings {
  /** Spellings of units that mean one thing. */
  readonly unitAliases: readonly (readonly string[])[];
  readonly method?: Method;
  readonly calendar?: Calendar;
  /** What a run cannot do as the settings ask. */
  readonly notices: readonly Notice[];
}

/**
 * Reads the settings at the end of a text: `22:$,Dollar,Dollars` lists alike units, and the fourth number of
 * `15:0,0,0,1,0,0` is the method of integration (0 and 2 Euler, 1 and 5 Runge-Kutta of fourth order, 3 and 4 of
 * second order, which is run as the fourth). `37:` to `39:` are the year, month and day at time 0, `40:` the unit of time.
 */
export function readSettings(source: Source): Settings {
  const calendar = readCalendar(source.text);
  return { ...readMethod(source), ...(calendar && { calendar }) };
}

function readCalendar(text: string): Calendar | undefined {
  const [year, month, day, code] = [37, 38, 39, 40].map(
    (line) => new RegExp(`^${line}:(\\d+)\\s*$`, 'm').exec(text)?.[1],
  );
  const unit = calendarUnits[Number(code ?? -1)];
  if (year === undefined || month === undefined || day === undefined || !unit) return undefined;
  return { year: Number(year), month: Number(month), day: Number(day), unit };
}

function readMethod(source: Source): Settings {
  const unitAliases = [...source.text.matchAll(/^22:(.+)$/gm)].map((line) =>
    line[1]!.split(',').map((one) => one.trim()),
  );
  const line = /^15:(?:[^,\r\n]*,){3}\s*(\d)/m.exec(source.text);
  const digit = line?.[1];
  if (!line || digit === undefined || digit === '0' || digit === '2') return { unitAliases, notices: [] };
  const said: Readonly<Record<string, string>> = {
    1: 'the settings ask for Runge-Kutta with steps that adjust; it is run with fixed steps',
    3: 'the settings ask for Runge-Kutta of second order with steps that adjust; it is run as fourth order, with fixed steps',
    4: 'the settings ask for Runge-Kutta of second order; it is run as fourth order',
  };
  const text = said[digit];
  const notices = text ? [{ text, place: placeAt(source, line.index) }] : [];
  return { unitAliases, method: 'rk4', notices };
}
