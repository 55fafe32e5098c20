import type { Complaint } from '../base/error.js';

/** A number that is known to lie between two ends; an end that is left out is open to zero or to infinity. */
export interface Interval {
  readonly low?: number;
  readonly high?: number;
  /** Whether the end itself is left out: `below 4800` is `{high: 4800, highOpen: true}`. */
  readonly lowOpen?: boolean;
  readonly highOpen?: boolean;
}

/** A parameter as a person gives it: a number, or the interval in which it lies. */
export type Quantity = number | Interval;

/** What is asked about: one item, one movement, the people in it, one day. Whatever is left out is not known. */
export interface Request {
  readonly id?: string;
  /** A chip of the catalogue by id or other name, or the name of a part that only `params` describe. */
  readonly chip?: string;
  readonly params?: Params;
  /** Country or territory, by name or ISO code. */
  readonly destination?: string;
  /** The end user in words; parents and kinds that the words tell are read from them. */
  readonly end_user?: string;
  /** Country in which the end user has its headquarters. */
  readonly end_user_hq?: string;
  /** Country in which the ultimate parent has its headquarters. */
  readonly ultimate_parent?: string;
  /** Kind of buyer for China's gate, such as `commercial_cloud`. */
  readonly buyer?: string;
  /** Where the item will stand, if that is not the destination. */
  readonly site?: string;
  /** `export_from_us`, `reexport`, `transfer_in_country`, `service` and so on; see the register of inputs. */
  readonly transaction?: string;
  /** For a reexport: the country that the item leaves. */
  readonly route?: string;
  /**
   * Whether the item is subject to the EAR: `subject` or `not_subject`; `us_origin` and `foreign_direct_product` say
   * that it is, and why.
   */
  readonly jurisdiction?: string;
  /** ISO day. */
  readonly date: string;
  /** Whether certifications of the January 2026 lane that nobody told of count as met. Default: not known. */
  readonly certifications?: 'met' | 'unknown';
}

/** Parameters that win over the catalogue. Every yes-or-no of the register of inputs can be given by its name. */
export interface Params {
  readonly tpp?: Quantity;
  /** Upper end that the total processing performance stays below; more than 0. */
  readonly tpp_below?: number;
  readonly pd?: Quantity;
  /** Applicable die area, mm2; more than 0. */
  readonly die_mm2?: Quantity;
  /** Total DRAM bandwidth, GB/s. */
  readonly dram_gbs?: Quantity;
  /** Aggregate bidirectional I/O other than to volatile memory, GB/s. */
  readonly interconnect_gbs?: Quantity;
  /** Memory bandwidth density of a memory stack, GB/s per mm2. */
  readonly mem_bw_density?: Quantity;
  /** Dense TOPS by format, such as `{fp8: 1979}`; `{value, sparse: true}` is halved. */
  readonly tops?: Readonly<Record<string, Quantity | { readonly value: number; readonly sparse?: boolean }>>;
  readonly datacenter?: boolean;
  /** `ic`, `computer`, `HBM` or `fab_output`. */
  readonly item?: string;
  /** The ECCN that the item has for other reasons, such as 5A992, whose .z paragraph it may enter. */
  readonly base_eccn?: string;
  readonly hbm?: boolean;
  readonly node_nm?: Quantity;
  readonly non_planar?: boolean;
  readonly transistors_bn?: Quantity;
  /** Country in which the designer has its headquarters. */
  readonly designer_hq?: string;
  /** `approved`, `authorized` or `none`. */
  readonly designer_status?: string;
  /** Who packages, in words. */
  readonly packaged_by?: string;
  /** Country in which it is packaged. */
  readonly packaged_in?: string;
  /** Who makes the chip. */
  readonly maker?: string;
  /** `deployment`, `development`, `production`, `storage` or `destructive_testing`. */
  readonly purpose?: string;
  /** Country of the customer for whom it is made or stored. */
  readonly customer?: string;
  /** Certifications of the lane of January 2026 by id; `volume_ratio` is a number. */
  readonly certifications?: Readonly<Record<string, boolean | number>>;
  readonly [other: string]: unknown;
}

/** One test inside a clause, as it came out. */
export interface TestLine {
  /** The test as it stands in the data, such as `tpp >= 4800`. */
  readonly test: string;
  /** What was found, such as `15832`, `China` or `[2632, 2648]`. */
  readonly value: string;
  readonly holds: boolean | 'depends';
}

/** One clause that was looked at: what it says, whether it holds, and why. */
export interface TraceLine {
  readonly layer: Layer;
  /** Id of the clause in the data, such as `cls-2023`. */
  readonly rule: string;
  /** The paragraph as people cite it, such as `3A090.a.1`. */
  readonly clause: string;
  readonly holds: boolean | 'depends';
  /** The deciding tests in words: `tpp 15832 >= 4800`. */
  readonly because: string;
  /** What the clause gives where it holds. */
  readonly gives: Readonly<Record<string, string>>;
  /** How the tests are joined, with their numbers: `#1 and (#2 or not #3)`. */
  readonly formula: string;
  readonly tests: readonly TestLine[];
  readonly reading: 'both' | 'text' | 'practice';
  readonly cite: string;
  readonly url: string;
  /** How the text was read: T, S, P or R. */
  readonly level: string;
}

export type Layer = 'special' | 'classification' | 'requirement' | 'review' | 'exception' | 'china';

/** Words for whether a licence is required, beside yes and no. */
export const licenceStates = [
  'text_yes_practice_no',
  'contested',
  'general_prohibition_10',
  'no_enforcement',
  'tariff_25',
  'tariff_none',
  'presumption_overcome',
  'cannot_tell',
] as const;

/** Values of `license_required`; `false` always means "not caught by the rules checked". */
export type LicenseRequired = boolean | (typeof licenceStates)[number];

export interface ExceptionLine {
  readonly id: string;
  readonly title: string;
  /** Whether item, destination and parties are within its scope and no condition that was told fails. */
  readonly available: boolean | 'cannot_tell';
  readonly why: string;
  readonly conditions: readonly {
    readonly what: string;
    readonly state: 'met' | 'unmet' | 'not_told';
    readonly cite: string;
  }[];
  readonly cite: string;
  readonly url: string;
  readonly level: string;
}

/** One instrument of China's gate that bears on the case. */
export interface ChinaInstrument {
  readonly id: string;
  readonly instrument: string;
  readonly state: string;
  readonly force: string;
  readonly confidence: string;
  readonly says: string;
  readonly since: string;
  readonly url: string;
}

/** What stands at China's gate for one kind of buyer. */
export interface ChinaGate {
  /** `no_gate`, `watched`, `case_by_case`, `discouraged`, `blocked` and so on; `not_applicable` elsewhere. */
  readonly state: string;
  /** The buyer that the state is for; `null` when nobody told, and then `byBuyer` has them all. */
  readonly buyer: string | null;
  readonly instruments: readonly ChinaInstrument[];
  readonly confidence: string;
  readonly note: string;
  readonly byBuyer: Readonly<Record<string, string>>;
}

/** How the chip's figure was worked out. */
export interface Arithmetic {
  readonly name: string;
  readonly unit: string;
  readonly low: number;
  /** `Infinity` where the upper end is not known. */
  readonly high: number;
  /** Whether the end itself is left out: `below 4800` has `high: 4800, highOpen: true`. */
  readonly lowOpen?: boolean;
  readonly highOpen?: boolean;
  /** The whole sum in words: `1979 TOPS x 8 bits (fp8) = 15832`. */
  readonly arithmetic: string;
  /** Keys of data/sources.yaml. */
  readonly sources: readonly string[];
  readonly flags: readonly string[];
}

/** Something taken as given because nobody told. */
export interface Assumed {
  readonly what: string;
  readonly value: string;
  readonly why: string;
}

/** A field that has more than one possible value, and where the values part. */
export interface Depends {
  readonly field: string;
  readonly values: readonly string[];
  readonly parts: readonly { readonly input: string; readonly at: string }[];
}

/** One certification of the lane of January 2026, and whether it was told. */
export interface Certification {
  readonly id: string;
  readonly requires: string;
  readonly cite: string;
  readonly level: string;
  readonly state: 'met' | 'unmet' | 'not_told';
  /** How it is to be read. */
  readonly means?: string;
  /** Where a Chinese rule may stand against showing it; no verdict. */
  readonly conflicts?: string;
}

/** The answer for one request. */
export interface Answer {
  readonly id: string;
  readonly chip: string;
  readonly eccn: string;
  /** Where an item outside 3A090 falls instead, such as 3A991.p. */
  readonly residual: string | null;
  readonly license_required: LicenseRequired;
  /** The same in words: `false` is "not caught by the rules checked". */
  readonly says: string;
  readonly reason: string;
  readonly review_policy: string | null;
  /** The one exception that serves, if any does. */
  readonly exception: string | null;
  readonly exceptions: readonly ExceptionLine[];
  /** Text and practice side by side. */
  readonly text: { readonly license_required: LicenseRequired; readonly note: string };
  readonly practice: { readonly license_required: LicenseRequired; readonly note: string };
  readonly china_gate: ChinaGate;
  /** What the lane of January 2026 has to be shown; empty where it is not asked about. */
  readonly checklist: readonly Certification[];
  readonly quantities: readonly Arithmetic[];
  readonly trace: readonly TraceLine[];
  readonly notes: readonly string[];
  readonly assumed: readonly Assumed[];
  readonly depends: readonly Depends[];
  /** Inputs that are missing and that decide. */
  readonly unknown: readonly string[];
  readonly rules_not_checked: readonly string[];
  /** Ids of the acts in force that the answer rests on, with their day. */
  readonly versions: readonly { readonly id: string; readonly citation: string; readonly from: string }[];
  /** The day on which the rules that answer last changed before the day that was asked about; null before all. */
  readonly rules_since: string | null;
  /** The day that was asked about. */
  readonly date: string;
  /** The day to which the law in the data was looked through. */
  readonly as_of: string;
  readonly sources: readonly { readonly key: string; readonly title: string; readonly url: string }[];
  readonly disclaimer: string;
}

/** A request of a batch that could not be read: the others are answered all the same. */
export interface Refused {
  readonly id: string;
  readonly error: Complaint;
}
