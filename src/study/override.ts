import type { StudyFile } from './refuse.js';
import type { Study } from './schema.js';

/** What a call may set over a study file. */
export interface Overrides
  extends Partial<Pick<Study['design'], 'futures' | 'seed' | 'method' | 'weighting'>> {
  readonly priors?: string;
  readonly basis?: Study['basis'];
}

/**
 * Gives a study file with some of its settings replaced, as a call asks for; the places of the file stay.
 *
 * @example
 * overrideStudy({ study: { priors: 'current', design: { futures: 1000 } } }, { futures: 200 }).study.design // => { futures: 200 }
 */
export function overrideStudy(file: StudyFile, { priors, basis, ...design }: Overrides): StudyFile {
  const { study } = file;
  return {
    ...file,
    study: {
      ...study,
      priors: priors ?? study.priors,
      basis: basis ?? study.basis,
      design: { ...study.design, ...design },
    },
  };
}
