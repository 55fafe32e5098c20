import type { Model } from '../../sd/index.js';

/**
 * Tells what the text of a model holds and a run leaves out, in one line; no line where there is nothing to tell.
 *
 * @example
 * noticeLines(parseModel('x= 2 ~~| falls:THE CONDITION: x>3:IMPLIES: x>1 ~~|', 'm.mdl')) // => ['notice: the reality check "falls" is left out (m.mdl:1)']
 */
export function noticeLines({ file, notices = [] }: Model): string[] {
  if (notices.length === 0) return [];
  return [`notice: ${notices.map(({ text, place }) => `${text} (${file}:${place.line})`).join('; ')}`];
}
