import type * as Plot from '@observablehq/plot';
import { ink, seriesColour } from '../theme.js';
import type { Family } from './chip-points.js';

/** A family by form as well as by colour. */
export const families: Readonly<Record<Family, { words: string; symbol: Plot.SymbolType; colour: string }>> =
  {
    us: { words: 'US design', symbol: 'circle', colour: ink.text },
    export: { words: 'variant made for export', symbol: 'diamond2', colour: seriesColour(1) },
    cn: { words: 'Chinese design', symbol: 'square2', colour: seriesColour(3) },
  };

/** In the order in which they are drawn: the last lies on top. */
export const familyOrder: readonly Family[] = ['us', 'cn', 'export'];
