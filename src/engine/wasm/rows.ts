import type { Index, Loop, Variable } from '../../sd/ir.js';

/** The passes of some loops as rows, last loop fastest; loops outside may stand still in one pass. */
export class Rows {
  readonly count: number;

  private constructor(
    private readonly loops: readonly { readonly id: string; readonly size: number }[],
    private readonly still: ReadonlyMap<string, number>,
  ) {
    this.count = loops.reduce((count, { size }) => count * size, 1);
  }

  /** One row, in no loop. */
  static readonly one = new Rows([], new Map());

  /**
   * Goes through more loops in each row.
   *
   * @example
   * Rows.one.and([{ id: 'a', range: 'A', elements: ['a1', 'a2'] }]).count // => 2
   */
  and(loops: readonly Loop[]): Rows {
    const more = loops.map(({ id, elements }) => ({ id, size: elements.length }));
    return more.length === 0 ? this : new Rows([...this.loops, ...more], this.still);
  }

  /** Keeps some of the loops. */
  along(ids: ReadonlySet<string>): Rows {
    const kept = this.loops.filter(({ id }) => ids.has(id));
    return kept.length === this.loops.length ? this : new Rows(kept, this.still);
  }

  /** For each row, the row of fewer loops that it lies in. */
  within(fewer: Rows): number[] {
    const passes = fewer.loops.map(({ id }) => this.passes(id));
    return Array.from({ length: this.count }, (_, row) =>
      fewer.loops.reduce((at, { size }, k) => at * size + passes[k]![row]!, 0),
    );
  }

  /** For each row, the pass of a loop. */
  passes(loop: string): number[] {
    const k = this.loops.findIndex(({ id }) => id === loop);
    if (k < 0) return Array<number>(this.count).fill(this.still.get(loop)!);
    const inner = this.loops.slice(k + 1).reduce((count, { size }) => count * size, 1);
    const { size } = this.loops[k]!;
    return Array.from({ length: this.count }, (_, row) => Math.floor(row / inner) % size);
  }

  /** For each row, the element of a variable that indices lead to. */
  cells(variable: Variable, indices: readonly Index[]): number[] {
    return this.picks(
      variable.axes.map(({ elements }) => elements.length),
      indices,
    );
  }

  /** For each row, the element that indices lead to of an array of some sizes. */
  picks(sizes: readonly number[], indices: readonly Index[]): number[] {
    const cells = Array<number>(this.count).fill(0);
    indices.forEach((index, k) => {
      const size = sizes[k]!;
      const passes = index.kind === 'each' ? this.passes(index.loop) : undefined;
      for (let row = 0; row < cells.length; row++) {
        const at = index.kind === 'at' ? index.position : index.positions[passes![row]!]!;
        cells[row] = cells[row]! * size + at;
      }
    });
    return cells;
  }

  /** Each row alone. */
  each(): Rows[] {
    if (this.count === 1 && this.loops.length === 0) return [this];
    const passes = this.loops.map(({ id }) => [id, this.passes(id)] as const);
    return Array.from({ length: this.count }, (_, row) => {
      const still = passes.map(([id, list]) => [id, list[row]!] as const);
      return new Rows([], new Map([...this.still, ...still]));
    });
  }
}
