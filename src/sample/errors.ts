/** What each error code of this folder means, in one line; docs/errors.md is made from it. */
export const sampleErrors = {
  SA001: 'a prior names a distribution that is not known',
  SA002: 'the three points of a prior are missing or not in rising order',
  SA003: 'a point of a prior lies on or outside its bounds',
  SA004: 'a discrete distribution has no values, or weights that are not positive numbers',
  SA005: 'a seed is not a whole number from 0 to 2^53 - 1',
  SA006: 'a design method is not known',
  SA007: 'a design has no rows, no columns, or more than its method can give',
  SA008: 'two columns of a sample have the same name',
  SA009: 'a group names a member that is not in the sample, or names one twice',
  SA010: 'the correlations of a group cannot hold together',
  SA011: 'shares that must sum to one have medians or spreads that cannot',
} as const;
