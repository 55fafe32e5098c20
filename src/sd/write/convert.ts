import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import type { Model } from '../ir.js';
import { printJson } from './json.js';
import { printModel } from './mdl.js';
import { printXmile } from './xmile/document.js';

const printers = { xmile: printXmile, mdl: printModel, json: printJson } as const;

/** A format that a model is written in. */
export type ModelFormat = keyof typeof printers;

/** All formats that a model is written in. */
export const modelFormats = Object.keys(printers) as readonly ModelFormat[];

/**
 * Writes a model as text in another format. Errors: SD003, SD013, SD017, SD020 and SD060 where XMILE lacks what the model has;
 * SD061 for a format that is none of `modelFormats`.
 *
 * @example
 * convertModel(parseModel('x y= 2 ~kg~ |', 'm.mdl'), 'mdl').includes('x y=') // => true
 */
export function convertModel(model: Model, to: ModelFormat): string {
  if (Object.hasOwn(printers, to)) return printers[to](model);
  const nearest = nearestName(String(to), modelFormats);
  throw new SteelyardError({
    code: 'SD061',
    found: `there is no format "${to}"`,
    expected: modelFormats.join(', '),
    ...(nearest && { nearest }),
    remedy: to === ('c' as string) ? 'call compileToC(model), which writes a program' : 'name one of them',
  });
}
