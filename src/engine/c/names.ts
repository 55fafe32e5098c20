/** Words that no member of a structure can have: those of the language, and what its headers define as macros. */
export const cReserved: readonly string[] =
  'auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while asm typeof bool true false nullptr alignas alignof constexpr static_assert thread_local NAN INFINITY HUGE_VAL EOF NULL BUFSIZ RAND_MAX EXIT_SUCCESS EXIT_FAILURE stdin stdout stderr errno signgam unix linux i386 near far huge complex imaginary noreturn'.split(
    ' ',
  );

/**
 * Writes a name with the letters that every C compiler takes, in lower case but for macros of one's own.
 *
 * @example
 * plainName('Wafer Größe (%)') // => 'wafer_grosse'
 */
export function plainName(name: string): string {
  return name
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}
