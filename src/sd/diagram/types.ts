/** A place on the drawing, in its own units (about a pixel); y goes down. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A box around its middle. */
export interface Box extends Spot {
  readonly width: number;
  readonly height: number;
}

/** A variable in a stock-and-flow diagram. */
export interface DiagramNode extends Box {
  readonly name: string;
  readonly kind: 'stock' | 'flow' | 'auxiliary' | 'constant' | 'lookup';
  /** The name as it is shown, line by line, without quotes. */
  readonly lines: readonly string[];
}

/** The pipe of a flow: from stock to stock, or from or to a cloud where one end is open. */
export interface Pipe {
  readonly flow: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** It may flow back: a whole rate drawn as one flow. */
  readonly bothWays: boolean;
  readonly points: readonly Spot[];
}

/** An arrow of influence; `initial` where only the first value of a stock rests on it. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly initial: boolean;
}

/** A stock-and-flow diagram with everything in its place. */
export interface Diagram {
  readonly nodes: readonly DiagramNode[];
  readonly pipes: readonly Pipe[];
  readonly links: readonly Link[];
  readonly width: number;
  readonly height: number;
}
