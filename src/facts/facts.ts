import type { Place } from '../base/error.js';
import type { YamlPath } from '../base/yaml.js';
import type { Part } from './parts.js';
import type { Chip, Formats, MeasuredChip, System } from './schema/accelerators.js';
import type { CalibrationFile } from './schema/calibration.js';
import type { WorkedCase } from './schema/cases.js';
import type { Benchmarks, ChipVariant, NamedWorkload, Platform, Recipe } from './schema/compute.js';
import type { CnControls, CnMeasure } from './schema/controls-cn.js';
import type { UsControls, UsMeasure } from './schema/controls-us.js';
import type { Event, HazardEstimates } from './schema/events.js';
import type { Assumption, Forecast, Price, Series } from './schema/evidence.js';
import type { Measurement } from './schema/measurements.js';
import type { ModelShape } from './schema/models.js';
import type { MachineRules, Parameter } from './schema/parameters.js';
import type { PlacesFile } from './schema/places.js';
import type { WrittenPrior } from './schema/priors.js';
import type { SourceRecord } from './schema/sources.js';
import type { UsRules } from './schema/us-rules.js';
import type { WordsFile } from './schema/words.js';

/** The two dated sets of priors. */
export const priorSets = ['current', 'known-2024-12-31'] as const;
/** The name of a dated set of priors. */
export type PriorSetName = (typeof priorSets)[number];

/** A prior of one set. `same`: the dated set takes its numbers from the current one, for the reason given. */
export interface Prior extends WrittenPrior {
  readonly set: PriorSetName;
  readonly same: boolean;
  readonly reason?: string;
}

/** Something in the data that cites sources, with its flags and where it stands. */
export interface Row {
  /** Key path, such as `chip:nv-h200-sxm.tdp_w` or `history:capex_us@2025`. */
  readonly key: string;
  readonly part: Part;
  /** For a prior: the set that it is in; the same key stands in both. */
  readonly set?: PriorSetName;
  readonly source: readonly string[];
  readonly flags: readonly string[];
  /** The day, month or year of the value, where the row says so. */
  readonly date?: string;
  readonly place: () => Place;
}

type Table<T> = ReadonlyMap<string, T>;

/** Everything that data/ holds, checked. Tables of parts that were not loaded are empty. */
export interface Facts {
  /** SHA-256 of the names and texts of the files that were loaded. */
  readonly hash: string;
  readonly parts: ReadonlySet<Part>;
  readonly sources: Table<SourceRecord>;
  readonly chips: Table<Chip>;
  readonly systems: Table<System>;
  /** Other names of chips, folded to lower case without spaces and hyphens. */
  readonly aliases: Table<string>;
  readonly measured: Table<MeasuredChip>;
  readonly formats: Formats | undefined;
  readonly prices: Table<Price>;
  readonly measures: { readonly us: Table<UsMeasure>; readonly cn: Table<CnMeasure> };
  readonly us: UsControls | undefined;
  readonly usRules: UsRules | undefined;
  readonly words: WordsFile | undefined;
  readonly places: PlacesFile | undefined;
  readonly cn: CnControls | undefined;
  readonly events: Table<Event>;
  readonly hazards: HazardEstimates | undefined;
  readonly history: Table<Series>;
  readonly priors: Readonly<Record<PriorSetName, Table<Prior>>>;
  readonly forecasts: Table<Forecast>;
  readonly assumptions: Table<Assumption>;
  readonly measurements: Table<Measurement>;
  readonly models: Table<ModelShape>;
  readonly cases: Table<WorkedCase>;
  /** Servers, by id; each chip and each variant stands in one at most. */
  readonly platforms: Table<Platform>;
  readonly variants: Table<ChipVariant>;
  readonly recipes: readonly Recipe[];
  readonly benchmarks: Benchmarks | undefined;
  readonly workloads: Table<NamedWorkload>;
  readonly parameters: Table<Parameter>;
  readonly machineRules: MachineRules | undefined;
  readonly calibration: CalibrationFile | undefined;
  /** Every row that cites sources. */
  readonly rows: readonly Row[];
  /** Every source key that something cites, with repeats; `see` and `see_also` count too. */
  readonly citations: readonly string[];
  /** Where a file's part stands; undefined when the file was not loaded. */
  readonly placeOf: (path: string, within: YamlPath) => Place | undefined;
}
