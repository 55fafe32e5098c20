import { type Answer, inputOf } from '../../controls/light.js';
import { oneOrOther, paragraph, plain, point, type Shown } from './layout.js';
import { titleOf } from './words.js';

const levels = 'T text read; S official document located or restated; P press or law firm; R recalled.';

/** Prints what is missing and decides, and where in an interval the answer parts. */
export function printMissing({ depends, unknown, checklist }: Answer, shown: Shown): string[] {
  const listed = (input: string) => checklist.some(({ id }) => id === input);
  const inputs = new Map<string, { at: Set<string>; fields: Set<string> }>();
  for (const { field, parts } of depends) {
    for (const { input, at } of parts) {
      const one = inputs.get(input) ?? { at: new Set(), fields: new Set() };
      one.at.add(at);
      one.fields.add(fields[field] ?? plain(field));
      inputs.set(input, one);
    }
  }
  const lines = [...inputs]
    .filter(([input]) => !listed(input))
    .flatMap(([input, { at, fields: of }]) => {
      const where = unknown.includes(input)
        ? `not told; find it: ${inputOf.get(input)?.find ?? 'ask'}`
        : 'within its interval';
      const parts = [...at].filter((test) => test !== input);
      const on = parts.length === 0 ? '' : `; parts at ${oneOrOther(parts)}`;
      return point(`${titleOf(input)} (${where})${on}. Decides: ${[...of].join(', ')}.`, shown);
    });
  const certified = [...inputs.keys()].filter(listed).length;
  const above =
    certified === 0
      ? []
      : point(
          `the ${certified} ${certified === 1 ? 'certification' : 'certifications'} not told in the list below. Decides: review policy.`,
          shown,
        );
  return [...lines, ...above];
}

const fields: Readonly<Record<string, string>> = {
  eccn: 'ECCN',
  license_required: 'licence',
  review_policy: 'review policy',
};

/** Prints texts as points. */
export const printNotes = (notes: readonly string[], shown: Shown, mark = '- '): string[] =>
  notes.flatMap((note) => point(note, shown, mark));

/** Prints what the answer rests on, with how each clause's text was read. */
export function printSources({ sources, trace }: Answer, shown: Shown): string[] {
  const levelOf = new Map(trace.filter(({ holds }) => holds !== false).map(({ url, level }) => [url, level]));
  return [
    ...paragraph(levels, shown).map(shown.paint.dim),
    ...sources.flatMap(({ title, url }) => {
      const level = levelOf.get(url);
      return [
        ...point(`${title}${level === undefined ? '' : ` [${level}]`}`, shown),
        ...paragraph(url, shown, 4).map(shown.paint.dim),
      ];
    }),
  ];
}

/** Names the sources of the clauses in one line, each with how it was read; addresses come with the whole answer. */
export function sourceTitles({ sources, trace }: Answer): string {
  const levelOf = new Map(trace.filter(({ holds }) => holds !== false).map(({ url, level }) => [url, level]));
  const told = sources.flatMap(({ title, url }) =>
    levelOf.has(url) ? [`${title} [${levelOf.get(url)}]`] : [],
  );
  return `${told.join('; ')}. ${levels} Addresses and the sources of figures: without --brief.`;
}

/** Warns above all else where the day lies outside what the data know. */
export function printOutside({ date, as_of, rules_since }: Answer, shown: Shown): string[] {
  const text =
    rules_since === null
      ? `No rule on record was in force yet on ${date}.`
      : date > as_of
        ? `The law was looked through to ${as_of} only: what came into force after that is not known here.`
        : undefined;
  return text === undefined ? [] : paragraph(text, shown, 0).map(shown.paint.yellow);
}

/** Prints the day, how far the law was looked through, the clauses used, and what this is not. */
export function printLast(
  { date, as_of, rules_since, versions, disclaimer }: Answer,
  shown: Shown,
): string[] {
  const later = date > as_of ? ' What came into force after that is not known here.' : '';
  const used =
    versions
      .map(({ id }) => id)
      .filter((id) => !/^none\b/.test(id))
      .join(', ') || 'none';
  const since =
    rules_since === null ? 'before any rule of this kind' : `rules as they stood from ${rules_since}`;
  const text = `Asked for ${date}: ${since}; the law was looked through to ${as_of}.${later} Clauses used: ${used}. ${disclaimer}`;
  return paragraph(text, shown, 0).map(shown.paint.dim);
}
