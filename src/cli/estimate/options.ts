import type { Command } from 'commander';
import type { Basis } from '../../compute/index.js';
import { isoDay, notEmpty, oneOf } from '../options.js';
import { amount, chipCount, money, month, overhead, span } from './quantities.js';

/** What a person can ask of `estimate`, as it was read. */
export interface EstimateOptions {
  readonly on?: string;
  readonly count?: number;
  readonly against?: string;
  readonly deadline?: number;
  readonly budget?: number;
  readonly tokens?: number;
  readonly buy?: boolean;
  readonly rent?: boolean;
  readonly country?: string;
  readonly pue?: number;
  readonly date?: string;
  readonly start?: string;
  readonly precision?: 'bf16' | 'fp8' | 'int8' | 'fp4';
  readonly set: readonly string[];
  readonly basis?: Basis;
  /** Hours. */
  readonly orderWithin?: number;
  /** Hours. */
  readonly afterCutoff?: number;
  readonly moveTo?: string;
  readonly workloadFile?: string;
  readonly batch?: string;
  readonly brief?: boolean;
  readonly json?: boolean;
}

const gather = (text: string, before: readonly string[]) => [...before, text];
const bases: readonly Basis[] = ['bf16-h100e', '8bit-h100e', 'tpp', 'eflops'];

/** Adds the options by which an estimate is asked for. */
export function addEstimateOptions(command: Command): Command {
  const chip = notEmpty('--on', 'the name of a chip');
  return command
    .option('--on <chip>', 'the chip, by any of its names', chip)
    .option('--count <n>', 'how many of them: 4,096 or 16k (default: 8)', chipCount('--count'))
    .option(
      '--against <chips>',
      'other chips beside it, with commas: h20,910c',
      notEmpty('--against', 'the names of chips'),
    )
    .option('--deadline <time>', 'the smallest fleet that finishes in 90d, 12w or 6mo', span('--deadline'))
    .option('--budget <money>', 'the fleet that so many dollars buy, or rent: 50m', money('--budget'))
    .option(
      '--tokens <n>',
      'how much the whole job is: 15T (default: as the workload says)',
      amount('--tokens'),
    )
    .option('--buy', 'the price of the chips alone, spread over their years of use')
    .option('--rent', 'the rent of the chips alone')
    .option('--country <place>', 'where it stands, for electricity, overhead and rent: CN')
    .option('--pue <ratio>', 'energy of the site over that of its servers: 1.3', overhead('--pue'))
    .option(
      '--date <month>',
      'age of the software: 2024-06 (default: that of the newest rows)',
      month('--date'),
    )
    .option('--start <day>', 'the day on which it starts, for the day on which it ends', isoDay('--start'))
    .option(
      '--precision <format>',
      'number format: bf16, fp8, int8 or fp4',
      oneOf('--precision', ['bf16', 'fp8', 'int8', 'fp4']),
    )
    .option('--set <key=value>', 'a setting: seq_len=8192, tp=8, isl=1000; repeatable', gather, [])
    .option('--basis <unit>', `counts the chips in ${bases.join(', ')} too`, oneOf('--basis', bases))
    .option(
      '--order-within <time>',
      'what is known of an order that must arrive in 12mo',
      span('--order-within', 30),
    )
    .option(
      '--after-cutoff <time>',
      'what still serves so long after supply and support stop: 5y',
      span('--after-cutoff', 30),
    )
    .option(
      '--move-to <chip>',
      'what moving the work to another maker takes',
      notEmpty('--move-to', 'the name of a chip'),
    )
    .option('--workload-file <file>', 'a workload of your own: one row of a batch, in YAML')
    .option('--batch <file>', 'estimate every row of a file: measurements: [{id, kind, model, chip, ...}]')
    .option('--brief', 'show the answer alone, without what it rests on')
    .option('--json', 'print the document steelyard.estimate/1 and nothing else');
}
