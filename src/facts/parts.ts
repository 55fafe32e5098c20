import type { z } from 'zod';
import { aliasesFile, formatsFile, vendorFile } from './schema/accelerators.js';
import { casesFile } from './schema/cases.js';
import { cnFile } from './schema/controls-cn.js';
import { usFile } from './schema/controls-us.js';
import { eventsFile } from './schema/events.js';
import { assumptionsFile, forecastsFile, historyFile, pricesFile } from './schema/evidence.js';
import { measurementsFile } from './schema/measurements.js';
import { placesFile } from './schema/places.js';
import { knownPriorsFile, priorsFile } from './schema/priors.js';
import { sourcesFile } from './schema/sources.js';
import { usRulesFile } from './schema/us-rules.js';
import { wordsFile } from './schema/words.js';

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
  | 'measurements';

/** The one file of the data folder that a name stands for, and its form. */
interface PartFile {
  readonly part: Part;
  readonly schema: z.ZodType;
}

const fixed: Readonly<Record<string, PartFile>> = {
  'sources.yaml': { part: 'sources', schema: sourcesFile },
  'accelerators/aliases.yaml': { part: 'accelerators', schema: aliasesFile },
  'accelerators/formats.yaml': { part: 'accelerators', schema: formatsFile },
  'controls/us.yaml': { part: 'us', schema: usFile },
  'controls/us-rules.yaml': { part: 'rules', schema: usRulesFile },
  'controls/words.yaml': { part: 'rules', schema: wordsFile },
  'controls/places.yaml': { part: 'places', schema: placesFile },
  'controls/cn.yaml': { part: 'cn', schema: cnFile },
  'controls/cases.yaml': { part: 'cases', schema: casesFile },
  'evidence/prices.yaml': { part: 'prices', schema: pricesFile },
  'evidence/events.yaml': { part: 'events', schema: eventsFile },
  'evidence/history.yaml': { part: 'history', schema: historyFile },
  'evidence/priors.yaml': { part: 'priors', schema: priorsFile },
  'evidence/priors-known-2024-12-31.yaml': { part: 'priors', schema: knownPriorsFile },
  'evidence/forecasts.yaml': { part: 'forecasts', schema: forecastsFile },
  'evidence/assumptions.yaml': { part: 'assumptions', schema: assumptionsFile },
  'evidence/measurements.yaml': { part: 'measurements', schema: measurementsFile },
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
];

/** What weighing a study needs: all but the worked cases and the measurements, which only tests and the estimator read. */
export const studyParts: readonly Part[] = allParts.filter(
  (part) => part !== 'cases' && part !== 'measurements',
);

/** Names of the files that stand where they stand; every other file of accelerators/ is a vendor's. */
export const fixedFiles: readonly string[] = Object.keys(fixed);

/**
 * Tells the part and the form of a file of the data folder, or undefined when the folder has no place for it.
 *
 * @param path relative to the data folder, with forward slashes
 *
 * @example
 * partOf('accelerators/huawei.yaml')?.part // => 'accelerators'
 * partOf('notes.yaml') // => undefined
 */
export function partOf(path: string): PartFile | undefined {
  if (Object.hasOwn(fixed, path)) return fixed[path];
  return /^accelerators\/[a-z0-9-]+\.yaml$/.test(path)
    ? { part: 'accelerators', schema: vendorFile }
    : undefined;
}
