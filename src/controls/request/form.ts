import type { Request } from '../types.js';
import { checkDay, checkText, refuse, show } from './check.js';

/** What a request says in words. */
export const texts = [
  'id',
  'chip',
  'destination',
  'end_user',
  'end_user_hq',
  'ultimate_parent',
  'buyer',
  'site',
  'transaction',
  'route',
  'jurisdiction',
] as const satisfies readonly (keyof Request)[];

/**
 * Checks that a request is one: text where text belongs, a day, and a word for certifications. Other keys are passed
 * over; parameters are checked by themselves.
 *
 * @throws SteelyardError CO012, CO014
 *
 * @example
 * checkRequest({ chip: 'h200', date: '2026-01-20' }).chip // => 'h200'
 */
export function checkRequest(request: unknown): Request {
  if (typeof request !== 'object' || request === null) {
    return refuse('CO012', `a request cannot be ${show(request)}`, {
      expected: 'a mapping such as {chip: h200, destination: China, date: 2026-01-20}',
    });
  }
  const written = request as Readonly<Record<string, unknown>>;
  checkDay(written.date);
  for (const name of texts) if (written[name] !== undefined) checkText(name, written[name]);
  const { certifications } = written;
  if (certifications !== undefined && certifications !== 'met' && certifications !== 'unknown') {
    refuse('CO012', `certifications cannot be ${show(certifications)}`, {
      expected: 'met or unknown; single ones stand in params.certifications',
    });
  }
  return request as Request;
}
