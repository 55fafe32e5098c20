import { stream } from '../../dist/sample/index.js';

/** Opens the choices of one input: the same for the same seed and number, whatever else is tried. */
export function choicesOf(seed, number) {
  const random = stream(seed, 'attack', String(number));
  let at = 0;
  const share = () => random.uniform(at++);
  const below = (count) => Math.floor(share() * count);
  return { share, below, one: (list) => list[below(list.length)] };
}
