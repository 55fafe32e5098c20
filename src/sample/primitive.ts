/**
 * Lists the first `count` primitive polynomials over the field of two elements, by degree, then as numbers.
 *
 * Bit i of a number is the coefficient of x^i. A polynomial of degree s is primitive when x runs through all
 * 2^s - 1 residues before it comes back to 1.
 *
 * @example
 * primitivePolynomials(4) // => [3, 7, 11, 13]
 */
export function primitivePolynomials(count: number): number[] {
  const found: number[] = [];
  for (let degree = 1; found.length < count; degree++) {
    const period = 2 ** degree - 1;
    const steps = primeFactors(period).map((prime) => period / prime);
    for (let p = 2 ** degree + 1; p < 2 ** (degree + 1) && found.length < count; p += 2) {
      if (powerOfX(period, p, degree) === 1 && steps.every((step) => powerOfX(step, p, degree) !== 1))
        found.push(p);
    }
  }
  return found;
}

/**
 * Returns the degree of a polynomial given as a number.
 *
 * @example
 * degreeOf(11) // => 3
 */
export function degreeOf(polynomial: number): number {
  return 31 - Math.clz32(polynomial);
}

// x^exponent modulo the polynomial, by squaring. Degree 1 has only the residue 1.
function powerOfX(exponent: number, polynomial: number, degree: number): number {
  let result = 1;
  let square = degree === 1 ? 1 : 2;
  for (let rest = exponent; rest > 0; rest >>>= 1) {
    if (rest & 1) result = multiply(result, square, polynomial, degree);
    square = multiply(square, square, polynomial, degree);
  }
  return result;
}

function multiply(a: number, b: number, polynomial: number, degree: number): number {
  let sum = 0;
  let shifted = a;
  for (let rest = b; rest > 0; rest >>>= 1) {
    if (rest & 1) sum ^= shifted;
    shifted <<= 1;
    if (shifted >>> degree) shifted ^= polynomial;
  }
  return sum;
}

function primeFactors(n: number): number[] {
  const primes: number[] = [];
  let rest = n;
  for (let p = 2; p * p <= rest; p++) {
    if (rest % p === 0) primes.push(p);
    while (rest % p === 0) rest /= p;
  }
  return rest > 1 ? [...primes, rest] : primes;
}
