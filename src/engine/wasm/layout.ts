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

/** Bytes that a module holds from the start: tables, constants, save steps. */
export class Data {
  private readonly parts: { place: number; bytes: Uint8Array }[] = [];

  constructor(private readonly layout: Layout) {}

  /** Adds an array and gives its place. */
  add(values: Float64Array | BigUint64Array | Int32Array): number {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const place = this.layout.take(bytes.length);
    this.parts.push({ place, bytes });
    return place;
  }

  /** All bytes, from place 0. */
  bytes(): Uint8Array {
    const last = this.parts.at(-1);
    const all = new Uint8Array(last ? last.place + last.bytes.length : 0);
    for (const { place, bytes } of this.parts) all.set(bytes, place);
    return all;
  }
}
