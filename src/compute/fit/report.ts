import { printTable, type Table } from '../../base/table.js';
import type { Errors, KindReport, Validation } from './validate.js';

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

function kindsPart({ kinds, coverage }: Validation): ReportPart {
  return {
    title: 'By kind',
    text: [
      'Absolute log error of the certain rows: fitted on them (seen), and each row estimated by a calibration that has not seen',
      `its source (unseen). Bars in brackets; unseen they are half as wide again. 80 % intervals hold ${percent(coverage)} of the unseen rows.`,
    ].join(' '),
    table: {
      columns: columns([
        'kind',
        'rows',
        'answered',
        'median',
        '90th',
        'bias',
        'unseen median',
        'unseen 90th',
        'unseen bias',
        'covered',
      ]),
      rows: kinds.map((kind) => [
        names[kind.kind] ?? kind.kind,
        String(kind.certain),
        percent(kind.answered / kind.certain, 0),
        withBar(kind.seen.median, kind, 0),
        withBar(kind.seen.ninetieth, kind, 1),
        signed(kind.seen.bias),
        percent(kind.unseen.median),
        percent(kind.unseen.ninetieth),
        signed(kind.unseen.bias),
        percent(kind.covered, 0),
      ]),
    },
  };
}

const withBar = (value: number, { bar }: KindReport, which: 0 | 1): string =>
  bar === undefined ? percent(value) : `${percent(value)} (${percent(bar[which], 0)})`;

function rulesPart({ kinds }: Validation): ReportPart {
  const cell = (errors: (Errors & { share: number; ours: Errors }) | undefined) =>
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
      'Constant utilisation (six FLOP a weight and token, a share of the peak rate) and pure bandwidth (every byte once, a share of',
      'the bandwidth), each at the one share that suits the kind best, found on the very rows it is judged on. Median / 90th',
      'percentile; ours on the same rows.',
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
    text: 'The twenty rows with the largest errors; above zero the estimate is too high.',
    table: {
      columns: columns(['row', 'measured', 'unit', 'off', 'off unseen']),
      rows: worst.map(({ row, off, unseen }) => [
        row.id,
        String(row.value),
        row.unit,
        signed(off, 0),
        signed(unseen, 0),
      ]),
    },
  };
}

const columns = (titles: readonly string[]) =>
  titles.map((title, i) => ({
    title: title.trim(),
    ...(i > 0 && !/kind|unit|utilisation|bandwidth/.test(title) && { align: 'right' as const }),
  }));
const percent = (value: number, digits = 1): string => `${(100 * value).toFixed(digits)} %`;
const signed = (value: number, digits = 1): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(100 * value).toFixed(digits)} %`;
