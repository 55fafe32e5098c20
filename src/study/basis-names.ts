import type { Basis } from '../compute/index.js';

/** The bases in which compute can be shown; the first is what models count in. */
export const bases = ['bf16-h100e', '8bit-h100e', 'tpp', 'eflops'] as const satisfies readonly Basis[];
