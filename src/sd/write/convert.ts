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
 * Writes a model as text in another format. Errors: SD003, SD013 and SD020 where XMILE lacks what the model has.
 *
 * @example
 * convertModel(parseModel('x y= 2 ~kg~ |', 'm.mdl'), 'mdl').includes('x y=') // => true
 */
export function convertModel(model: Model, to: ModelFormat): string {
  return printers[to](model);
}
