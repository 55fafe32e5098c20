import type { z } from 'zod';
import { nearestName } from './nearest.js';

/** One zod issue, in the parts that are used here (zod's own type is a union of thirteen shapes). */
export interface Branch {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Branch[])[];
  readonly issues?: readonly Branch[];
}

type Path = readonly (string | number)[];

/** A zod issue in plain words: what kind of fault, where, what was found and what was expected. */
export type Fault =
  | { readonly kind: 'unknown'; readonly path: Path; readonly keys: readonly string[] }
  | {
      readonly kind: 'missing' | 'type' | 'value';
      readonly path: Path;
      readonly found: string;
      readonly expected?: string;
      readonly nearest?: string;
    };

/**
 * Turns one zod issue into a fault; of a union, the branch that came furthest speaks for it.
 *
 * @param issue the issue as zod gives it
 * @param raw the whole value that was checked, so that the fault can quote what it found
 *
 * @example
 * issueToFault({ code: 'invalid_type', path: ['a'], expected: 'number', message: '' }, { a: 'x' }).found
 * // => '"a" is the text "x"'
 */
export function issueToFault(issue: Branch, raw: unknown): Fault {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') return { kind: 'unknown', path, keys: issue.keys ?? [] };
  const value = valueAt(raw, path);
  const name = path.length === 0 ? 'the file' : `"${path.join('.')}"`;
  if (value === undefined && path.length > 0) {
    return { kind: 'missing', path, found: `${name} is missing`, ...expectation(issue) };
  }
  if (issue.code === 'invalid_union') return unionFault(issue, path, raw, name, value);
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    const inner = issue.issues?.[0];
    const why = inner === undefined ? {} : expectation(inner);
    return { kind: 'value', path, found: `${name} is not allowed here`, ...why };
  }
  const kind = issue.code === 'invalid_type' ? 'type' : 'value';
  const found = `${name} is ${describeValue(value)}`;
  const nearest =
    issue.code === 'invalid_value' && typeof value === 'string'
      ? nearestName(value, (issue.values ?? []).map(String))
      : undefined;
  return { kind, path, found, ...expectation(issue), ...(nearest !== undefined && { nearest }) };
}

function unionFault(issue: Branch, path: Path, raw: unknown, name: string, value: unknown): Fault {
  const branches = (issue.errors ?? []).filter((branch) => branch.length > 0);
  const depth = (branch: readonly Branch[]) => {
    const own = branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type');
    return own ? -1 : 1 / branch.length;
  };
  const best = branches.reduce<readonly Branch[] | undefined>(
    (chosen, branch) => (chosen === undefined || depth(branch) > depth(chosen) ? branch : chosen),
    undefined,
  );
  if (best !== undefined && depth(best) > 0) {
    return issueToFault({ ...best[0]!, path: [...path, ...best[0]!.path] }, raw);
  }
  const expected = [...new Set(branches.map((branch) => expectation(branch[0]!).expected))].join(' or ');
  return { kind: 'type', path, found: `${name} is ${describeValue(value)}`, ...(expected && { expected }) };
}

const kindNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping of keys',
  record: 'a mapping of keys',
  array: 'a list',
  null: 'null',
};

function expectation(issue: Branch): { expected?: string } {
  if (issue.code === 'invalid_type')
    return { expected: kindNames[issue.expected ?? ''] ?? String(issue.expected) };
  if (issue.code === 'invalid_value') {
    const values = (issue.values ?? []).map(String);
    return { expected: values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}` };
  }
  if (issue.code === 'invalid_union') {
    const parts = (issue.errors ?? []).flatMap((branch) =>
      branch[0] ? [expectation(branch[0]).expected] : [],
    );
    return { expected: [...new Set(parts)].join(' or ') };
  }
  // zod: "Too small: expected string to have >=1 characters".
  if (/^Too small: expected string/.test(issue.message)) return { expected: 'text that is not empty' };
  return { expected: issue.message.replace(/^(Too small|Too big|Invalid [a-z]+): expected /, '') };
}

/** Describes a value in the words of a person who writes YAML. */
function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping of keys';
  if (typeof value === 'string')
    return `the text "${value.length > 60 ? `${value.slice(0, 57)}...` : value}"`;
  return `the ${typeof value === 'number' ? 'number' : 'value'} ${String(value)}`;
}

function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** The parts of a zod 4 definition that say which keys a value may have. */
interface Definition {
  readonly type: string;
  readonly shape?: Record<string, z.ZodType>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly in?: z.ZodType;
  readonly getter?: () => z.ZodType;
}

/**
 * Lists the keys that a schema allows in the mapping at a path; empty when any key is allowed.
 *
 * @example
 * keysAllowedAt(z.object({ a: z.array(z.object({ b: z.number() })) }), ['a', 0]) // => ['b']
 */
export function keysAllowedAt(schema: z.ZodType, path: Path): string[] {
  const definition = schema._zod.def as unknown as Definition;
  const through = definition.innerType ?? definition.in ?? definition.getter?.();
  if (through !== undefined) return keysAllowedAt(through, path);
  if (definition.options !== undefined) {
    return [...new Set(definition.options.flatMap((option) => keysAllowedAt(option, path)))];
  }
  if (path.length === 0) return Object.keys(definition.shape ?? {});
  const next = definition.shape?.[path[0]!] ?? definition.element ?? definition.valueType;
  return next === undefined ? [] : keysAllowedAt(next, path.slice(1));
}
