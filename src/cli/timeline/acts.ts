import { type Change, type Classifier, diffOf, type Route } from '../../controls/index.js';
import { dayBefore } from '../../controls/rules/rulebook.js';
import type { CnMeasure, Facts, UsMeasure } from '../../facts/index.js';

/** What changed for chips on one day. */
export interface DayEffect {
  readonly day: string;
  readonly tighter: number;
  readonly looser: number;
  readonly other: number;
  /** Another entry, with the same licence and the same review. */
  readonly classed: number;
}

/** One act of either government, with what it did. */
export interface Act {
  readonly id: string;
  readonly government: 'us' | 'cn';
  /** First day in force, or of publication for what never took force; a month where no day is known. */
  readonly day: string;
  readonly in_force: boolean;
  /** What kind of act it is, where it is no rule: guidance, tariff and so on. */
  readonly kind: string | null;
  readonly phases: Readonly<Record<string, string>>;
  readonly title: string;
  readonly basis: string;
  /** How the text was read (US), or how sure the report is (China). */
  readonly grade: string;
  /** US acts: what changed on each day of the act; days without a change are left out. */
  readonly effects: readonly DayEffect[];
  /** Chinese acts: what it is to whom. */
  readonly binds: Readonly<Record<string, string>>;
  readonly url: string;
}

/**
 * Lists the acts of both governments in order, each US act with the number of chips whose answer it changed.
 *
 * Chips of Chinese design are not counted: whether they are subject to the rules is another question.
 *
 * @param destination where the chips go
 * @param until acts after this day are left out
 */
export function listActs(
  classifier: Classifier,
  facts: Pick<Facts, 'measures' | 'sources'>,
  destination: string,
  [from, until]: readonly [string | undefined, string],
): { readonly acts: readonly Act[]; readonly looked: number } {
  const route: Route = { id: 'asked', title: '', request: { destination, end_user: 'commercial' } };
  const chips = [...foreignChips(classifier)];
  const seen = new Map<string, ReturnType<typeof effectOfDay>>();
  const effectOn = (act: UsMeasure, day: string): DayEffect | undefined => {
    if (!seen.has(day)) seen.set(day, effectOfDay(classifier, facts, route, chips, day));
    const found = seen.get(day);
    return found && isByAct(act, day, found.cites, facts) ? found.effect : undefined;
  };
  const urlOf = (source: readonly string[]) => facts.sources.get(source[0] ?? '')?.url ?? '';
  const us = [...facts.measures.us.values()].map((act): Act => {
    const days = daysOf(act).filter((day) => day <= until);
    return {
      id: act.id,
      government: 'us',
      day: act.effective ?? act.published,
      in_force: act.effective !== undefined,
      kind: act.kind ?? null,
      phases: act.phases ?? {},
      title: act.title,
      basis: act.citation,
      grade: act.level,
      // A duty on imports changes no answer for an export.
      effects:
        act.effective === undefined || act.kind === 'tariff'
          ? []
          : days.flatMap((day) => effectOn(act, day) ?? []),
      binds: {},
      url: urlOf(act.source),
    };
  });
  const cn = [...facts.measures.cn.values()].map(
    (act: CnMeasure): Act => ({
      id: act.id,
      government: 'cn',
      day: act.date,
      in_force: true,
      kind: null,
      phases: {},
      title: act.what,
      basis: act.issuer,
      grade: act.confidence,
      effects: [],
      binds: act.binds as Record<string, string>,
      url: urlOf(act.source),
    }),
  );
  const acts = [...us, ...cn]
    .filter(({ day }) => day <= until && (from === undefined || day >= from))
    .sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
  return { acts, looked: chips.length };
}

function* foreignChips({ facts }: Classifier) {
  for (const { id, country } of facts.chips.values()) if (country !== 'CN') yield id;
}

/** Every day on which the act began to do something, in order. */
export function daysOf({ effective, published, phases = {} }: UsMeasure): string[] {
  return [...new Set([effective ?? published, ...Object.values(phases)])].sort();
}

function effectOfDay(
  classifier: Classifier,
  facts: Pick<Facts, 'measures'>,
  route: Route,
  chips: readonly string[],
  day: string,
): { readonly effect: DayEffect; readonly cites: string } | undefined {
  // Only a day on which some clause or group changes can change an answer.
  if (!classifier.book.changeDays.includes(day)) return undefined;
  const { changes } = diffOf(classifier, facts, dayBefore(day), day, { chips, routes: [route] });
  if (changes.length === 0) return undefined;
  const kinds = changes.map(kindOf);
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  return {
    effect: {
      day,
      tighter: count('tighter'),
      looser: count('looser'),
      other: count('other'),
      classed: count('classed'),
    },
    cites: changes.flatMap(({ because }) => because.map(({ cite }) => cite)).join('\n'),
  };
}

/** The way of a change; one of the entry alone is a class of its own. */
export function kindOf({ way, before, after }: Change): Change['way'] | 'classed' {
  const alike =
    before.license_required === after.license_required && before.review_policy === after.review_policy;
  return way === 'other' && alike ? 'classed' : way;
}

/** Of several acts with a day in common, those that the deciding clauses cite did it; where none is cited, all may have. */
export function isByAct(
  act: UsMeasure,
  day: string,
  cites: string,
  { measures }: Pick<Facts, 'measures'>,
): boolean {
  const cited = ({ citation }: UsMeasure) => {
    const [first = ''] = citation.split(';');
    return /^\d+ FR \d+$/.test(first) && cites.includes(first);
  };
  const rivals = [...measures.us.values()].filter(
    (other) => other.effective !== undefined && other.kind !== 'tariff' && daysOf(other).includes(day),
  );
  return rivals.some(cited)
    ? cited(act)
    : act.effective === day || !rivals.some(({ effective }) => effective === day);
}
