import { makeSource, splitEntries } from './syntax/entries.js';
import { type Macro, macrosByName, parseMacro } from './syntax/macro.js';

/**
 * Functions that are defined in the language itself, from the equations that the Vensim reference manual gives for
 * them (chapters "Dynamic Functions", "Financial and Accounting").
 */
const text = `
:MACRO: DELAYP(input, delay time : pipeline)
DELAYP= third/stage time ~~|
pipeline= first+second+third ~~|
first= INTEG(input-first/stage time, third) ~~|
second= INTEG(first/stage time-second/stage time, third) ~~|
third= INTEG(second/stage time-DELAYP, stage time*input) ~~|
stage time= delay time/3 ~~|
:END OF MACRO:
:MACRO: NPV(stream, rate, initial, factor)
NPV= (sum+stream*TIME STEP$*discount)*factor ~~|
sum= INTEG(stream*discount, initial) ~~|
discount= INTEG(-discount*rate/(1+rate*TIME STEP$), 1) ~~|
:END OF MACRO:
:MACRO: NPVE(stream, rate, initial, factor)
NPVE= (sum+stream*TIME STEP$*discount)*factor ~~|
sum= INTEG(stream*discount, initial) ~~|
discount= INTEG(-discount*rate/(1+rate*TIME STEP$), 1/(1+rate*TIME STEP$)) ~~|
:END OF MACRO:
`;

let read: ReadonlyMap<string, Macro> | undefined;

/** Gives the macros that every model may call, by folded name; they are read when they are first asked for. */
export function libraryMacros(): ReadonlyMap<string, Macro> {
  if (!read) {
    const source = makeSource(text, 'built-in macros');
    read = macrosByName(splitEntries(source).macros.map((macro) => parseMacro(source, macro)));
  }
  return read;
}
