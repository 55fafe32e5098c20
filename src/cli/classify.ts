import { headroomOf } from '../controls/light.js';
import { documentOf } from './classify/document.js';
import { loadClassifier } from './classify/load.js';
import { withRequest } from './classify/one.js';
import type { RequestOptions } from './classify/options.js';
import { printAnswer } from './classify/print.js';
import { exitCodes } from './complain.js';
import { widthOf } from './io.js';
import type { Context } from './verb.js';

export { documentOf } from './classify/document.js';

/** How a person wants an item classified and the answer shown. */
export interface ClassifyOptions extends RequestOptions {
  readonly json?: boolean;
  readonly batch?: string;
  readonly trace?: boolean;
  readonly brief?: boolean;
  readonly headroom?: boolean;
}

/** Classifies one item for one movement on one day, or a batch of them, and prints the answers. */
export async function classifyItem(
  chip: string | undefined,
  options: ClassifyOptions,
  context: Context,
): Promise<number> {
  if (options.batch !== undefined) {
    // What reads a batch takes as long to load as one answer takes in all.
    const { classifyBatch } = await import('./classify/batch.js');
    return classifyBatch(options.batch, chip, options, context);
  }
  const { stdout } = context.io;
  const shown = {
    width: widthOf(stdout),
    paint: context.paint,
    trace: options.trace === true,
    brief: options.brief === true,
  };
  const load = () => loadClassifier(context);
  await withRequest(chip, options, load, context, (request, classifier) => {
    const answer = classifier.classify(request);
    const headroom = options.headroom ? headroomOf(classifier, request) : undefined;
    stdout.write(
      options.json
        ? documentOf([answer], headroom)
        : `${printAnswer(answer, request, classifier, shown, headroom)}\n`,
    );
  });
  return exitCodes.done;
}
