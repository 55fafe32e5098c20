import { type Admission, admit } from '../controls/light.js';
import { printAdmission } from './admit/print.js';
import { loadClassifier } from './classify/load.js';
import { withRequest } from './classify/one.js';
import type { RequestOptions } from './classify/options.js';
import { exitCodes } from './complain.js';
import { widthOf } from './io.js';
import type { Context } from './verb.js';

/** How a person wants to know whether an item passes both gates. */
export interface AdmitOptions extends RequestOptions {
  readonly json?: boolean;
}

/** Tells whether an item passes the US gate and China's gate on one day, and which of them decides. */
export async function admitItem(
  chip: string | undefined,
  options: AdmitOptions,
  context: Context,
): Promise<number> {
  const { stdout } = context.io;
  const shown = { width: widthOf(stdout), paint: context.paint, trace: false };
  const load = () => loadClassifier(context);
  await withRequest(chip, options, load, context, (request, classifier) => {
    const admission = admit(classifier, request);
    stdout.write(
      options.json
        ? documentOfAdmission(admission)
        : `${printAdmission(admission, request, classifier, shown)}\n`,
    );
  });
  return exitCodes.done;
}

/** Prints the document `steelyard.admit/1`; the server sends the same bytes. */
export const documentOfAdmission = (admission: Admission) =>
  `${JSON.stringify({ schema: 'steelyard.admit/1', ...admission }, null, 1)}\n`;
