import { SteelyardError } from '../base/error.js';
import { farAngle, farQuarter } from './wasm/math/far.js';

/** What few runs ever need, and all that a program takes from outside: its JavaScript finds it as `host`, its lanes import it. */
export const host = { farAngle, farQuarter, remainder: (a: number, b: number) => a % b };

/**
 * Builds what the body of a function builds that was written for a model.
 *
 * @throws SteelyardError EN026 where the page's content security policy lacks 'unsafe-eval'
 *
 * @example
 * fromText('return 2 * host.remainder(7, 4)') // => 6
 */
export function fromText<T>(text: string): T {
  return allowed('unsafe-eval', () => new Function('host', text)(host) as T);
}

/**
 * Compiles a WebAssembly module at once.
 *
 * @throws SteelyardError EN026 where the page's content security policy lacks 'wasm-unsafe-eval'
 *
 * @example
 * compileModule(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) instanceof WebAssembly.Module // => true
 */
export function compileModule(bytes: Uint8Array): WebAssembly.Module {
  return allowed('wasm-unsafe-eval', () => new WebAssembly.Module(bytes as BufferSource));
}

function allowed<T>(permission: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const refused = error instanceof Error && /content security policy/i.test(error.message);
    if (!refused) throw error;
    throw new SteelyardError({
      code: 'EN026',
      found: 'the content security policy of the page forbids to compile code',
      expected: `'${permission}' in its script-src`,
      remedy:
        permission === 'unsafe-eval'
          ? "add it, or compile with lanes, for which 'wasm-unsafe-eval' is enough"
          : "add it to the header or the meta element that sets the policy, of the page and of the worker's file",
    });
  }
}
