import { formatPercent, formatQuantity, missing } from '../base/format.js';
import type { StudyQuestion } from '../study/index.js';
import { readTokens, type Token } from '../study/index.js';
import { formatRange, type Lookup, level } from './lookup.js';
import type { QuestionAnswer, QuestionFigure, SectionId } from './types.js';

/** A prior or fact as a sentence needs it. */
export interface QuotedFact {
  readonly value: number | string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
}

/**
 * Fills the numbers of a stored run into the study's questions.
 *
 * Metrics and series print as median and 5th to 95th percentile over futures with their unit; facts print with
 * their range and link to their row of evidence.
 *
 * @param quote finds the fact of a key such as `prior:import_crowd_out`
 */
export function answerQuestions(
  questions: readonly StudyQuestion[],
  lookup: Lookup,
  quote: (key: string) => QuotedFact | undefined,
): QuestionAnswer[] {
  const fill = (text: string, policy = '') =>
    readTokens(text)
      .map((piece) =>
        typeof piece === 'string'
          ? piece
          : 'unreadable' in piece
            ? piece.unreadable
            : say(piece, policy, lookup, quote),
      )
      .join('');
  return questions.map((question) => ({
    number: question.number,
    question: question.question,
    paragraphs: question.paragraphs.map((words) => fill(words)),
    figure: question.figure ? figureOf(question.figure) : null,
    table: question.table
      ? {
          title: question.table.title,
          columns: [
            { title: 'Policy', align: 'left' as const },
            ...question.table.columns.map((column) => ({ title: column.title, align: 'right' as const })),
          ],
          rows: lookup.policies.map((policy) => [
            policy.title,
            ...question.table!.columns.map((column) => fill(column.cell, policy.id)),
          ]),
        }
      : null,
    sources: question.sources,
    missing: question.missing,
  }));
}

function figureOf(figure: NonNullable<StudyQuestion['figure']>): QuestionFigure {
  if (figure.kind === 'bands') return { kind: 'bands', series: figure.of };
  if (figure.kind === 'metric') return { kind: 'metric', metric: figure.of };
  return { kind: 'see', section: figure.of as SectionId };
}

function say(
  token: Token,
  row: string,
  lookup: Lookup,
  quote: (key: string) => QuotedFact | undefined,
): string {
  const policy = 'policy' in token && token.policy === '@' ? row : 'policy' in token ? token.policy : row;
  switch (token.kind) {
    case 'metric': {
      const estimate = lookup.estimate(policy, token.metric);
      const q = estimate?.quantiles;
      return band(
        q?.[level.p5],
        q?.[level.p50],
        q?.[level.p95],
        lookup.metric(token.metric).unit,
        token.bare,
      );
    }
    case 'share': {
      const found = lookup.weigh.satisfied.find(
        (one) => one.policy === policy && one.metric === token.metric,
      );
      return found ? formatPercent(found.share) : missing;
    }
    case 'all': {
      const found = lookup.weigh.satisfiedByLens.find(
        (one) => one.policy === policy && one.lens === token.lens,
      );
      return found ? formatPercent(found.share) : missing;
    }
    case 'series':
      return seriesAt(token, policy, lookup);
    case 'best':
      return bestPolicy(token.metric, lookup);
    case 'history':
      return scoreOfHistory(lookup.weigh.history);
    case 'prior':
    case 'fact': {
      const fact = quote(token.key);
      if (!fact) return missing;
      return `[[${token.key}|${typeof fact.value === 'number' ? band(fact.low ?? undefined, fact.value, fact.high ?? undefined, fact.unit, false) : (fact.value ?? missing)}]]`;
    }
  }
}

/** How the checks came out, in one sentence: inside the band, side of the median, against the naive rival. */
function scoreOfHistory(checks: Lookup['weigh']['history']): string {
  if (checks.length === 0) return 'No check was run.';
  const inside = checks.filter((one) => one.inside90).length;
  const forecast = checks.filter((one) => one.inside90PolicyUnknown).length;
  const low = checks.filter((one) => one.quantiles[level.p50]! < one.observed).length;
  const rivals = checks.filter((one) => one.naive !== null);
  const beaten = rivals.filter(
    (one) => Math.abs(one.naive!.value - one.observed) < Math.abs(one.quantiles[level.p50]! - one.observed),
  ).length;
  return `Of ${checks.length} checks, ${inside} fall inside the 5th to 95th percentile with the policy path known and ${forecast} with it drawn. The median lies below what happened in ${low}. The naive forecast is nearer than the median in ${beaten} of ${rivals.length}. No skill is claimed.`;
}

function seriesAt(token: Extract<Token, { kind: 'series' }>, policy: string, lookup: Lookup): string {
  const unit = lookup.weigh.series.find((one) => one.id === token.series)?.unit ?? '';
  const cases = lookup.casesOf(token.series);
  const found = cases[0]
    ? lookup.bands(token.series, cases[0]).find((one) => one.policy === policy)
    : undefined;
  const at = found ? found.times.findIndex((time) => Math.abs(time - token.time) < 1e-6) : -1;
  return band(found?.p5[at], found?.p50[at], found?.p95[at], unit, token.bare);
}

function bestPolicy(metricId: string, lookup: Lookup): string {
  const sign = lookup.metric(metricId).direction === 'higher' ? 1 : -1;
  const scored = lookup.policies
    .map((policy) => ({ policy, score: sign * lookup.median(policy.id, metricId) }))
    .filter((one) => Number.isFinite(one.score));
  const best = Math.max(...scored.map((one) => one.score));
  const leaders = scored.filter((one) => one.score === best).map((one) => one.policy.title);
  return leaders.length ? leaders.join(' and ') : missing;
}

function band(
  low: number | undefined,
  middle: number | undefined,
  high: number | undefined,
  unit: string,
  bare: boolean,
): string {
  if (middle === undefined || !Number.isFinite(middle)) return missing;
  if (bare || low === undefined || high === undefined) return formatQuantity(middle, unit);
  return `${formatQuantity(middle, '')} (${formatRange(low, high, unit)})`;
}
