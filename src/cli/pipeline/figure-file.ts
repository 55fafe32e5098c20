import { resolve } from 'node:path';
import type { Figure } from '../../report/blocks.js';
import { standaloneSvg } from '../../report/index.js';
import { writeText } from './files.js';
import { shownPath } from './locate.js';

/**
 * Writes a figure into a file of its own.
 *
 * @param word the file as a person names it, from the folder `cwd` on
 * @throws SteelyardError CL012 when it cannot be written
 */
export function writeFigure(figure: Figure, word: string, cwd: string): void {
  const file = resolve(cwd, word);
  writeText(file, shownPath(file, cwd), standaloneSvg(figure));
}
