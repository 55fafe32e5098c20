import type { Text } from './text.js';

/** A section of the dossier, free of any format: one printer makes HTML of it, another Markdown. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: Text; readonly tone?: 'lead' | 'note' | 'warning' }
  | {
      readonly kind: 'heading';
      readonly level: 3 | 4;
      readonly text: string;
      readonly id?: string;
      readonly number?: string;
    }
  | {
      readonly kind: 'list';
      readonly items: readonly Text[];
      readonly ordered?: boolean;
      readonly tone?: 'answer' | 'missing' | 'credits';
    }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'key'; readonly items: readonly KeyItem[] }
  | { readonly kind: 'fold'; readonly summary: string; readonly blocks: readonly Block[] };

/** A sample of a mark beside what it means. */
export interface KeyItem {
  readonly mark: 'band90' | 'band50' | 'median' | 'stop' | 'reference' | 'today' | 'best';
  readonly means: string;
}

export interface Table {
  readonly id: string;
  /** States what the table shows; a finding where there is one. */
  readonly title: string;
  readonly note?: string;
  readonly columns: readonly { readonly title: Text; readonly align: 'left' | 'right' | 'centre' }[];
  readonly rows: readonly TableRow[];
  /** `stack` lets rows become cards on a narrow screen; `scroll` keeps columns and scrolls sideways. */
  readonly narrow: 'scroll' | 'stack';
  /** Shows a box that filters rows by what they contain. */
  readonly filter?: boolean;
}

export interface TableRow {
  readonly id?: string;
  /** The first cell is the row's head. */
  readonly cells: readonly (string | Cell)[];
  /** A row that only names the rows below it. */
  readonly heading?: boolean;
}

export interface Cell {
  readonly text: Text;
  /** A second, quieter line. */
  readonly sub?: Text;
  /** Marks the best of its kind, in weight and with a sign, so not by colour alone. */
  readonly best?: boolean;
  /** Shade from 0 (none) to 1. */
  readonly heat?: number;
  /** A small drawing under the text, decorative: it repeats what text and sub say. */
  readonly glyph?: string;
}

/** A drawing with everything that must stand around it. */
export interface Figure {
  readonly id: string;
  /** The finding, in a sentence built from the numbers. */
  readonly title: string;
  /** A second sentence below the title of a drawing that stands on its own. */
  readonly subtitle?: string;
  /** How to read it; units. */
  readonly caption: string;
  /** What a listener needs to know of the drawing. */
  readonly description: string;
  readonly drawing: Drawing;
  /** Where it comes from, if not from the stored run. */
  readonly source?: string;
  /** What was drawn, for the download: raw numbers with their unit in the head. */
  readonly data: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  };
  /** The same as a table for readers. */
  readonly table: Table;
}

export type Drawing =
  /** One drawing for wide screens and paper, and one for narrow screens. */
  | { readonly kind: 'pair'; readonly wide: string; readonly narrow: string }
  /** One drawing that scrolls sideways where the screen is narrower than it. */
  | { readonly kind: 'scroll'; readonly svg: string }
  /** Small multiples that reflow; `columns` of them stand side by side where there is room. */
  | { readonly kind: 'panels'; readonly columns: number; readonly panels: readonly Panel[] };

export interface Panel {
  readonly name: string;
  readonly svg: string;
  readonly value: string;
  readonly range: string;
}
