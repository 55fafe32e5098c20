import { nearestName } from '../base/nearest.js';
import type { YamlPath } from '../base/yaml.js';
import { refuse, type StudyFile } from './refuse.js';

/** A number that a sentence of the study asks for. */
export type Token =
  | {
      readonly kind: 'metric' | 'share';
      readonly metric: string;
      readonly policy: string;
      readonly bare: boolean;
    }
  | { readonly kind: 'all'; readonly lens: string; readonly policy: string }
  | {
      readonly kind: 'series';
      readonly series: string;
      readonly time: number;
      readonly policy: string;
      readonly bare: boolean;
    }
  | { readonly kind: 'best'; readonly metric: string }
  | { readonly kind: 'history' }
  | { readonly kind: 'prior' | 'fact'; readonly key: string };

/** Text cut at its tokens. */
export type Piece = string | Token;

/** What the words of a token may be, by its first word. */
const forms: Readonly<Record<string, (words: readonly string[]) => Token | undefined>> = {
  metric: ([metric, policy, ...rest]) => pair('metric', metric, policy, rest, false),
  share: ([metric, policy, ...rest]) => pair('share', metric, policy, rest, false),
  median: ([id, second, third, ...rest]) =>
    third === undefined ? pair('metric', id, second, rest, true) : series(id, second, third, rest, true),
  all: ([lens, policy, ...rest]) =>
    lens && policy && !rest.length ? { kind: 'all', lens, policy } : undefined,
  series: ([id, time, policy, ...rest]) => series(id, time, policy, rest, false),
  best: ([metric, ...rest]) => (metric && !rest.length ? { kind: 'best', metric } : undefined),
  history: (words) => (words.length === 0 ? { kind: 'history' } : undefined),
  prior: (words) => (words.length === 1 ? { kind: 'prior', key: `prior:${words[0]}` } : undefined),
  fact: (words) => (words.length ? { kind: 'fact', key: words.join(' ') } : undefined),
};

/**
 * Cuts text into words and tokens in braces; a token that cannot be read is returned as undefined's text.
 *
 * @example
 * readTokens('{best lag} leads') // => [{ kind: 'best', metric: 'lag' }, ' leads']
 * readTokens('{bset lag}') // => [{ unreadable: '{bset lag}' }]
 */
export function readTokens(text: string): (Piece | { readonly unreadable: string })[] {
  const pieces: (Piece | { readonly unreadable: string })[] = [];
  let from = 0;
  for (const match of text.matchAll(/\{([^{}]*)\}/g)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    const [kind = '', ...words] = match[1]!.trim().split(/\s+/);
    pieces.push(forms[kind]?.(words) ?? { unreadable: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

/**
 * Checks that every token of the study's questions names a metric, series, lens or policy of the study.
 *
 * @throws SteelyardError ST040, ST045
 */
export function checkQuestions(file: StudyFile): void {
  const { study } = file;
  const known = {
    metrics: study.metrics.map((one) => one.id),
    series: study.series.map((one) => one.id),
    lenses: [...study.lenses.map((one) => one.id), 'all'],
    policies: study.policies.map((one) => one.id),
  };
  const name = (path: YamlPath, what: keyof typeof known, id: string) => {
    if (id === '@' || known[what].includes(id)) return;
    refuse(file, path, 'ST040', `a question names "${id}", which is none of the ${what}`, {
      nearest: nearestName(id, known[what]),
    });
  };
  const text = (path: YamlPath, words: string) => {
    for (const piece of readTokens(words)) {
      if (typeof piece === 'string') continue;
      if ('unreadable' in piece)
        refuse(file, path, 'ST045', `the token ${piece.unreadable} cannot be read`, {
          expected:
            '{metric ID POLICY}, {share ID POLICY}, {all LENS POLICY}, {series ID TIME POLICY}, {median ...}, {best ID}, {history}, {prior KEY} or {fact KEY}',
        });
      else checkToken(piece, (what, id) => name(path, what, id));
    }
  };
  for (const [i, question] of study.questions.entries()) {
    for (const [j, words] of question.paragraphs.entries()) text(['questions', i, 'paragraphs', j], words);
    for (const [j, column] of (question.table?.columns ?? []).entries())
      text(['questions', i, 'table', 'columns', j, 'cell'], column.cell);
    const { figure } = question;
    if (figure?.kind === 'bands') name(['questions', i, 'figure', 'of'], 'series', figure.of);
    if (figure?.kind === 'metric') name(['questions', i, 'figure', 'of'], 'metrics', figure.of);
  }
}

function checkToken(
  token: Token,
  name: (what: 'metrics' | 'series' | 'lenses' | 'policies', id: string) => void,
): void {
  if ('metric' in token) name('metrics', token.metric);
  if ('series' in token) name('series', token.series);
  if ('lens' in token) name('lenses', token.lens);
  if ('policy' in token) name('policies', token.policy);
}

function pair(
  kind: 'metric' | 'share',
  metric: string | undefined,
  policy: string | undefined,
  rest: readonly string[],
  bare: boolean,
): Token | undefined {
  return metric && policy && !rest.length ? { kind, metric, policy, bare } : undefined;
}

function series(
  id: string | undefined,
  time: string | undefined,
  policy: string | undefined,
  rest: readonly string[],
  bare: boolean,
): Token | undefined {
  const at = Number(time);
  return id && policy && Number.isFinite(at) && !rest.length
    ? { kind: 'series', series: id, time: at, policy, bare }
    : undefined;
}
