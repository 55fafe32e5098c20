/** The parts of the data that can be loaded apart. */
export type Part =
  | 'sources'
  | 'accelerators'
  | 'prices'
  | 'us'
  | 'rules'
  | 'places'
  | 'cn'
  | 'cases'
  | 'events'
  | 'history'
  | 'priors'
  | 'forecasts'
  | 'assumptions'
  | 'measurements'
  | 'compute';

/** The files that stand where they stand, with the part that each belongs to. */
const fixed: Readonly<Record<string, Part>> = {
  'sources.yaml': 'sources',
  'accelerators/aliases.yaml': 'accelerators',
  'accelerators/formats.yaml': 'accelerators',
  'controls/us.yaml': 'us',
  'controls/us-rules.yaml': 'rules',
  'controls/words.yaml': 'rules',
  'controls/places.yaml': 'places',
  'controls/cn.yaml': 'cn',
  'controls/cases.yaml': 'cases',
  'evidence/prices.yaml': 'prices',
  'evidence/events.yaml': 'events',
  'evidence/history.yaml': 'history',
  'evidence/priors.yaml': 'priors',
  'evidence/priors-known-2024-12-31.yaml': 'priors',
  'evidence/forecasts.yaml': 'forecasts',
  'evidence/assumptions.yaml': 'assumptions',
  'evidence/measurements.yaml': 'measurements',
  'compute/platforms.yaml': 'compute',
  'compute/variants.yaml': 'compute',
  'compute/recipes.yaml': 'compute',
  'compute/benchmarks.yaml': 'compute',
  'compute/workloads.yaml': 'compute',
  'compute/parameters.yaml': 'compute',
  'compute/models.yaml': 'compute',
  'compute/calibration.yaml': 'compute',
};

/** Every part, in the order in which they are read. */
export const allParts: readonly Part[] = [
  'sources',
  'accelerators',
  'prices',
  'us',
  'rules',
  'places',
  'cn',
  'cases',
  'events',
  'history',
  'priors',
  'forecasts',
  'assumptions',
  'measurements',
  'compute',
];

/** What weighing a study needs: all but the worked cases and the measurements, which only tests and the calibration of the estimator read. */
export const studyParts: readonly Part[] = allParts.filter(
  (part) => part !== 'cases' && part !== 'measurements',
);

/** Names of the files that stand where they stand; every other file of accelerators/ is a vendor's. */
export const fixedFiles: readonly string[] = Object.keys(fixed);

/**
 * Tells the part that a file of the data folder belongs to, or undefined when the folder has no place for it.
 *
 * @param path relative to the data folder, with forward slashes
 *
 * @example
 * partOf('accelerators/huawei.yaml') // => 'accelerators'
 * partOf('notes.yaml') // => undefined
 */
export function partOf(path: string): Part | undefined {
  if (Object.hasOwn(fixed, path)) return fixed[path];
  return /^accelerators\/[a-z0-9-]+\.yaml$/.test(path) ? 'accelerators' : undefined;
}
