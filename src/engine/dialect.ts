import type { DataRight, Expr, LookRule } from '../sd/ir.js';

/** A piece of text and how tightly it binds, as JavaScript and C have it; 10 needs no brackets anywhere. */
export type Code = readonly [text: string, binds: number];

export const OR = 1;
export const AND = 2;
export const COMPARE = 4;
export const ADD = 6;
export const TIMES = 7;
export const UNARY = 8;
export const ATOM = 10;

/** What differs between the languages that expressions are written in. */
export interface Dialect {
  /** How `=`, `<>` and the other comparisons are written. */
  readonly comparison: Readonly<Record<string, string>>;
  /** Truth as a number. */
  readonly yes: string;
  readonly no: string;
  /** Writes a number so that it reads back to the same bits. */
  numeral(value: number): Code;
  /** Writes a whole number that follows loops as a value. */
  whole(text: string): Code;
  /** Writes the rest of a division. */
  modulo(left: Code, right: Code): Code;
  readonly power: string;
  /** Gives the name of a function that is one call; it ends in `(t)` where it is handed the time. */
  call(fn: string, place: Expr['place']): string;
  look(rule: LookRule | undefined, place: Expr['place']): string;
  data(rule: DataRight['rule']): string;
  series(fn: string, place: Expr['place']): string;
  vector(fn: string, place: Expr['place']): string;
}

/** Sets brackets around what binds too loosely. */
export const around = ([text, binds]: Code, least: number) => (binds >= least ? text : `(${text})`);
