import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { formatCount } from '../base/format.js';
import { compileToC } from '../engine/index.js';
import { modelFormats, convertModel as writeModel } from '../sd/index.js';
import { exitCodes } from './complain.js';
import { writeText } from './pipeline/files.js';
import { shownPath } from './pipeline/locate.js';
import { loadModel } from './pipeline/model.js';
import { UsageError } from './usage.js';
import type { Context } from './verb.js';

/** The formats that a model is written in. */
export const formats = [...modelFormats, 'c'] as const;
type Format = (typeof formats)[number];

/** What to write, and where to. */
export interface ConvertOptions {
  readonly to?: Format;
  readonly out?: string;
  readonly json?: boolean;
}

const endings: Readonly<Record<string, Format>> = {
  '.xmile': 'xmile',
  '.stmx': 'xmile',
  '.xml': 'xmile',
  '.mdl': 'mdl',
  '.json': 'json',
  '.c': 'c',
};

/** Writes a model in another format, to a file or to standard output. */
export async function convertModel(word: string, options: ConvertOptions, context: Context): Promise<number> {
  const { io } = context;
  const format = formatOf(options);
  const { model, path } = await loadModel(word, context);
  const text = format === 'c' ? compileToC(model) : writeModel(model, format);
  if (options.out === undefined) {
    io.stdout.write(text);
    return exitCodes.done;
  }
  const target = resolve(io.cwd, options.out);
  if (isSameFile(target, path)) throw ontoItself(options.out);
  writeText(target, shownPath(target, io.cwd), text);
  const written = model.variables.filter(({ partOf }) => format !== 'xmile' || partOf === undefined);
  if (!options.json) io.stdout.write(`${options.out}: ${formatCount(written.length, 'variable')}\n`);
  else io.stdout.write(text);
  return exitCodes.done;
}

/** Tells whether two paths lead to one file, through links of any kind. */
function isSameFile(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [a, b].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function formatOf({ to, out, json }: ConvertOptions): Format {
  if (json) {
    if (to === undefined || to === 'json') return 'json';
    throw new UsageError(
      {
        code: 'CL006',
        found: `--json and --to ${to} were told`,
        expected: 'one of them: --json is the same as --to json',
        remedy: 'leave one of them out',
      },
      to,
    );
  }
  const format = to ?? endings[extname(out ?? '').toLowerCase()];
  if (format) return format;
  throw new UsageError(
    {
      code: 'CL003',
      found: '`steelyard convert` needs a format',
      expected: `--to with one of ${formats.join(', ')}, or --out with a file that ends in .xmile, .stmx, .mdl, .json or .c`,
      remedy: 'add --to xmile, for example',
    },
    out ?? 'convert',
  );
}

const ontoItself = (out: string) =>
  new UsageError(
    {
      code: 'CL006',
      found: `${out} is the model itself`,
      expected: 'another file: drawings and settings of the first one are not written',
      remedy: 'name another file with --out',
    },
    out,
  );
