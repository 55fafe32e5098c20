import { type Complaint, printPlace } from '../base/error.js';
import { formatCount } from '../base/format.js';
import { wrapText } from '../base/text.js';
import { checkModel, parseAll } from '../sd/index.js';
import { exitCodes } from './complain.js';
import { externalReader } from './external/reader.js';
import { widthOf } from './io.js';
import { readModelText } from './pipeline/files.js';
import { findFile, modelExtensions, shownPath } from './pipeline/locate.js';
import { noticeLines } from './pipeline/notices.js';
import type { Context } from './verb.js';

/** Lists everything that is wrong with a model; the answer is no if anything is. */
export async function checkModelFile(
  word: string,
  { json = false }: { readonly json?: boolean },
  context: Context,
): Promise<number> {
  const { stdout } = context.io;
  const path = findFile(word, modelExtensions, context);
  const file = shownPath(path, context.io.cwd);
  const text = readModelText(path, file);
  const { model, problems } = parseAll(text, file, { external: await externalReader(text, path) });
  // What cannot be read cannot be judged: units and loops are looked at once the text stands.
  const findings = (problems.length > 0 ? problems : checkModel(model)).map(({ complaint }) => complaint);
  const written = model.variables.filter(({ partOf }) => partOf === undefined);
  const size = { variables: written.length, dimensions: model.dimensions.length };
  const notices = (model.notices ?? []).map(({ text: found, place }) => ({ found, place }));
  const document = { schema: 'steelyard.check/1', file, ...size, findings, notices };
  if (json) stdout.write(`${JSON.stringify(document, null, 1)}\n`);
  else
    stdout.write(
      `${[
        ...findings.flatMap((one) => printFinding(one, widthOf(stdout))),
        ...noticeLines(model).flatMap((line) => wrapText(line, widthOf(stdout), '    ')),
        ...wrapText(summary(file, size, findings.length), widthOf(stdout), '  '),
      ].join('\n')}\n`,
    );
  return findings.length === 0 ? exitCodes.done : exitCodes.answerIsNo;
}

function printFinding({ place, code, found, expected, nearest, remedy }: Complaint, width: number): string[] {
  const tail = [
    expected && `expected ${expected}`,
    nearest && `did you mean "${nearest}"?`,
    remedy && `to fix: ${remedy}`,
  ].filter((text): text is string => Boolean(text));
  const head = `${place ? `${printPlace(place)}  ` : ''}${code} ${found}`;
  return [
    ...wrapText(head, width, '    '),
    ...tail.flatMap((text) => wrapText(text, width - 4).map((line) => `    ${line}`)),
  ];
}

function summary(file: string, size: { variables: number; dimensions: number }, findings: number): string {
  const counted = `${formatCount(size.variables, 'variable')} over ${formatCount(size.dimensions, 'range')}`;
  return findings === 0
    ? `${file} is clean: ${counted}, every unit agrees, nothing unused, no loop without a stock`
    : `${formatCount(findings, 'finding')} in ${file} (${counted})`;
}
