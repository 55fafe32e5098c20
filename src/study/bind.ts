import { nearestName } from '../base/nearest.js';
import type { YamlPath } from '../base/yaml.js';
import type { SampleSpec } from '../sample/index.js';
import { type TaggedConstant, tagConstants } from './bind-constants.js';
import { fixedEstimates } from './bind-estimates.js';
import { type BoundSettings, bindSettings, type Settings } from './bind-levers.js';
import { type BoundMeasures, bindMeasures } from './bind-measures.js';
import { bindUncertain, fixedPriors } from './bind-uncertain.js';
import type { FactsView, ModelView } from './ports.js';
import { refuse, type StudyFile } from './refuse.js';
import type { Study } from './schema.js';
import type { UncertainColumn } from './uncertain-column.js';

/** A study whose every name was found in its model and its data. */
export interface BoundStudy {
  readonly file: StudyFile;
  readonly study: Study;
  readonly model: ModelView;
  readonly tagged: readonly TaggedConstant[];
  /** The uncertain numbers, one column of the design each. */
  readonly columns: readonly UncertainColumn[];
  /** What moves together, by id of column; see the spec of `makeSample`. */
  readonly together: Required<Pick<SampleSpec, 'groups' | 'compositions' | 'orders'>>;
  /** Constants that every run sets to a value other than the model's own. */
  readonly always: Settings;
  readonly settings: BoundSettings;
  readonly measures: BoundMeasures;
  /** The same columns and constants with the priors of the back-test. */
  readonly backtest: Pick<BoundStudy, 'columns' | 'always'> | null;
  /** The policy that the frontier is compared with. */
  readonly reference: string;
}

/**
 * Finds every name of a study in its model and its data, and checks that the three agree.
 *
 * @param file the study as `readStudy` gave it
 * @param model the model as `viewOfModel` shows it
 * @param facts the data as `viewOfFacts` shows them
 * @throws SteelyardError ST002 to ST044 at the line of the study or the model that has to change
 */
export function bindStudy(file: StudyFile, model: ModelView, facts: FactsView): BoundStudy {
  const { study } = file;
  const tagged = tagConstants(model, facts);
  const choice = { set: study.priors, even: study.design.weighting === 'exploratory', path: ['priors'] };
  const columns = bindUncertain(file, tagged, facts, choice);
  const settings = bindSettings(file, model, tagged);
  const measures = bindMeasures(file, model, facts);
  const alwaysWith = (set: string) =>
    new Map([
      ...fixedPriors(file, tagged, facts, set),
      ...fixedEstimates(tagged, facts, set),
      ...settings.variants,
    ]);
  const then = study.backtest?.priors;
  const backtest =
    then === undefined
      ? null
      : {
          columns: bindUncertain(file, tagged, facts, {
            set: then,
            even: false,
            path: ['backtest', 'priors'],
          }),
          always: alwaysWith(then),
        };
  const together = bindGroups(file, columns);
  return {
    file,
    study,
    model,
    tagged,
    columns,
    together,
    always: alwaysWith(study.priors),
    backtest,
    settings,
    measures,
    reference: referenceOf(study),
  };
}

function bindGroups(file: StudyFile, columns: readonly UncertainColumn[]): BoundStudy['together'] {
  const { dependence, compositions, orders } = file.study;
  const ids = columns.map((column) => column.id);
  const find = (name: string, path: YamlPath) => {
    const id = ids.find((one) => one === name || one === `prior:${name}`);
    if (id !== undefined) return id;
    const nearest = nearestName(
      name,
      ids.map((one) => one.replace(/^prior:/, '')),
    );
    refuse(file, path, 'ST024', `"${name}" is not an uncertainty of this study`, {
      nearest,
      remedy: 'name a prior of uncertainties, or draw:NAME with its element if it has some',
    });
  };
  const findAll = (
    list: string,
    key: string,
    groups: readonly { readonly name: string; readonly members: readonly string[] }[],
  ) => {
    const taken = new Map<string, string>();
    return groups.map(({ members, ...rest }, g) => ({
      ...rest,
      members: members.map((member, m) => {
        const path = [list, g, 'members', m];
        const id = find(member, path);
        const other = taken.get(id);
        if (other !== undefined)
          refuse(
            file,
            path,
            'ST024',
            `"${member}" stands in the ${key} "${other}" and again in "${rest.name}"`,
            { remedy: 'keep it once' },
          );
        taken.set(id, rest.name);
        return id;
      }),
    }));
  };
  const named = dependence.map(({ group, members, correlation, loadings }) => ({
    name: group,
    members,
    correlation,
    loadings,
  }));
  return {
    groups: findAll('dependence', 'group', named).map((one, i) => ({
      ...one,
      correlation: named[i]!.correlation,
      loadings: named[i]!.loadings,
    })),
    compositions: findAll('compositions', 'composition', compositions).map(({ name, members }) => ({
      name,
      members,
    })),
    orders: orders.map(({ lower, upper }, o) => ({
      lower: find(lower, ['orders', o, 'lower']),
      upper: find(upper, ['orders', o, 'upper']),
    })),
  };
}

function referenceOf(study: Study): string {
  if (study.frontier.reference !== undefined) return study.frontier.reference;
  const [x, y] = [study.frontier.x, study.frontier.y].map((id) =>
    study.metrics.find((metric) => metric.id === id),
  );
  return y?.relative_to?.policy ?? x?.relative_to?.policy ?? study.policies[0]!.id;
}
