const integer = /^[-+]?[0-9]+$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const octalOrHex = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const special: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['', '+', '-'].flatMap((sign) =>
    ['.inf', '.Inf', '.INF'].map((word) => [sign + word, sign === '-' ? -Infinity : Infinity] as const),
  ),
]);

/**
 * Gives the value of an unquoted scalar by the core schema of YAML 1.2: null, true or false, a number, or text.
 *
 * @example
 * resolvePlain('2026-01-15') // => '2026-01-15'
 * resolvePlain('1e3') // => 1000
 */
export function resolvePlain(raw: string): unknown {
  if (special.has(raw)) return special.get(raw);
  const first = raw.charCodeAt(0);
  // Only a digit, a sign or a point can begin a number.
  if ((first < 48 || first > 57) && first !== 43 && first !== 45 && first !== 46) return raw;
  if (octalOrHex.test(raw)) return Number(raw);
  return integer.test(raw) || float.test(raw) ? Number(raw) : raw;
}

/**
 * Takes the quotes off a scalar on one line; undefined where its escapes need the full parser.
 *
 * @example
 * unquote("'it''s'") // => "it's"
 */
export function unquote(raw: string): string | undefined {
  const body = raw.slice(1, -1);
  if (raw[0] === "'") return body.replaceAll("''", "'");
  return body.includes('\\') ? undefined : body;
}
