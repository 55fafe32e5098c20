/**
 * Makes a value when it is first asked for, and keeps it.
 *
 * @example
 * once(() => 2)() // => 2
 */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
