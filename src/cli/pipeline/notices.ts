import { clockChanges, clockOf, type Model } from '../../sd/index.js';

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

/**
 * Tells where the last time that is saved lies before the end of the run, which SAVEPER does not meet; no line where it does.
 *
 * @example
 * const model = parseModel('INITIAL TIME= 0 ~~| FINAL TIME= 8 ~~| TIME STEP= 1 ~~| SAVEPER= 3 ~~|', 'm.mdl')
 * endLines(model) // => ['notice: the last time that is saved is 6, before FINAL TIME 8, which SAVEPER does not meet']
 */
export function endLines(model: Model): string[] {
  if (clockChanges(model)) return [];
  const { initialTime, steps, timeStep, times } = clockOf(model);
  const last = times.at(-1)!;
  const end = initialTime + steps * timeStep;
  if (last > end - timeStep / 2) return [];
  const print = (value: number) => Number(value.toPrecision(9));
  return [
    `notice: the last time that is saved is ${print(last)}, before FINAL TIME ${print(end)}, which SAVEPER does not meet`,
  ];
}
