import { formatNumber } from '../base/format.js';
import { wrapText } from '../base/text.js';
import type { EvidenceCheck, Finding, FindingKind } from './check.js';
import type { EvidenceDescription } from './describe.js';

/**
 * Prints the description of a value as text of at most `width` columns.
 *
 * @param width columns; default 100
 */
export function printEvidence(evidence: EvidenceDescription, width = 100): string {
  const { key, title, flags, why, note, derived_from, place, sources, sets, dependants } = evidence;
  const lines: string[] = [key, ...wrapText(title, width - 2, '').map((line) => `  ${line}`), ''];
  const say = (name: string, text: string | null) => {
    if (text === null || text === '') return;
    const wrapped = wrapText(text, width - 16);
    lines.push(...wrapped.map((line, i) => `  ${(i === 0 ? name : '').padEnd(14)}${line}`));
  };
  say('value', valueText(evidence));
  say('flags', flags.join(', '));
  say('why', why);
  say('note', note);
  say('derived from', derived_from.join(', '));
  say('stands in', place);
  if (sets.length > 0) {
    lines.push('', '  dated sets            p5        median       p95   sources');
    for (const { set, p5, p50, p95, same, sources } of sets) {
      const numbers = [p5, p50, p95].map((number) => formatNumber(number).padStart(10)).join(' ');
      lines.push(
        `  ${set.padEnd(17)}${numbers}   ${same ? 'same numbers; ' : ''}${clip(sources.join(', '), width - 68)}`,
      );
    }
  }
  lines.push('', sources.length === 0 ? '  no document carries it' : '  sources');
  for (const source of sources) {
    const about = [source.kind, source.access, source.date, source.licence].filter(Boolean).join(', ');
    lines.push(
      ...wrapText(`${source.title} (${about})`, width - 4).map((line) => `    ${line}`),
      `      ${source.url}`,
    );
  }
  lines.push('', dependants.length === 0 ? '  nothing of the study rests on it' : '  rests on it');
  for (const { kind, name, place } of dependants)
    lines.push(`    ${kind.padEnd(10)}${name}${place ? `  ${place}` : ''}`);
  return `${lines.join('\n')}\n`;
}

const headings: Readonly<Record<FindingKind, string>> = {
  unsourced: 'without a source',
  later: 'later than the day of the set',
  judgement: 'our own judgement',
  unverified: 'unverified',
  stale: 'stale',
  unused: 'sources that nothing cites',
};

/**
 * Prints what a check found, failures first, as text of at most `width` columns.
 *
 * @param limit findings shown of each kind that does not fail; the rest are counted; default 12
 */
export function printCheck(check: EvidenceCheck, width = 100, limit = 12): string {
  const lines = [
    `${check.rows} values on ${check.sources} sources, as of ${check.asOf}, priors ${check.priors}`,
    '',
  ];
  for (const kind of Object.keys(headings) as FindingKind[]) {
    const found = check.findings.filter((finding) => finding.kind === kind);
    lines.push(`${String(found.length).padStart(5)}  ${headings[kind]}`);
    const fails = kind === 'unsourced' || kind === 'later';
    const shown = fails ? found : usedFirst(found).slice(0, limit);
    for (const { key, detail, place } of shown) {
      lines.push(clip(`         ${key}: ${detail} (${place.file}:${place.line})`, width));
    }
    if (shown.length < found.length)
      lines.push(`         and ${found.length - shown.length} more; --json lists all`);
  }
  lines.push(
    '',
    check.passed
      ? 'Every value has a source, or says that it is our own.'
      : 'Not every value has a source of its day.',
  );
  return `${lines.join('\n')}\n`;
}

function usedFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => Number(b.used) - Number(a.used));
}

function valueText({ value, low, high, unit, date, distribution }: EvidenceDescription): string {
  if (typeof value === 'string') return value;
  const number = unit === 'year' ? value.toFixed(3) : formatNumber(value, 5);
  const range = low === null || high === null ? '' : ` (${show(low, unit)} to ${show(high, unit)})`;
  return [`${number}${unit ? ` ${unit}` : ''}${range}`, distribution, date].filter(Boolean).join(', ');
}

const show = (value: number, unit: string) => (unit === 'year' ? value.toFixed(3) : formatNumber(value, 4));

const clip = (text: string, width: number) =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 3))}...`;
