import type * as Browser from '../../src/browser.js';

/** What a page has at hand, and so have we: models, samples and the engine. */
export type Library = Pick<
  typeof Browser,
  'parseModel' | 'compileToJavaScript' | 'compileToWasm' | 'instantiate' | 'instantiateLanes'
>;

/** A model as text, and how it is compiled. */
export interface Task {
  readonly name: string;
  readonly text: string;
  readonly inputs: readonly string[];
  readonly series: readonly string[];
  readonly options: Browser.LaneOptions;
}

/** Both programs of a model, as plain data. */
export interface Programs {
  readonly javascript: Browser.Program;
  readonly lanes: Browser.LaneProgram;
}

/** SHA-256 of what was compiled and of all values of both programs, in every lane. */
export interface Outcome {
  readonly name: string;
  readonly source: string;
  readonly module: string;
  readonly valid: boolean;
  readonly javascript: string;
  readonly lanes: string;
}

/**
 * Compiles models, or takes them as they were compiled elsewhere, and runs them. Every lane has inputs of its own, and NaN is
 * one value. It stands alone, so that a page can take it as text.
 */
export async function outcomesOf({
  library,
  tasks,
  shipped,
}: {
  readonly library: Library;
  readonly tasks: readonly Task[];
  readonly shipped?: readonly Programs[] | undefined;
}): Promise<Outcome[]> {
  const digest = async (bytes: ArrayBuffer | Uint8Array) => {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  const valuesOf = (values: Float64Array) => {
    const bits = new BigUint64Array(values.length);
    const numbers = new Float64Array(bits.buffer);
    values.forEach((value, i) => {
      if (Number.isNaN(value)) bits[i] = 0x7ff8_0000_0000_0000n;
      else numbers[i] = value;
    });
    return digest(bits.buffer);
  };
  const compiled = ({ name, text, inputs, series, options }: Task): Programs => {
    const model = library.parseModel(text, name);
    const javascript = library.compileToJavaScript(model, { inputs, series, math: 'own' });
    return { javascript, lanes: library.compileToWasm(model, { inputs, series }, options) };
  };
  const outcomes: Outcome[] = [];
  for (const [i, task] of tasks.entries()) {
    const { javascript, lanes: program } = shipped?.[i] ?? compiled(task);
    const { lanes, inputs, defaults } = program;
    const size = program.times.length * program.series.length;
    const given = Float64Array.from({ length: inputs.length * lanes }, (_, at) => {
      const [input, lane] = [Math.floor(at / lanes), at % lanes];
      return defaults[input]! * (1 + lane / 64);
    });
    const block = new Float64Array(size * lanes);
    library.instantiateLanes(program).runBlock(given, block);
    const scalar = library.instantiate({ ...javascript, lanes: undefined });
    const [one, all, other] = [
      new Float64Array(size),
      new Float64Array(size * lanes),
      new Float64Array(size * lanes),
    ];
    for (let lane = 0; lane < lanes; lane++) {
      scalar.run(
        Float64Array.from(inputs, (_, input) => given[input * lanes + lane]!),
        one,
      );
      all.set(one, lane * size);
      for (let at = 0; at < size; at++) other[lane * size + at] = block[at * lanes + lane]!;
    }
    outcomes.push({
      name: task.name,
      source: await digest(new TextEncoder().encode(javascript.source)),
      module: await digest(program.bytes),
      valid: WebAssembly.validate(program.bytes as BufferSource),
      javascript: await valuesOf(all),
      lanes: await valuesOf(other),
    });
  }
  return outcomes;
}
