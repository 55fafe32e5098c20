import type { Place } from '../base/error.js';
import type { BinaryOp, Bounds, DataRule, Point, XmileTag } from './syntax/ast.js';

/**
 * The intermediate form: names are resolved, subscripts stay loops, and nothing in it knows of a back end.
 * Gone: spelling variants, ranges in references (now positions), the sketch. New: axes, loops, kinds.
 */
export interface Model {
  readonly file: string;
  readonly dimensions: readonly Dimension[];
  /** In the order of the text, control variables included. */
  readonly variables: readonly Variable[];
  /** Spellings of units that mean one thing, from the settings at the end of the text. */
  readonly unitAliases: readonly (readonly string[])[];
  /** How stocks are carried over a step; Euler's method when not given. */
  readonly method?: Method;
  /** What dates are counted from, where the settings tell. */
  readonly calendar?: Calendar;
  /** What the text holds and a simulation leaves out, to be told to the person who runs it. */
  readonly notices?: readonly Notice[];
}

/** The date at time 0 and the unit in which a model counts time. */
export interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly unit: 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second';
}

/** Euler's method, or the classical Runge-Kutta method of fourth order with the step held fixed. */
export type Method = 'euler' | 'rk4';

/** Something that was read and has no effect on a run. */
export interface Notice {
  readonly text: string;
  readonly place: Place;
}

/** A subscript range; `elements` has subranges written out. */
export interface Dimension {
  readonly name: string;
  readonly elements: readonly string[];
  readonly mappings: readonly Mapping[];
  /** The range that this one is another name for. */
  readonly sameAs?: string;
  readonly comment: string;
  readonly group: string;
  readonly place: Place;
}

/** For each element of range `to`, the element of the range that owns the mapping. */
export interface Mapping {
  readonly to: string;
  readonly pairs: readonly (readonly [to: string, own: string])[];
  /** As written, when not position by position. */
  readonly listed?: readonly string[];
}

/** What a variable is: how its value comes about. */
export type VariableKind = 'constant' | 'auxiliary' | 'stock' | 'lookup' | 'delay' | 'initial' | 'data';

/** A named quantity with all equations that define its elements. */
export interface Variable {
  readonly name: string;
  readonly kind: VariableKind;
  readonly axes: readonly Axis[];
  readonly equations: readonly Equation[];
  /** As written, without the range of a slider; empty when not given. */
  readonly units: string;
  readonly unitsPlace: Place;
  /** The slider's range as written, without brackets. */
  readonly range?: string;
  readonly comment: string;
  readonly group: string;
  readonly place: Place;
  /** Marked as meant for reading only, so being unused is no fault. */
  readonly supplementary: boolean;
  /** The macro whose body it was written out from; its units are those of the call and are not checked. */
  readonly macro?: string;
  /** The variable that the reader wrote it out for: it stands nowhere in the text, and is not shown to people. */
  readonly partOf?: string;
  /** What makes it more than an equation in XMILE, such as a conveyor; its equations say the same without that. */
  readonly xmile?: XmileTag;
}

/** One direction of an array: the range that it is stored over and its elements, first to last. */
export interface Axis {
  readonly name: string;
  readonly elements: readonly string[];
}

/** One equation: it defines the elements that its loops run over. */
export interface Equation {
  readonly place: Place;
  /** The comment that stands with this equation, from `notes`; each equation of a variable may have its own. */
  readonly comment: string;
  /** One index for each axis of the variable. */
  readonly left: readonly Index[];
  readonly loops: readonly Loop[];
  /** Elements left out, as indices on the left side. */
  readonly except: readonly (readonly Index[])[];
  readonly right: Right;
}

/** Runs over elements; `id` is unique within its equation. */
export interface Loop {
  readonly id: string;
  readonly range: string;
  readonly elements: readonly string[];
}

/** Where on an axis: at one element, or following a loop through `positions`. */
export type Index =
  | { readonly kind: 'at'; readonly text: string; readonly position: number }
  | {
      readonly kind: 'each';
      readonly text: string;
      readonly loop: string;
      readonly positions: readonly number[];
    };

/** How the elements of an equation get their values. */
export type Right =
  | { readonly kind: 'value'; readonly expr: Expr }
  /** Row by row over the loops of the equation; `written` is the function that read them from a file. */
  | { readonly kind: 'numbers'; readonly values: readonly number[]; readonly written?: string }
  | { readonly kind: 'lookup'; readonly points: readonly Point[]; readonly bounds?: Bounds }
  | DataRight
  | { readonly kind: 'stock'; readonly rate: Expr; readonly initial: Expr }
  /**
   * Hands the input on after a time. Without a style the time is that of the start; `material` and `information`
   * follow it as it changes, and material gives `missing` when nothing arrives.
   */
  | {
      readonly kind: 'delay';
      readonly input: Expr;
      readonly time: Expr;
      readonly initial: Expr;
      readonly style?: 'material' | 'information';
      readonly missing?: Expr;
    }
  /** Held at its value at the start. */
  | { readonly kind: 'initial'; readonly expr: Expr }
  /** `expr`, but `initial` while the stocks get their first values. */
  | { readonly kind: 'active'; readonly expr: Expr; readonly initial: Expr }
  /** Takes the input whenever the condition holds, and keeps it otherwise. */
  | { readonly kind: 'sample'; readonly condition: Expr; readonly input: Expr; readonly initial: Expr };

/**
 * How a lookup is read other than by straight lines: the next or the last point's value, on beyond its ends, from
 * value to argument, as the area under it, or as its slope.
 */
export type LookRule = 'forward' | 'backward' | 'extrapolate' | 'invert' | 'area' | 'slope';

/**
 * Values over time that do not come about in the run: points of time and value for each element, row by row over the
 * loops. A list without points waits for data of another run; with `expr`, the points follow from other data.
 */
export interface DataRight {
  readonly kind: 'data';
  readonly rule: DataRule;
  readonly series: readonly (readonly Point[])[];
  readonly expr?: Expr;
  /** The function that read the points from a file. */
  readonly written?: string;
}

/** An argument of a function of vectors: a vector row by row over loops of its own, or one number without loops. */
export interface VectorArg {
  readonly loops: readonly Loop[];
  readonly body: Expr;
}

/** A typed expression; all values are doubles, and truth is 1 or 0. */
export type Expr =
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly place: Place }
  | { readonly kind: 'time'; readonly place: Place }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly indices: readonly Index[];
      readonly place: Place;
    }
  /** The number of an element in its range, counted from 1. */
  | {
      readonly kind: 'position';
      readonly text: string;
      readonly loop?: string;
      readonly values: readonly number[];
      readonly place: Place;
    }
  | { readonly kind: 'unary'; readonly op: '-' | 'not'; readonly arg: Expr; readonly place: Place }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly left: Expr;
      readonly right: Expr;
      readonly place: Place;
    }
  | { readonly kind: 'call'; readonly fn: string; readonly args: readonly Expr[]; readonly place: Place }
  /** The value of a named lookup. */
  | {
      readonly kind: 'look';
      readonly name: string;
      readonly indices: readonly Index[];
      readonly arg: Expr;
      /** How it is read; by straight lines, and held beyond its ends, when not given. */
      readonly rule?: LookRule;
      /** Where the area under it begins; where its slope is taken, when `arg` is what holds beyond its ends. */
      readonly from?: Expr;
      readonly place: Place;
    }
  /** The value of a lookup that is written in place. */
  | {
      readonly kind: 'with';
      readonly arg: Expr;
      readonly points: readonly Point[];
      readonly bounds?: Bounds;
      readonly place: Place;
    }
  /** What is known of a data variable's points: their value at a time, how many there are, and the like. */
  | {
      readonly kind: 'series';
      readonly fn: string;
      readonly name: string;
      readonly indices: readonly Index[];
      readonly args: readonly Expr[];
      readonly place: Place;
    }
  /**
   * A function of whole vectors. Its arguments are laid out row by row and handed over; what comes back is one number
   * or, with `pick`, an array of the given sizes of which it takes one element. Nothing in `args` follows the loops of
   * `pick`, so the array is worked out before them.
   */
  | {
      readonly kind: 'vector';
      readonly fn: string;
      readonly args: readonly VectorArg[];
      readonly sizes: readonly number[];
      readonly pick: readonly Index[];
      readonly place: Place;
    }
  | {
      readonly kind: 'reduce';
      readonly op: 'sum' | 'prod' | 'vmin' | 'vmax';
      readonly loops: readonly Loop[];
      readonly body: Expr;
      readonly place: Place;
    };

/** Lists the direct parts of an expression. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'look':
      return expr.from ? [expr.from, expr.arg] : [expr.arg];
    case 'unary':
    case 'with':
      return [expr.arg];
    case 'binary':
      return [expr.left, expr.right];
    case 'call':
    case 'series':
      return expr.args;
    case 'vector':
      return expr.args.map((arg) => arg.body);
    case 'reduce':
      return [expr.body];
    default:
      return [];
  }
}

/** Lists where an expression itself stands on the axes of what it refers to. */
export function indicesOf(expr: Expr): readonly Index[] {
  switch (expr.kind) {
    case 'variable':
    case 'look':
    case 'series':
      return expr.indices;
    case 'vector':
      return expr.pick;
    default:
      return [];
  }
}

/** Lists the expressions on the right side of an equation; those that only matter at the start come last. */
export function expressionsOf(right: Right): readonly Expr[] {
  switch (right.kind) {
    case 'value':
    case 'initial':
      return [right.expr];
    case 'stock':
      return [right.rate, right.initial];
    case 'delay':
      return [right.input, right.time, ...(right.missing ? [right.missing] : []), right.initial];
    case 'active':
      return [right.expr, right.initial];
    case 'sample':
      return [right.condition, right.input, right.initial];
    case 'data':
      return right.expr ? [right.expr] : [];
    default:
      return [];
  }
}

/** Calls `visit` on an expression and on all its parts, outside in. */
export function walk(expr: Expr, visit: (part: Expr) => void): void {
  visit(expr);
  for (const part of partsOf(expr)) walk(part, visit);
}
