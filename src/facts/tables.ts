import type { z } from 'zod';
import { SteelyardError } from '../base/error.js';
import type { Facts } from './facts.js';
import { fixedFiles } from './parts.js';
import type { LoadedFile } from './rows.js';
import type { aliasesFile, Formats, vendorFile } from './schema/accelerators.js';
import type { CalibrationFile } from './schema/calibration.js';
import type { casesFile } from './schema/cases.js';
import type {
  Benchmarks,
  platformsFile,
  recipesFile,
  variantsFile,
  workloadsFile,
} from './schema/compute.js';
import type { CnControls } from './schema/controls-cn.js';
import type { UsControls } from './schema/controls-us.js';
import type { eventsFile } from './schema/events.js';
import type { assumptionsFile, forecastsFile, historyFile, pricesFile } from './schema/evidence.js';
import type { measurementsFile } from './schema/measurements.js';
import type { modelsFile } from './schema/models.js';
import type { parametersFile } from './schema/parameters.js';
import type { PlacesFile } from './schema/places.js';
import type { UsRules } from './schema/us-rules.js';
import type { WordsFile } from './schema/words.js';

/** The values of the files by what they hold; a file that was not loaded is undefined. */
export interface PartValues {
  readonly vendors: readonly (z.infer<typeof vendorFile> & { readonly from: LoadedFile })[];
  readonly aliases: z.infer<typeof aliasesFile> | undefined;
  readonly formats: Formats | undefined;
  readonly prices: z.infer<typeof pricesFile> | undefined;
  readonly us: UsControls | undefined;
  readonly usRules: UsRules | undefined;
  readonly words: WordsFile | undefined;
  readonly places: PlacesFile | undefined;
  readonly cn: CnControls | undefined;
  readonly cases: z.infer<typeof casesFile> | undefined;
  readonly events: z.infer<typeof eventsFile> | undefined;
  readonly history: z.infer<typeof historyFile> | undefined;
  readonly forecasts: z.infer<typeof forecastsFile> | undefined;
  readonly assumptions: z.infer<typeof assumptionsFile> | undefined;
  readonly measurements: z.infer<typeof measurementsFile> | undefined;
  readonly platforms: z.infer<typeof platformsFile> | undefined;
  readonly variants: z.infer<typeof variantsFile> | undefined;
  readonly recipes: z.infer<typeof recipesFile> | undefined;
  readonly benchmarks: Benchmarks | undefined;
  readonly workloads: z.infer<typeof workloadsFile> | undefined;
  readonly parameters: z.infer<typeof parametersFile> | undefined;
  readonly models: z.infer<typeof modelsFile> | undefined;
  readonly calibration: CalibrationFile | undefined;
}

/** The tables that follow from the files one by one. */
export type Catalogue = Omit<
  Facts,
  'hash' | 'parts' | 'sources' | 'aliases' | 'measured' | 'priors' | 'rows' | 'citations' | 'placeOf'
>;

/** Sorts the read files into what they hold; each was held against its form, so its type is known. */
export function partValues(loaded: readonly LoadedFile[]): PartValues {
  const of = <T>(path: string) => loaded.find((file) => file.path === path)?.file.value as T | undefined;
  const vendors = loaded.filter(({ part, path }) => part === 'accelerators' && !fixedFiles.includes(path));
  return {
    vendors: vendors.map((from) => ({ ...(from.file.value as z.infer<typeof vendorFile>), from })),
    aliases: of('accelerators/aliases.yaml'),
    formats: of('accelerators/formats.yaml'),
    prices: of('evidence/prices.yaml'),
    us: of('controls/us.yaml'),
    usRules: of('controls/us-rules.yaml'),
    words: of('controls/words.yaml'),
    places: of('controls/places.yaml'),
    cn: of('controls/cn.yaml'),
    cases: of('controls/cases.yaml'),
    events: of('evidence/events.yaml'),
    history: of('evidence/history.yaml'),
    forecasts: of('evidence/forecasts.yaml'),
    assumptions: of('evidence/assumptions.yaml'),
    measurements: of('evidence/measurements.yaml'),
    platforms: of('compute/platforms.yaml'),
    variants: of('compute/variants.yaml'),
    recipes: of('compute/recipes.yaml'),
    benchmarks: of('compute/benchmarks.yaml'),
    workloads: of('compute/workloads.yaml'),
    parameters: of('compute/parameters.yaml'),
    models: of('compute/models.yaml'),
    calibration: of('compute/calibration.yaml'),
  };
}

/** Makes the tables by id; throws FA013 where an id stands twice. */
export function byId(values: PartValues, loaded: readonly LoadedFile[]): Catalogue {
  checkIds(loaded);
  const {
    vendors,
    formats,
    prices,
    us,
    places,
    cn,
    events,
    history,
    forecasts,
    assumptions,
    measurements,
    cases,
  } = values;
  const made = <T extends object>(list: 'chips' | 'systems') =>
    vendors.flatMap((vendor) =>
      ((vendor[list] ?? []) as unknown as T[]).map((item) => ({
        ...item,
        vendor: vendor.vendor,
        country: vendor.country,
      })),
    );
  return {
    chips: table(made('chips')) as Facts['chips'],
    systems: table(made('systems')) as Facts['systems'],
    formats,
    prices: table(prices ? Object.values(prices).flat() : []),
    us,
    usRules: values.usRules,
    words: values.words,
    places,
    cn,
    measures: { us: table(us?.measures ?? []), cn: table(cn?.measures ?? []) },
    events: table(events?.events ?? []),
    hazards: events?.hazard_estimates,
    history: table(history?.series ?? []),
    forecasts: table(forecasts?.forecasts ?? []),
    assumptions: table(assumptions?.assumptions ?? []),
    measurements: table(measurements?.measurements ?? []),
    models: new Map(Object.entries(values.models?.models ?? {})),
    cases: table(cases?.cases ?? []),
    platforms: table(values.platforms?.platforms ?? []),
    variants: table(values.variants?.variants ?? []),
    recipes: values.recipes?.recipes ?? [],
    benchmarks: values.benchmarks,
    workloads: table(values.workloads?.workloads ?? []),
    parameters: table(values.parameters?.parameters ?? []),
    machineRules: values.parameters?.machines,
    calibration: values.calibration,
  };
}

function table<T>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [(row as { id: string }).id, row]));
}

/** An id may stand once among all rows of a kind, whichever file they are in; a period once in its series. */
function checkIds(loaded: readonly LoadedFile[]): void {
  const seen = new Set<string>();
  const once = (kind: string, id: string, file: LoadedFile, path: (string | number)[]) => {
    const name = `${kind} "${id}"`;
    if (seen.has(name)) {
      throw new SteelyardError({
        code: 'FA013',
        found: `the ${name} stands twice`,
        place: file.file.placeOf(path),
        remedy: 'give each row a name of its own',
      });
    }
    seen.add(name);
  };
  for (const file of loaded) {
    for (const [list, rows] of Object.entries(file.file.value as Record<string, unknown>)) {
      if (!Array.isArray(rows)) continue;
      const kind = file.part === 'prices' ? 'price' : list === 'priors' ? `prior of ${file.path}` : list;
      for (const [i, row] of rows.entries()) {
        const { id, observations } = row as { id?: string; observations?: { period: string }[] };
        if (typeof id === 'string') once(kind, id, file, [list, i, 'id']);
        for (const [j, { period }] of (observations ?? []).entries()) {
          once(`observation of ${id}`, period, file, [list, i, 'observations', j, 'period']);
        }
      }
    }
  }
}
