import type { Place } from '../../base/error.js';

/** What the text says, before any name is looked up. */
export type SyntaxExpr =
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly place: Place }
  | { readonly kind: 'string'; readonly text: string; readonly place: Place }
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly subscripts: readonly SyntaxSubscript[] | undefined;
      readonly place: Place;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly subscripts: readonly SyntaxSubscript[] | undefined;
      readonly args: readonly SyntaxExpr[];
      /** Names behind a colon that a macro is to define, as in `DELAYP(in, time: pipeline)`. */
      readonly outputs?: readonly SyntaxExpr[];
      readonly place: Place;
    }
  | { readonly kind: 'unary'; readonly op: '-' | 'not'; readonly arg: SyntaxExpr; readonly place: Place }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly left: SyntaxExpr;
      readonly right: SyntaxExpr;
      readonly place: Place;
    }
  | {
      readonly kind: 'lookup';
      readonly points: readonly Point[];
      readonly bounds?: Bounds;
      readonly place: Place;
    };

/** Operators of two operands, spelled as in the text, but for `and` and `or`. */
export type BinaryOp = '+' | '-' | '*' | '/' | '^' | '=' | '<>' | '<' | '>' | '<=' | '>=' | 'and' | 'or';

/** A point of a lookup. */
export type Point = readonly [x: number, y: number];

/** The drawing frame of a lookup: kept, and without effect on values. */
export interface Bounds {
  readonly low: Point;
  readonly high: Point;
}

/** A subscript as written: a name, with `!` when a reducing function runs over it. */
export interface SyntaxSubscript {
  readonly name: string;
  readonly bang: boolean;
  /** How many reducing functions lie between this mark and the one that runs over it; none when left out. */
  readonly outer?: number;
  readonly place: Place;
}

/** A piece of a subscript range: a name, or the numbered names from `a1` to `a5`. */
export interface RangePart {
  readonly from: string;
  readonly to?: string;
  readonly place: Place;
}

/** A mapping of a range: position by position, or by an explicit list of elements of the other range. */
export interface SyntaxMapping {
  readonly to: string;
  readonly elements?: readonly string[];
  readonly place: Place;
}

/** How a data variable gets its value between the times of its data; `raw` gives :NA: there. */
export type DataRule = 'interpolate' | 'hold' | 'forward' | 'raw';

/** What follows the equals sign. */
export type SyntaxRight =
  | { readonly kind: 'expr'; readonly expr: SyntaxExpr }
  /** What follows `:=`; without an expression the values come from another run. */
  | { readonly kind: 'data'; readonly rule: DataRule; readonly expr?: SyntaxExpr }
  | { readonly kind: 'numbers'; readonly rows: readonly (readonly number[])[] }
  | { readonly kind: 'lookup'; readonly points: readonly Point[]; readonly bounds?: Bounds };

/** Text that belongs to every statement. */
export interface Notes {
  readonly units: string;
  readonly unitsPlace: Place;
  readonly comment: string;
  readonly group: string;
  readonly supplementary: boolean;
  /** The macro whose body the statement was written out from. */
  readonly macro?: string;
  /** The variable that the reader wrote the statement out for. */
  readonly partOf?: string;
  /** What makes it more than an equation in XMILE, such as a conveyor: tag and attributes. */
  readonly xmile?: XmileTag;
}

/** A tag of XMILE inside a stock or a flow, with its attributes as written. */
export interface XmileTag {
  /** `end` is a flow out of a conveyor or a queue that has no tag of its own. */
  readonly tag: 'conveyor' | 'queue' | 'leak' | 'overflow' | 'end';
  readonly attributes: Readonly<Record<string, string>>;
}

/** One entry of the file. */
export type Statement =
  | {
      readonly kind: 'range';
      readonly name: string;
      readonly parts: readonly RangePart[];
      /** The function that reads the elements from a file, in place of parts. */
      readonly outside?: SyntaxExpr;
      readonly mappings: readonly SyntaxMapping[];
      readonly notes: Notes;
      readonly place: Place;
    }
  /** What is no part of the simulation, such as a reality check. */
  | { readonly kind: 'skipped'; readonly name: string; readonly what: string; readonly place: Place }
  | { readonly kind: 'same'; readonly name: string; readonly other: string; readonly place: Place }
  | {
      readonly kind: 'equation';
      readonly name: string;
      readonly subscripts: readonly SyntaxSubscript[];
      readonly except: readonly (readonly SyntaxSubscript[])[];
      readonly right: SyntaxRight;
      readonly notes: Notes;
      readonly place: Place;
    };
