import type { ChipPoint } from './chip-points.js';

/** One side of the plane: its name with the unit, and the numbers that fall inside. */
export interface PlaneAxis {
  readonly title: string;
  readonly log: boolean;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** A rectangle filled as one; ends may lie outside the frame. */
export interface PlaneArea {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly fill: string;
  readonly strength: number;
}

/** A threshold: a line across the frame, named at its end. */
export interface PlaneLine {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly label: string;
  readonly dashed?: boolean;
}

/** Words inside the frame, lines parted by newlines, with the corner of theirs that stands at the point. */
export interface PlaneWords {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** What stands on a narrow drawing instead; without it quiet words are left out there. */
  readonly short?: string;
  readonly corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
  readonly quiet?: boolean;
}

/** Everything that is drawn on a plane of chips. */
export interface PlaneDrawing {
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  readonly areas: readonly PlaneArea[];
  readonly edges: readonly Pick<PlaneArea, 'x1' | 'x2' | 'y1' | 'y2'>[];
  readonly lines: readonly PlaneLine[];
  readonly words: readonly PlaneWords[];
  readonly points: readonly ChipPoint[];
}

export interface PlaneSize {
  readonly width: number;
  readonly height: number;
  /** Most names on it. */
  readonly names: number;
}

/** The drawing for wide screens and paper, and the one for narrow screens. */
export const planeSizes: { readonly wide: PlaneSize; readonly narrow: PlaneSize } = {
  wide: { width: 1180, height: 700, names: 80 },
  narrow: { width: 358, height: 480, names: 28 },
};
