/** Collects the bytes of a binary; numbers go in as WebAssembly encodes them (core specification, 5.2). */
export class Bytes {
  private data = new Uint8Array(256);
  private used = 0;

  get length(): number {
    return this.used;
  }

  byte(...values: readonly number[]): this {
    for (const value of values) this.put(value);
    return this;
  }

  /** Adds one byte. */
  put(value: number): this {
    if (this.used === this.data.length) this.room(1);
    this.data[this.used++] = value;
    return this;
  }

  /** Adds an unsigned number below 2^32 as LEB128: seven bits a byte, lowest first. */
  unsigned(value: number): this {
    let rest = value;
    while (rest >= 128) {
      this.put((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    return this.put(rest);
  }

  /** Adds a signed number of 32 bits as LEB128. */
  signed(value: number): this {
    let rest = value | 0;
    while (rest < -64 || rest > 63) {
      this.put((rest & 127) | 128);
      rest >>= 7;
    }
    return this.put(rest & 127);
  }

  /** Adds a double, lowest byte first. */
  double(value: number): this {
    return this.append(new Uint8Array(Float64Array.of(value).buffer));
  }

  /** Adds a number in single precision, lowest byte first. */
  single(value: number): this {
    return this.append(new Uint8Array(Float32Array.of(value).buffer));
  }

  /** Adds a name: its length in bytes, then UTF-8. */
  name(text: string): this {
    const bytes = new TextEncoder().encode(text);
    return this.unsigned(bytes.length).append(bytes);
  }

  append(bytes: Uint8Array): this {
    this.room(bytes.length);
    this.data.set(bytes, this.used);
    this.used += bytes.length;
    return this;
  }

  done(): Uint8Array {
    return this.data.slice(0, this.used);
  }

  private room(more: number): void {
    if (this.used + more <= this.data.length) return;
    const larger = new Uint8Array(2 * (this.used + more));
    larger.set(this.data.subarray(0, this.used));
    this.data = larger;
  }
}
