import type { BoundStudy } from './bind.js';
import { pathAt } from './bind-constants.js';
import { isKeyPath } from './bind-measures.js';
import { namesData } from './provenance.js';

/** What rests on one number of the data. */
export interface Dependants {
  /** Elements of the model's constants that carry the key, with the place of their equation. */
  readonly constants: readonly { readonly element: string; readonly place: string }[];
  /** Metrics whose value changes with one of these constants, by the model's equations. */
  readonly metrics: readonly string[];
  /** Thresholds, lever ranges and history checks of the study that cite the key: `metric lag`, `lever quota`. */
  readonly cited: readonly string[];
}

/**
 * Lists, for every key of the data that a study uses, what depends on it. Priors stand as `prior:KEY`, legal
 * status as `control:CHIP@DAY`, estimates as `estimate:CHIP.PHASE`.
 *
 * A metric counts as dependent if any path of equations leads from the constant to its variable; how strongly it
 * depends is for sensitivity analysis to say.
 */
export function dependantsOf(bound: BoundStudy): ReadonlyMap<string, Dependants> {
  const { tagged, study, measures, model } = bound;
  const found = new Map<
    string,
    { constants: Dependants['constants'][number][]; names: Set<string>; cited: string[] }
  >();
  const entry = (key: string) => {
    const known = found.get(key);
    if (known) return known;
    const fresh = { constants: [], names: new Set<string>(), cited: [] };
    found.set(key, fresh);
    return fresh;
  };
  for (const { constant, tag } of tagged) {
    if (!namesData(tag)) continue;
    const { file, line } = constant.place;
    constant.elements.forEach((element, i) => {
      const one = entry(pathAt(tag, i));
      one.constants.push({ element, place: line === undefined ? file : `${file}:${line}` });
      one.names.add(constant.name);
    });
  }
  const cite = (source: string | undefined, by: string) => {
    if (source !== undefined && isKeyPath(source)) entry(source).cited.push(by);
  };
  for (const { id, threshold } of study.metrics) cite(threshold?.source, `metric ${id}`);
  for (const { id, source } of study.levers) cite(source, `lever ${id}`);
  for (const { id, observed } of measures.history) cite(observed, `history ${id}`);
  const behind = measures.metrics.map(({ id, element }) => ({
    id,
    names: model.constantsBehind(element.replace(/\[.*\]$/, '')),
  }));
  return new Map(
    [...found].map(([key, { constants, names, cited }]) => {
      const metrics = behind
        .filter((one) => [...names].some((name) => one.names.has(name)))
        .map((one) => one.id);
      return [key, { constants, metrics, cited }];
    }),
  );
}
