import { expect, test } from 'vitest';
import { reference } from './reference.js';

// Worked out with 80 digits by the decimal arithmetic of Python's standard library, from the double nearest to each number.
const known: readonly (readonly [name: string, x: number, y: number, value: string])[] = [
  ['exp', 1, 0, '2.71828182845904523536028747135266249775724709369995957'],
  ['exp', 0.1, 0, '1.10517091807564763094663882345877965774166341637421962'],
  ['exp', -20.5, 0, '0.00000000125015286638674262893755311923122218227159464207656584933'],
  ['log', 10, 0, '2.30258509299404568401799145468436420760110148862877297'],
  ['log', 0.1, 0, '-2.30258509299404562850684022342653872716347359387638277'],
  ['log', 5e-324, 0, '-744.44007192138126231410729844608163411308714430291414292'],
  ['pow', 2, 0.5, '1.41421356237309504880168872420969807856967187537694807'],
  ['pow', 1.5, -33.25, '0.000001396257877617997088912576796839151521939913393303328964'],
  ['pow', 0.1, 7.3, '0.00000005011872336272726930946032579720950655293519922024453792'],
];

test.each(known)(
  '%s(%d, %d) of the reference has fifty digits that another program finds',
  (name, x, y, text) => {
    const { value, exponent } = reference[name]!(x, y);
    const [whole, fraction] = text.replace('-', '').split('.') as [string, string];
    const places = fraction.length;
    const wanted = BigInt(whole + fraction) * (text.startsWith('-') ? -1n : 1n);
    const scaled = value * 10n ** BigInt(places);
    const found = exponent < 0 ? scaled >> BigInt(-exponent) : scaled << BigInt(exponent);
    // The last digit of the text is rounded.
    expect(Number(found - wanted)).toBeLessThanOrEqual(1);
    expect(Number(found - wanted)).toBeGreaterThanOrEqual(-1);
    expect(wanted.toString().replace('-', '').length).toBeGreaterThan(49);
  },
);
