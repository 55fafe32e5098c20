import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import type { Source } from '../syntax/entries.js';
import { childrenOf, placeOf, type XmlElement } from './document.js';

const words = (text: string) => text.trim().split(/\s+/);
const described = words('units doc documentation range scale format event_poster mathml display color');
const variable = [...described, ...words('eqn init_eqn gf dimensions element')];

// What each element may hold; what is only shown or told stands here too, and is not read.
const known: Readonly<Record<string, readonly string[]>> = {
  xmile: words(
    'header sim_specs model_units dimensions behavior style data model macro display interface prefs equation_prefs default_format ai_information views',
  ),
  model: words(
    'sim_specs behavior variables views display interface style doc default_format stock flow aux gf module group',
  ),
  variables: words('stock flow aux gf module group'),
  stock: [...variable, ...words('inflow outflow non_negative conveyor queue')],
  flow: [...variable, ...words('non_negative multiplier leak leak_integers overflow')],
  aux: [...variable, 'non_negative'],
  gf: [...described, ...words('xscale yscale xpts ypts dimensions element')],
  element: words('eqn init_eqn gf doc units non_negative range scale format event_poster'),
  conveyor: words('len capacity in_limit sample arrest'),
  module: words('connect connect2 doc documentation units display'),
  macro: words('parm eqn variables format doc views sim_specs behavior'),
};

/** Tags that change what a model computes, and what they stand for. */
const refused: Readonly<Record<string, string>> = {
  oven: 'an oven',
  includes: 'an included file',
  import: 'data from a file',
};

/**
 * Makes sure that everything inside an element is known; tags of vendors, which have a prefix, may be anything but a
 * part of a model. Errors: SD017 for what is not supported, SD041 for what is not known.
 */
export function checkChildren(element: XmlElement, what: string, source: Source): void {
  const allowed = known[element.name.toLowerCase()];
  for (const child of childrenOf(element)) {
    const name = child.name.toLowerCase();
    const place = placeOf(child, source);
    const refusal = refused[name.replace(/^.*:/, '')];
    if (refusal) {
      const found = `${refusal} (<${child.name}> in ${what}) is not supported`;
      throw new SteelyardError({
        code: 'SD017',
        found,
        place,
        remedy: 'write it with stocks, flows and DELAY, or leave it out',
      });
    }
    if (!allowed || name.includes(':') || allowed.includes(name)) continue;
    const nearest = nearestName(name, allowed);
    throw new SteelyardError({
      code: 'SD041',
      found: `<${child.name}> in ${what} is not known`,
      place,
      expected: `one of ${allowed.join(', ')}`,
      ...(nearest && { nearest }),
    });
  }
}
