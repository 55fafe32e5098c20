import { printTable, type Table } from '../../base/table.js';
import type { Errors, Judged, Validation } from './validate.js';

/** One part of the report: a heading, a sentence, a table. */
export interface ReportPart {
  readonly title: string;
  readonly text: string;
  readonly table: Pick<Table, 'columns' | 'rows'>;
}

const names: Readonly<Record<string, string>> = {
  llm_training: 'LLM training',
  llm_finetuning_lora: 'LoRA fine-tuning',
  llm_inference: 'LLM inference',
  recsys_training: 'recommenders, training',
  recsys_inference: 'recommenders, serving',
  hpc: 'HPC',
  microbenchmark: 'micro-benchmarks',
  energy: 'energy and power',
};

/** Lays out a validation as tables, for the terminal and for the page alike. */
export function reportParts(validation: Validation): readonly ReportPart[] {
  return [
    kindsPart(validation),
    rulesPart(validation),
    chipsPart(validation),
    sourcesPart(validation),
    worstPart(validation),
  ];
}

/** Prints the parts for a terminal or as Markdown. */
export function printReport(parts: readonly ReportPart[], style: 'plain' | 'markdown'): string {
  return parts
    .map(({ title, text, table }) => {
      const head = style === 'markdown' ? `### ${title}` : title;
      return `${head}\n\n${text}\n\n${printTable({ ...table, style, width: 120 })}`;
    })
    .join('\n\n');
}

/** Tells which bars are missed, in words; empty where all are met. */
export function missed({ kinds, coverage }: Validation): string[] {
  const found = kinds.flatMap((kind) => {
    const { bar, seen, unseen } = kind;
    const name = names[kind.kind] ?? kind.kind;
    return [
      ...(kind.answered < 0.9 * kind.certain
        ? [`${name}: only ${kind.answered} of ${kind.certain} rows answered`]
        : []),
      ...(bar === undefined ? [] : over(name, 'seen', seen, bar, 1)),
      ...(bar === undefined ? [] : over(name, 'unseen', unseen, bar, 1.5)),
      ...Object.values(kind.rules).flatMap((rule) =>
        rule !== undefined && (rule.median < rule.ours.median || rule.ninetieth < rule.ours.ninetieth)
          ? [`${name}: a rule of thumb is nearer`]
          : [],
      ),
    ];
  });
  return coverage < 0.72 || coverage > 0.88
    ? [...found, `intervals cover ${percent(coverage)} of the rows`]
    : found;
}

function over(
  name: string,
  which: string,
  errors: Errors,
  [median, ninetieth]: readonly [number, number],
  factor: number,
): string[] {
  return [
    ...(errors.median > median * factor
      ? [`${name}, ${which}: median ${percent(errors.median)} over ${percent(median * factor)}`]
      : []),
    ...(errors.ninetieth > ninetieth * factor
      ? [
          `${name}, ${which}: 90th percentile ${percent(errors.ninetieth)} over ${percent(ninetieth * factor)}`,
        ]
      : []),
  ];
}

function kindsPart({ kinds, coverage, untold }: Validation): ReportPart {
  return {
    title: 'By kind',
    text: [
      'Absolute log error of the certain rows, median / 90th percentile: fitted on them (seen), and each row estimated by a calibration that has not seen',
      `its source (unseen). Unseen the bars are half as wide again. Publisher unseen: nothing of its maker, benchmark or site was fitted on. Covered: rows in their interval, source unseen / publisher unseen. 80 % intervals hold ${percent(coverage)} of the unseen rows. Training runs whose layout is stated, estimated as if neither they nor a recipe told it: median ${percent(untold.median)}, 90th percentile ${percent(untold.ninetieth)}, bias ${signed(untold.bias)}.`,
    ].join(' '),
    table: {
      columns: columns([
        'kind',
        'rows',
        'seen',
        'bar',
        'unseen',
        'bias unseen',
        'publisher unseen',
        'covered',
      ]),
      rows: kinds.map(
        ({ kind, certain, answered, seen, bar, unseen, strangers, covered, coveredStrangers }) => [
          names[kind] ?? kind,
          answered === certain ? String(certain) : `${answered} of ${certain}`,
          both(seen),
          bar === undefined ? '' : `${percent(bar[0], 0)} / ${percent(bar[1], 0)}`,
          both(unseen),
          signed(unseen.bias),
          both(strangers),
          `${percent(covered, 0)} / ${percent(coveredStrangers, 0)}`,
        ],
      ),
    },
  };
}

/** Median and 90th percentile. */
const both = ({ median, ninetieth }: Errors): string => `${percent(median)} / ${percent(ninetieth, 0)}`;

function rulesPart({ kinds }: Validation): ReportPart {
  const cell = (errors: Judged | undefined) =>
    errors === undefined
      ? ['says nothing', '', '']
      : [
          `${percent(errors.median)} / ${percent(errors.ninetieth)}`,
          errors.share.toPrecision(2),
          `${percent(errors.ours.median)} / ${percent(errors.ours.ninetieth)}`,
        ];
  return {
    title: 'Beside two rules of thumb',
    text: [
      'Constant utilisation (six FLOP a weight and token, a share of the peak rate of the format) and pure bandwidth (every byte once,',
      'a share of the bandwidth). Neither side has seen the source: the constant is the one that suits the other sources best. Median /',
      '90th percentile; share: the constant that suits all rows.',
    ].join(' '),
    table: {
      columns: columns(['kind', 'utilisation', 'share', 'ours', 'bandwidth', 'share ', 'ours ']),
      rows: kinds.map(({ kind, rules }) => [
        names[kind] ?? kind,
        ...cell(rules.utilisation),
        ...cell(rules.bandwidth),
      ]),
    },
  };
}

function chipsPart({ byChip }: Validation): ReportPart {
  return {
    title: 'By chip',
    text: 'Rows seen. A chip with few rows leans on its family.',
    table: {
      columns: columns(['chip', 'rows', 'median', '90th', 'bias']),
      rows: [...byChip].map(([chip, e]) => [
        chip,
        String(e.rows),
        percent(e.median),
        percent(e.ninetieth),
        signed(e.bias),
      ]),
    },
  };
}

function sourcesPart({ bySource }: Validation): ReportPart {
  return {
    title: 'By source, each left out in turn',
    text: 'What the other sources say of the rows of this one. A bias is a habit of the source that no other shares.',
    table: {
      columns: columns(['source', 'kind', 'rows', 'seen', 'unseen', 'unseen bias']),
      rows: [...bySource].map(([key, { kind, seen, unseen }]) => [
        key.split(' ')[0]!,
        names[kind] ?? kind,
        String(seen.rows),
        percent(seen.median),
        percent(unseen.median),
        signed(unseen.bias),
      ]),
    },
  };
}

function worstPart({ worst }: Validation): ReportPart {
  return {
    title: 'Furthest off',
    text: 'The twenty rows with the largest errors: estimate over measured value, with the row seen and with its source unseen.',
    table: {
      columns: columns(['row', 'measured', 'unit', 'seen', 'unseen']),
      rows: worst.map(({ row, off, unseen }) => [
        row.id,
        String(row.value),
        row.unit,
        times(off),
        times(unseen),
      ]),
    },
  };
}

const times = (off: number): string => `× ${Math.exp(off).toFixed(2)}`;
const columns = (titles: readonly string[]) =>
  titles.map((title, i) => ({
    title: title.trim(),
    ...(i > 0 && !/kind|unit|utilisation|bandwidth/.test(title) && { align: 'right' as const }),
  }));
const percent = (value: number, digits = 1): string => `${(100 * value).toFixed(digits)} %`;
const signed = (value: number, digits = 1): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(100 * value).toFixed(digits)} %`;
