import type { z } from 'zod';
import { aliasesFile, formatsFile, vendorFile } from './schema/accelerators.js';
import { calibrationFile } from './schema/calibration.js';
import { casesFile } from './schema/cases.js';
import { benchmarksFile, platformsFile, recipesFile, variantsFile, workloadsFile } from './schema/compute.js';
import { cnFile } from './schema/controls-cn.js';
import { usFile } from './schema/controls-us.js';
import { eventsFile } from './schema/events.js';
import { assumptionsFile, forecastsFile, historyFile, pricesFile } from './schema/evidence.js';
import { measurementsFile } from './schema/measurements.js';
import { modelsFile } from './schema/models.js';
import { parametersFile } from './schema/parameters.js';
import { placesFile } from './schema/places.js';
import { knownPriorsFile, priorsFile } from './schema/priors.js';
import { sourcesFile } from './schema/sources.js';
import { usRulesFile } from './schema/us-rules.js';
import { wordsFile } from './schema/words.js';

/** The form of each file that stands where it stands. */
const fixed: Readonly<Record<string, z.ZodType>> = {
  'sources.yaml': sourcesFile,
  'accelerators/aliases.yaml': aliasesFile,
  'accelerators/formats.yaml': formatsFile,
  'controls/us.yaml': usFile,
  'controls/us-rules.yaml': usRulesFile,
  'controls/words.yaml': wordsFile,
  'controls/places.yaml': placesFile,
  'controls/cn.yaml': cnFile,
  'controls/cases.yaml': casesFile,
  'evidence/prices.yaml': pricesFile,
  'evidence/events.yaml': eventsFile,
  'evidence/history.yaml': historyFile,
  'evidence/priors.yaml': priorsFile,
  'evidence/priors-known-2024-12-31.yaml': knownPriorsFile,
  'evidence/forecasts.yaml': forecastsFile,
  'evidence/assumptions.yaml': assumptionsFile,
  'evidence/measurements.yaml': measurementsFile,
  'compute/platforms.yaml': platformsFile,
  'compute/variants.yaml': variantsFile,
  'compute/recipes.yaml': recipesFile,
  'compute/benchmarks.yaml': benchmarksFile,
  'compute/workloads.yaml': workloadsFile,
  'compute/parameters.yaml': parametersFile,
  'compute/models.yaml': modelsFile,
  'compute/calibration.yaml': calibrationFile,
};

/**
 * Gives the form that a file of the data folder must have; every other file of accelerators/ is a vendor's.
 *
 * @param path relative to the data folder; one that has a part
 *
 * @example
 * formOf('accelerators/huawei.yaml') === formOf('accelerators/amd.yaml') // => true
 */
export function formOf(path: string): z.ZodType {
  return fixed[path] ?? vendorFile;
}
