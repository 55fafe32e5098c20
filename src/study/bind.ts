import { nearestName } from '../base/nearest.js';
import { type TaggedConstant, tagConstants } from './bind-constants.js';
import { type BoundSettings, bindSettings, type Settings } from './bind-levers.js';
import { type BoundMeasures, bindMeasures } from './bind-measures.js';
import { bindUncertain, fixedPriors, type UncertainColumn } from './bind-uncertain.js';
import type { FactsView, ModelView } from './ports.js';
import { refuse, type StudyFile } from './refuse.js';
import type { Study } from './schema.js';

/** A group of uncertain columns that move together. */
export interface BoundGroup {
  readonly group: string;
  /** Positions in `columns`. */
  readonly members: readonly number[];
  readonly correlation: number;
}

/** A study whose every name was found in its model and its data. */
export interface BoundStudy {
  readonly file: StudyFile;
  readonly study: Study;
  readonly model: ModelView;
  readonly tagged: readonly TaggedConstant[];
  /** The uncertain numbers, one column of the design each. */
  readonly columns: readonly UncertainColumn[];
  readonly groups: readonly BoundGroup[];
  /** Constants that every run sets to a value other than the model's own. */
  readonly always: Settings;
  readonly settings: BoundSettings;
  readonly measures: BoundMeasures;
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
  const columns = bindUncertain(file, tagged, facts);
  const settings = bindSettings(file, model, tagged);
  const measures = bindMeasures(file, model, facts);
  const always = new Map([...fixedPriors(file, tagged, facts, study.priors), ...settings.variants]);
  const groups = bindGroups(file, columns);
  return {
    file,
    study,
    model,
    tagged,
    columns,
    groups,
    always,
    settings,
    measures,
    reference: referenceOf(study),
  };
}

function bindGroups(file: StudyFile, columns: readonly UncertainColumn[]): BoundGroup[] {
  const ids = columns.map((column) => column.id);
  const short = ids.map((id) => id.replace(/^prior:/, ''));
  const taken = new Map<number, string>();
  return file.study.dependence.map(({ group, members, correlation }, g) => {
    const positions = members.map((member, m) => {
      const position = Math.max(ids.indexOf(member), short.indexOf(member));
      const path = ['dependence', g, 'members', m];
      if (position < 0)
        refuse(file, path, 'ST024', `"${member}" is not an uncertainty of this study`, {
          nearest: nearestName(member, short),
        });
      const other = taken.get(position);
      if (other !== undefined)
        refuse(file, path, 'ST024', `"${member}" stands in the groups "${other}" and "${group}"`, {
          remedy: 'keep it in one group',
        });
      taken.set(position, group);
      return position;
    });
    return { group, members: positions, correlation };
  });
}

function referenceOf(study: Study): string {
  if (study.frontier.reference !== undefined) return study.frontier.reference;
  const [x, y] = [study.frontier.x, study.frontier.y].map((id) =>
    study.metrics.find((metric) => metric.id === id),
  );
  return y?.relative_to?.policy ?? x?.relative_to?.policy ?? study.policies[0]!.id;
}
