import type { Classifier } from '../controls/index.js';

/**
 * What the dossier needs besides the weigh result: facts, words and tables that the face of the program
 * collects. Text is plain text. In paragraphs, `[[prior:yield_2025]]` or `[[prior:yield_2025|a yield]]` becomes
 * a link to that row of the evidence table, and `[[metric:frontier_gain]]` to the meaning of that metric.
 */
export interface DossierEvidence {
  /** One paragraph each, on why the result may be wrong; the strongest objection first. */
  readonly weakPoints: readonly WeakPoint[];
  readonly questions: readonly QuestionAnswer[];
  readonly evidence: readonly EvidenceRow[];
  readonly timeline: readonly TimelineRow[];
  readonly chips: readonly ChipRow[];
  readonly boundary: readonly BoundaryRow[];
  readonly simplifications: readonly SimplificationRow[];
  /** Shell commands that repeat the result, in order. */
  readonly commands: readonly Command[];
  /** Lens of each recorded series, `series id -> lens id`; a series without one is shown after the lenses. */
  readonly seriesLens: Readonly<Record<string, string>>;
  /** Credits that licences ask for, one sentence each. */
  readonly credits: readonly string[];
  /** The rules as code, for the drawings of the lane and of the export variants; absent where they were not loaded. */
  readonly controls?: ControlsEvidence;
}

export interface ControlsEvidence {
  readonly classifier: Classifier;
  /** What the US acts are called. */
  readonly acts: readonly { readonly title: string; readonly effective?: string | undefined }[];
}

export interface WeakPoint {
  readonly title: string;
  readonly text: string;
  /** Which way the answer would move, if that is known. */
  readonly effect: string | null;
}

/** The answer to one of the numbered questions that a release answers. */
export interface QuestionAnswer {
  readonly number: number;
  readonly question: string;
  readonly paragraphs: readonly string[];
  readonly figure: QuestionFigure | null;
  readonly table: QuestionTable | null;
  /** Keys of evidence rows that the answer rests on. */
  readonly sources: readonly string[];
  /** What the answer still lacks, one sentence each; empty if nothing is known to lack. */
  readonly missing: readonly string[];
}

/** A figure drawn from the stored run, or a link to one that stands in a later section. */
export type QuestionFigure =
  | { readonly kind: 'bands'; readonly series: string }
  | { readonly kind: 'metric'; readonly metric: string }
  | { readonly kind: 'see'; readonly section: SectionId };

export type SectionId =
  | 'wrong'
  | 'answer'
  | 'frontier'
  | 'scorecards'
  | 'ranks'
  | 'flips'
  | 'history'
  | 'timeline'
  | 'evidence'
  | 'boundary'
  | 'repeat';

/** Cells are text, with links as in paragraphs; numbers carry their unit in the cell or in the column's title. */
export interface QuestionTable {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}

export interface Source {
  readonly title: string;
  readonly url: string | null;
  /** What it is: law text, company filing, press report, think tank, our own judgement. */
  readonly kind: string;
  /** Date of the source as it gives it, such as 2025-12-08 or 2025-12. */
  readonly date: string | null;
}

/** One number that the result rests on. */
export interface EvidenceRow {
  /** Key path, such as `prior:yield_2025`; unique, and the target of links. */
  readonly key: string;
  readonly title: string;
  /** The value in use, mostly a median; text where the fact is not a number; null if it is not known. */
  readonly value: number | string | null;
  /** 5th and 95th percentile of a prior, or the published range; null if there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly sources: readonly Source[];
  /** estimate, unverified, recall, derived, weak, judgement and the like. */
  readonly flags: readonly string[];
  /** Names of constants, metrics or checks that use it. */
  readonly dependants: readonly string[];
  /** Heading under which the row stands, such as Priors or Chips. */
  readonly group: string;
  readonly note: string | null;
}

export interface TimelineRow {
  readonly key: string;
  /** ISO date, to the day; `YYYY-MM` where the day is not known. */
  readonly date: string;
  readonly actor: 'us' | 'cn' | 'firm';
  /** tighten: less access for China. */
  readonly direction: 'tighten' | 'loosen' | 'neutral';
  readonly title: string;
  /** Ids of `chips` that it touches. */
  readonly chips: readonly string[];
  readonly source: Source;
}

export interface ChipRow {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Class in the model, such as `foreign H200` or `Ascend`. */
  readonly chipClass: string;
  /** Total processing performance as the controls count it; null if not known. */
  readonly tpp: number | null;
  /** Date of first shipment, ISO to the month or day; null if not known. */
  readonly firstShipped: string | null;
  /** Spans from launch in which an export to China was not caught by the rules checked. `to: null` = still so. */
  readonly legal: readonly { readonly from: string; readonly to: string | null }[];
}

export interface BoundaryRow {
  readonly what: string;
  readonly place: 'endogenous' | 'exogenous' | 'left out';
  readonly why: string;
}

export interface SimplificationRow {
  readonly what: string;
  readonly insteadOf: string;
  /** Which way it bends the result, if that is known. */
  readonly effect: string;
}

export interface Command {
  readonly command: string;
  readonly does: string;
}
