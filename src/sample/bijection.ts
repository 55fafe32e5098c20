/**
 * Makes a random order of 0 .. size - 1 of which any place can be read without the others.
 *
 * A Feistel network of six rounds permutes the numbers of the least power of two that holds `size` (Luby and Rackoff
 * 1988, SIAM J. Comput. 17(2):373-386; two parts that differ by a bit where the power is odd), and a number outside
 * goes through it again until it falls inside, fewer than two turns on average (cycle walking: Black and Rogaway 2002,
 * "Ciphers with arbitrary finite domains", CT-RSA). A round mixes one part and its key with the finaliser of
 * MurmurHash3. The order is well mixed and not one of all size! orders: there are 2^192 keys.
 *
 * @param size 1 to 2^31
 * @param keys six whole numbers
 * @example
 * const at = bijection(5, Uint32Array.of(1, 2, 3, 4, 5, 6))
 * [0, 1, 2, 3, 4].map(at).sort() // => [0, 1, 2, 3, 4]
 */
export function bijection(size: number, keys: Uint32Array): (index: number) => number {
  const bits = Math.max(2, 32 - Math.clz32(size - 1));
  const low = bits >>> 1;
  const high = bits - low;
  const [lowMask, highMask] = [2 ** low - 1, 2 ** high - 1];
  const encrypt = (index: number) => {
    let a = index >>> low; // `high` bits
    let b = index & lowMask; // `low` bits
    for (let round = 0; round < 6; round += 2) {
      a = (a ^ mix(b, keys[round]!)) & highMask;
      b = (b ^ mix(a, keys[round + 1]!)) & lowMask;
    }
    return ((a << low) | b) >>> 0;
  };
  return (index) => {
    let place = encrypt(index);
    while (place >= size) place = encrypt(place);
    return place;
  };
}

function mix(value: number, key: number): number {
  let h = value ^ key;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
