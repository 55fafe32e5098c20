/** Hands out places in a memory, one behind the other. */
export class Layout {
  private end: number;

  constructor(start = 0) {
    this.end = start;
  }

  /** Takes a number of bytes, from a place that is a multiple of 16. */
  take(bytes: number): number {
    const place = this.end;
    this.end += Math.ceil(bytes / 16) * 16;
    return place;
  }

  get size(): number {
    return this.end;
  }
}

/** Bytes that lie at a place of the memory from the start. */
export interface Piece {
  readonly place: number;
  readonly bytes: Uint8Array;
}

/** Bytes that a module holds from the start: tables, constants, save steps. */
export class Data {
  private readonly parts: { place: number; bytes: Uint8Array }[] = [];

  constructor(private readonly layout: Layout) {}

  /** Adds an array and gives its place. */
  add(values: Float64Array | Float32Array | BigUint64Array | Uint32Array | Int32Array): number {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const place = this.layout.take(bytes.length);
    this.parts.push({ place, bytes });
    return place;
  }

  /** All bytes, in pieces that lie apart. */
  pieces(): Piece[] {
    const pieces: { place: number; parts: { place: number; bytes: Uint8Array }[]; end: number }[] = [];
    for (const part of this.parts) {
      const last = pieces.at(-1);
      if (last && part.place - last.end < 16) last.parts.push(part);
      else pieces.push({ place: part.place, parts: [part], end: 0 });
      pieces.at(-1)!.end = part.place + part.bytes.length;
    }
    return pieces.map(({ place, parts, end }) => {
      const bytes = new Uint8Array(end - place);
      for (const part of parts) bytes.set(part.bytes, part.place - place);
      return { place, bytes };
    });
  }
}
