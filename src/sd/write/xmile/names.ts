import type { Model } from '../../ir.js';
import { foldName } from '../../names.js';

/** Words that mean something in equations of XMILE 1.0 (sections 3.3 and 3.5), so that no variable may have them. */
const reserved = new Set(
  [
    ['and or not mod if then else self inf pi time dt starttime stoptime'],
    ['abs arccos arcsin arctan cos exp int ln log10 max min sin sqrt tan'],
    ['exprnd lognormal normal poisson random uniform'],
    ['delay delay1 delay3 delayn forcst smth1 smth3 smthn trend npv irr'],
    ['pulse ramp step init previous lookup safediv size sum mean prod rank stddev'],
  ].flatMap(([line]) => line!.split(' ')),
);

/** How the names of a model are spelled in XMILE. */
export interface XmileNames {
  /** The name as it stands in an attribute: blanks stay, quotes go. */
  title(name: string): string;
  /** The name as it stands in an equation: underscores for blanks, quotes around odd characters. */
  word(name: string): string;
}

/**
 * Spells names for XMILE; a variable whose name the format keeps for itself, such as `pi`, gets the word "value" behind it.
 *
 * @example
 * const model = parseModel('"a-b (%)"= 1 ~~| pi= 3 ~~|', 'm.mdl')
 * model.variables.map((v) => xmileNames(model).word(v.name)) // => ['"a-b_(%)"', 'pi_value']
 */
export function xmileNames(model: Model): XmileNames {
  const taken = new Set(model.variables.map((v) => foldName(v.name)));
  const renamed = new Map<string, string>();
  for (const { name } of model.variables) {
    if (!reserved.has(foldName(name))) continue;
    let put = `${name.replaceAll('"', '')} value`;
    for (let n = 2; taken.has(foldName(put)); n++) put = `${name.replaceAll('"', '')} value ${n}`;
    taken.add(foldName(put));
    renamed.set(foldName(name), put);
  }
  const title = (name: string) => {
    const bare = (renamed.get(foldName(name)) ?? name).replace(/^"([\s\S]*)"$/, '$1');
    // A period parts the name of a module from that of its variable, unless it stands in quotes.
    return bare.includes('.') ? `"${bare}"` : bare;
  };
  const word = (name: string) => {
    const text = title(name).trim().replace(/\s+/g, '_');
    return text.startsWith('"') || /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(text) ? text : `"${text}"`;
  };
  return { title, word };
}
