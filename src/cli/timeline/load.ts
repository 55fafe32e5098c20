import { join } from 'node:path';
import { SteelyardError } from '../../base/error.js';
import { type Classifier, checkChip, makeClassifier } from '../../controls/index.js';
import { resolveChip } from '../../controls/request/resolve-chip.js';
import type { Facts } from '../../facts/index.js';
import { readFacts } from '../../facts/read.node.js';
import { shownPath } from '../pipeline/locate.js';
import { placeInCommandLine } from '../usage.js';
import type { Context } from '../verb.js';

/** The rules with the acts and events that they came from. */
export interface History {
  readonly classifier: Classifier;
  readonly facts: Facts;
}

/** Reads what the timeline, the differences and the figures are made of. */
export async function loadHistory({ io, packageRoot }: Context): Promise<History> {
  const folder = join(packageRoot, 'data');
  const facts = await readFacts(folder, {
    parts: ['accelerators', 'us', 'rules', 'places', 'cn', 'events'],
    fromBuild: true,
    root: shownPath(folder, io.cwd),
  });
  return { classifier: makeClassifier(facts), facts };
}

/** A chip that was named: of the catalogue, or one that only the rules name. */
export interface NamedChip {
  readonly id: string;
  readonly name: string;
  readonly launched: string | null;
  /** Designed in China: whether it is subject to the EAR is asked first. */
  readonly chinese: boolean;
}

/**
 * Finds the chip that a word of the command line names.
 *
 * @throws SteelyardError CO010 with the place of the word and the nearest name
 */
export function findChip(word: string, { classifier }: History, context: Context): NamedChip {
  atWord(word, context, () =>
    checkChip(classifier, { chip: word, date: classifier.book.rules.looked_through }),
  );
  const { chip, maker } = resolveChip(classifier.facts, word);
  return {
    id: chip?.id ?? word,
    name: chip?.name ?? word,
    launched: launchOf(chip?.general_availability),
    chinese: (chip?.country ?? maker?.country) === 'CN',
  };
}

/** The date of a launch without the words beside it. */
export const launchOf = (text: string | undefined): string | null =>
  /^\d{4}(-Q[1-4]|-H[12]|-\d{2}(-\d{2})?)?/.exec(text ?? '')?.[0] ?? null;

/** Gives an error about a word the place of that word on the command line. */
export function atWord<T>(word: string, { words }: Context, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const place = placeInCommandLine(words, word);
    if (!(error instanceof SteelyardError) || error.complaint.place || !place) throw error;
    throw new SteelyardError({ ...error.complaint, place });
  }
}
