import { nearestName } from '../../base/nearest.js';
import { eccnStem, type Params, type Request } from '../../controls/light.js';
import { oneOf } from '../options.js';
import { UsageError } from '../usage.js';
import type { RequestOptions } from './options.js';
import { readQuantityText } from './quantity.js';

/** A part that a file describes. */
export interface ChipFile {
  readonly name: string;
  readonly params: Params;
}

/** Names of the data that options may use. */
export interface KnownNames {
  readonly certifications: readonly string[];
  readonly formats: readonly string[];
}

const jurisdictions = ['us_origin', 'foreign_direct_product', 'not_subject'] as const;

/**
 * Makes a request of what was told on the command line; parameters told there win over those of a file.
 *
 * @param names what `--certified` and `--tops` may name
 * @throws UsageError CL005 for a value that cannot be read
 */
export function requestOf(
  chip: string | undefined,
  options: RequestOptions,
  file: ChipFile | undefined,
  names: KnownNames,
): Request {
  const { to, on, from, as, endUser, hq, parent, buyer, site, jurisdiction } = options;
  const told = {
    chip: chip ?? file?.name,
    destination: to,
    route: from,
    transaction: as,
    end_user: endUser,
    end_user_hq: hq,
    ultimate_parent: parent,
    buyer,
    site,
    jurisdiction:
      jurisdiction === undefined ? undefined : oneOf('--jurisdiction', jurisdictions)(jurisdiction),
  };
  for (const [name, text] of Object.entries(told)) checkLength(name, text);
  const params = {
    ...file?.params,
    ...paramsOf(options, names.formats),
    ...certificationsOf(options, file, names.certifications),
  };
  return {
    ...(Object.fromEntries(
      Object.entries(told).filter(([, value]) => value !== undefined),
    ) as Partial<Request>),
    ...(Object.keys(params).length > 0 && { params }),
    ...(options.certified === 'all' && { certifications: 'met' as const }),
    date: on!,
  };
}

/** The most letters of a text: a name or a sentence, and no book. */
const mostLetters = 1000;

function checkLength(name: string, text: string | undefined): void {
  if (text === undefined || text.length <= mostLetters) return;
  throw new UsageError(
    {
      code: 'CL005',
      found: `the ${name} has ${text.length} letters`,
      expected: `at most ${mostLetters} letters`,
      remedy: 'say it in fewer words',
    },
    text,
  );
}

/** Which option tells which parameter, for complaints about one. */
export const flagOfParam: Readonly<Record<string, keyof RequestOptions>> = {
  tpp: 'tpp',
  pd: 'pd',
  die_mm2: 'die',
  dram_gbs: 'dram',
  interconnect_gbs: 'io',
  mem_bw_density: 'memDensity',
};

function paramsOf(options: RequestOptions, formats: readonly string[]): Params {
  const numbers = Object.entries(flagOfParam).flatMap(([param, name]) => {
    const text = options[name] as string | undefined;
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return text === undefined ? [] : [[param, readQuantityText(flag, text)]];
  });
  const { tops, datacenter, item, baseEccn } = options;
  return {
    ...Object.fromEntries(numbers),
    ...(tops.length > 0 && { tops: topsOf(tops, formats) }),
    ...(datacenter !== undefined && { datacenter: datacenter === 'yes' }),
    ...(item !== undefined && { item }),
    ...(baseEccn !== undefined && { base_eccn: readEccn(baseEccn) }),
  };
}

function readEccn(text: string): string {
  if (eccnStem(text) !== undefined) return text;
  throw unusable('--base-eccn', text, 'an ECCN such as 5A992, with its paragraph or without: 5A992.c');
}

function topsOf(tops: readonly string[], formats: readonly string[]): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const text of tops) {
    const [format, value] = readTops(text, formats);
    if (Object.hasOwn(told, format)) {
      throw new UsageError(
        {
          code: 'CL006',
          found: `the TOPS of ${format} were given twice`,
          expected: 'each format once',
          remedy: 'leave one of them out',
        },
        text,
      );
    }
    told[format] = value;
  }
  return told;
}

function readTops(text: string, formats: readonly string[]): [string, unknown] {
  const [, format = '', amount = '', sparse] = /^([^=]*)=(.*?)(:sparse)?$/.exec(text) ?? [];
  if (amount === '') {
    throw unusable('--tops', text, 'a format and its TOPS, such as fp8=1979 or fp8=3958:sparse');
  }
  if (!formats.some((known) => known === format)) {
    throw unusable('--tops', text, `one of the formats ${formats.join(', ')}`, nearestName(format, formats));
  }
  const value = readAmount(text, amount);
  if (sparse === undefined) return [format, value];
  if (typeof value !== 'number') throw unusable('--tops', text, 'one number with :sparse, not an interval');
  return [format, { value, sparse: true }];
}

/** Reads the amount, and points to the whole word where it is none. */
function readAmount(text: string, amount: string): ReturnType<typeof readQuantityText> {
  try {
    return readQuantityText('--tops', amount);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw unusable('--tops', text, 'a format and its TOPS, such as fp8=1979 or fp8=3958:sparse');
  }
}

function certificationsOf(
  { certified, volumeRatio }: RequestOptions,
  file: ChipFile | undefined,
  ids: readonly string[],
): Params {
  const ratio = volumeRatio === undefined ? {} : { volume_ratio: readRatio(volumeRatio) };
  const flags = ids.filter((id) => id !== 'volume_ratio');
  const told: Record<string, boolean> = {};
  if (certified === 'none') for (const id of flags) told[id] = false;
  else if (certified !== undefined && certified !== 'all') {
    for (const id of certified.split(',').map((part) => part.trim())) {
      if (id === 'volume_ratio')
        throw unusable('--certified', certified, 'the ratio itself, by --volume-ratio');
      if (!flags.includes(id)) {
        throw unusable(
          '--certified',
          certified,
          `all, none, or some of ${flags.join(', ')}`,
          nearestName(id, flags),
        );
      }
      told[id] = true;
    }
  }
  const all = { ...file?.params.certifications, ...told, ...ratio };
  return Object.keys(all).length > 0 ? { certifications: all } : {};
}

function readRatio(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw unusable('--volume-ratio', text, 'a number such as 0.4');
}

function unusable(flag: string, text: string, expected: string, nearest?: string): UsageError {
  return new UsageError(
    {
      code: 'CL005',
      found: `${flag} cannot be "${text}"`,
      expected,
      ...(nearest !== undefined && { nearest }),
      remedy: `see \`steelyard classify --help\``,
    },
    text,
  );
}
