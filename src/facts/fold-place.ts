/**
 * Folds the name of a place for looking up: case, accents, punctuation and "the" do not count, "&" is "and" and
 * "St." is "Saint".
 *
 * @example
 * foldPlace('The Côte d’Ivoire') // => 'cotedivoire'
 * foldPlace('St. Kitts & Nevis') // => 'saintkittsandnevis'
 */
export function foldPlace(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/\bthe\b/g, '')
    .replace(/\bst\b/g, 'saint')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
