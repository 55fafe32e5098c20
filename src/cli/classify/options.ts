import type { Command } from 'commander';
import { oneOf } from '../options.js';

/** What a person can say of one item and its movement on the command line, as it was typed. */
export interface RequestOptions {
  readonly to?: string;
  readonly on?: string;
  readonly from?: string;
  readonly as?: string;
  readonly endUser?: string;
  readonly hq?: string;
  readonly parent?: string;
  readonly buyer?: string;
  readonly site?: string;
  readonly jurisdiction?: string;
  readonly item?: string;
  readonly baseEccn?: string;
  readonly tpp?: string;
  readonly pd?: string;
  readonly die?: string;
  readonly dram?: string;
  readonly io?: string;
  readonly memDensity?: string;
  readonly tops: readonly string[];
  readonly datacenter?: 'yes' | 'no';
  readonly chipFile?: string;
  readonly certified?: string;
  readonly volumeRatio?: string;
}

/** Names of what can be said of one request; a batch says it in its file. */
export const requestOptionNames = [
  'to',
  'on',
  'from',
  'as',
  'endUser',
  'hq',
  'parent',
  'buyer',
  'site',
  'jurisdiction',
  'item',
  'baseEccn',
  'tpp',
  'pd',
  'die',
  'dram',
  'io',
  'memDensity',
  'tops',
  'datacenter',
  'chipFile',
  'certified',
  'volumeRatio',
] as const satisfies readonly (keyof RequestOptions)[];

const gather = (text: string, before: readonly string[]) => [...before, text];

/** Adds the options by which one request is told; `classify` and `admit` share them. */
export function addRequestOptions(command: Command): Command {
  return command
    .option('--to <place>', 'destination, by name or ISO code')
    .option('--on <day>', 'the day of the movement, such as 2026-01-20; there is no default')
    .option('--from <place>', 'the country that it leaves; any but the US makes it a reexport')
    .option('--as <movement>', 'export_from_us, reexport, transfer_in_country, service, use and so on')
    .option('--end-user <words>', 'the end user in words, such as "subsidiary of a Chinese firm"')
    .option('--hq <place>', 'headquarters of the end user')
    .option('--parent <place>', 'headquarters of its ultimate parent')
    .option('--buyer <kind>', "kind of buyer for China's gate, such as commercial_cloud")
    .option('--site <place>', 'where it will stand, if not at the destination')
    .option('--jurisdiction <word>', 'us_origin, foreign_direct_product or not_subject')
    .option('--item <kind>', 'ic, computer, hbm or fab_output')
    .option('--base-eccn <eccn>', 'the ECCN that it has for other reasons, such as 5A992')
    .option('--chip-file <file>', 'a part of your own: YAML with name and params')
    .option('--tpp <range>', 'total processing performance: 4992, 2632..2648, ..4800 (below) or 4800..')
    .option('--pd <range>', 'performance density, TPP/mm2')
    .option('--die <range>', 'applicable die area, mm2')
    .option('--dram <range>', 'total DRAM bandwidth, GB/s')
    .option('--io <range>', 'I/O bandwidth in both directions, GB/s')
    .option('--mem-density <range>', 'memory bandwidth density, GB/s/mm2')
    .option('--tops <format=n>', 'dense TOPS of a format: fp8=1979, fp8=3958:sparse; repeatable', gather, [])
    .option(
      '--datacenter <yes|no>',
      'designed or marketed for datacentres',
      oneOf('--datacenter', ['yes', 'no']),
    )
    .option('--certified <which>', 'certifications of the 2026 lane: all, none, or ids with commas')
    .option('--volume-ratio <n>', 'TPP to China and Macau over TPP to US end users');
}
