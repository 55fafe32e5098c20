import { join } from 'node:path';
import type { WeighResult } from '../../analysis/index.js';
import type { Facts } from '../../facts/index.js';
import {
  type DossierEvidence,
  openDocument,
  writeDossier,
  writeDossierMarkdown,
} from '../../report/index.js';
import { type BoundStudy, classifierOf } from '../../study/index.js';
import { printCommandLine } from '../usage.js';
import type { Context } from '../verb.js';
import { answersOf, evidenceRows } from './dossier-facts.js';
import { chipRows, timelineRows } from './dossier-timeline.js';
import { runsKept, writeText } from './files.js';
import { shownPath } from './locate.js';
import { readModelNotes } from './model-notes.js';

/** What a dossier is written from. */
export interface DossierOrder {
  readonly result: WeighResult;
  readonly bound: BoundStudy;
  readonly facts: Facts;
  readonly modelFile: string;
  /** Folder of the stored run. */
  readonly folder: string;
  /** Whether to write it in Markdown too. */
  readonly markdown: boolean;
}

/**
 * Writes the dossier beside the stored run it is drawn from.
 *
 * @returns the path of dossier.html
 */
export function writeDossierFiles(order: DossierOrder, context: Context): string {
  const input = { weigh: order.result, evidence: collect(order, context), document: openDocument() };
  const write = (name: string, text: string) => {
    const file = join(order.folder, name);
    writeText(file, shownPath(file, context.io.cwd), text, runsKept);
    return file;
  };
  if (order.markdown) write('dossier.md', writeDossierMarkdown(input));
  return write('dossier.html', writeDossier(input));
}

function collect({ result, bound, facts, modelFile }: DossierOrder, context: Context): DossierEvidence {
  const notes = readModelNotes(modelFile, context.io.cwd);
  const timeline = timelineRows(facts);
  const { design } = bound.study;
  const { seed, futures } = { ...design };
  const again = ['weigh', result.study.id, '--futures', String(futures), '--seed', String(seed)];
  return {
    ...notes,
    questions: answersOf(bound, facts, result),
    evidence: evidenceRows(bound, facts),
    timeline,
    chips: chipRows(facts, timeline),
    commands: [
      { command: 'npm ci && npm run build', does: `sets up version ${result.version} from its sources` },
      {
        command: printCommandLine([
          ...again,
          '--design',
          design.method,
          '--weighting',
          design.weighting,
          '--priors',
          bound.study.priors,
          ...(bound.study.basis === 'bf16-h100e' ? [] : ['--basis', bound.study.basis]),
        ]),
        does: 'repeats this run and this dossier, byte by byte',
      },
      {
        command: printCommandLine(['weigh', result.study.id, '--json']),
        does: 'gives the numbers behind every figure as one document',
      },
      {
        command: printCommandLine(['evidence', '--check']),
        does: 'lists what is unsourced, unverified or stale',
      },
    ],
    seriesLens: {},
    credits: creditsOf(facts),
    ...controlsOf(facts),
  };
}

/** The rules as code, where all that they need was read. */
function controlsOf(facts: Facts): Pick<DossierEvidence, 'controls'> {
  const { formats, usRules, cn, words, measures } = facts;
  if (!formats || !usRules || !cn || !words) return {};
  return { controls: { classifier: classifierOf(facts), acts: [...measures.us.values()] } };
}

/** Credits that the licences of cited sources ask for. */
function creditsOf(facts: Facts): string[] {
  const licensed = [...facts.sources.values()].filter(({ licence }) =>
    /CC-BY|ODC-BY|CC BY/i.test(licence ?? ''),
  );
  return licensed.map(({ title, licence, url }) => `${title}, ${licence}, ${url}`);
}
