/** Codes of everything that can be wrong with a model; docs/errors.md is generated from this list. */
export const sdErrors = {
  SD001: 'the text of a model could not be read as an equation',
  SD002: 'an entry is not closed with |',
  SD003: 'a function is not supported',
  SD004: 'a function has the wrong number of arguments',
  SD005: 'a name is not defined',
  SD006: 'a name is defined twice',
  SD007: 'a reference has the wrong number of subscripts',
  SD008: 'a subscript is not a range or an element of one',
  SD009: 'an element is outside the range that the variable is defined over',
  SD010: 'a range stands on the right and not on the left',
  SD011: 'the number of values does not fit the subscripts',
  SD012: 'a lookup is not a list of points with rising x',
  SD013: 'a control variable is missing or not a constant',
  SD014: 'variables depend on each other in a circle',
  SD015: 'a lookup is used without an argument, or an argument is given to something else',
  SD016: 'a function stands where only a whole equation may stand',
  SD017: 'a form of statement is not supported',
  SD018: 'some elements of a variable are not defined',
  SD019: 'a range is empty, or refers to itself',
  SD020: 'time step, save step or final time make no run',
  SD021: 'a unit could not be read',
  SD022: 'units do not agree',
  SD023: 'a variable is defined and never used',
  SD024: 'a variable has no unit',
  SD025: 'a number that the reader needs when it compiles is not a constant',
  SD026: 'a range, a variable or an equation is larger than the reader takes',
  SD060: 'a part of a model cannot be written in the format that is asked for',
} as const;

/** A code of `sdErrors`. */
export type SdCode = keyof typeof sdErrors;
