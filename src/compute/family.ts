/** Architecture families that share calibrated parameters. */
export const families = [
  'ampere',
  'hopper',
  'blackwell',
  'ada',
  'cdna',
  'tpu',
  'ascend',
  'gaudi',
  'trainium',
  'domestic',
  'other',
] as const;
/** An architecture family. */
export type Family = (typeof families)[number];

const byArchitecture: readonly (readonly [RegExp, Family])[] = [
  [/ampere|volta|turing/i, 'ampere'],
  [/hopper/i, 'hopper'],
  [/blackwell|rubin/i, 'blackwell'],
  [/ada/i, 'ada'],
  [/cdna/i, 'cdna'],
  [/tpu/i, 'tpu'],
  [/da vinci|ascend/i, 'ascend'],
  [/gaudi/i, 'gaudi'],
  [/neuroncore/i, 'trainium'],
];
const foreign = /nvidia|amd|google|intel|aws|amazon/i;

/**
 * Tells the family of an architecture; a Chinese maker without measured rows is `domestic`.
 *
 * @example
 * familyOf('CDNA 3', 'AMD') // => 'cdna'
 * familyOf('MXMACA GPU', 'MetaX') // => 'domestic'
 */
export function familyOf(architecture: string | undefined, vendor: string): Family {
  for (const [pattern, family] of byArchitecture) if (pattern.test(architecture ?? '')) return family;
  return foreign.test(vendor) ? 'other' : 'domestic';
}
