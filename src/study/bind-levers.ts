import { nearestName } from '../base/nearest.js';
import type { YamlPath } from '../base/yaml.js';
import { agrees, type TaggedConstant } from './bind-constants.js';
import { elementsOf, type Refuse, splitReference } from './names.js';
import type { ModelView } from './ports.js';
import type { TagKind } from './provenance.js';
import { refuse, refuseAt, type StudyFile } from './refuse.js';
import type { StudyLever } from './schema.js';

/** Values by element name of the model's constants. */
export type Settings = ReadonlyMap<string, number>;

/** The settings of a study's policies, cases and variants, by id and resolved to element names. */
export interface BoundSettings {
  readonly policies: ReadonlyMap<string, Settings>;
  readonly cases: ReadonlyMap<string, Settings>;
  /** Variants with a fixed value. */
  readonly variants: Settings;
  readonly backtest: { readonly known: Settings; readonly unknown: Settings } | undefined;
}

/** Facts about the elements of constants that settings are checked against. */
interface Ground {
  readonly file: StudyFile;
  readonly model: ModelView;
  readonly tags: ReadonlyMap<
    string,
    {
      readonly kind: TagKind;
      readonly key: string;
      readonly value: number;
      readonly constant: TaggedConstant['constant'];
    }
  >;
  readonly levers: ReadonlyMap<string, StudyLever>;
}

/**
 * Resolves the settings of policies, cases, variants and the back-test, and checks them against levers and tags.
 *
 * @throws SteelyardError ST002, ST014, ST030, ST032 to ST037
 */
export function bindSettings(
  file: StudyFile,
  model: ModelView,
  tagged: readonly TaggedConstant[],
): BoundSettings {
  const tags = tagsByElement(tagged);
  const levers = bindLevers(file, model, tags);
  const ground: Ground = { file, model, tags, levers };
  const { study } = file;
  const policies = new Map(
    study.policies.map((policy, i) => [
      policy.id,
      resolve(ground, policy.sets, ['policies', i, 'sets'], leverOnly),
    ]),
  );
  const cases = new Map(
    study.cases.map((one, i) => [one.id, resolve(ground, one.sets, ['cases', i, 'sets'], stressOnly)]),
  );
  const variants = bindVariants(ground, tagged);
  const backtest = study.backtest && {
    known: resolve(ground, study.backtest.known.sets, ['backtest', 'known', 'sets'], anySwitch),
    unknown: resolve(ground, study.backtest.unknown.sets, ['backtest', 'unknown', 'sets'], anySwitch),
  };
  return { policies, cases, variants, backtest };
}

function tagsByElement(tagged: readonly TaggedConstant[]): Ground['tags'] {
  return new Map(
    tagged.flatMap(({ constant, tag }) =>
      constant.elements.map(
        (element, i) =>
          [
            element,
            { kind: tag.kind, key: tag.keys[0] ?? '', value: constant.values[i]!, constant },
          ] as const,
      ),
    ),
  );
}

function bindLevers(file: StudyFile, model: ModelView, tags: Ground['tags']): Map<string, StudyLever> {
  const covered = new Map<string, StudyLever>();
  file.study.levers.forEach((lever, i) => {
    const at: YamlPath = ['levers', i, 'constant'];
    const say: Refuse = (code, found, more) => refuse(file, at, code, found, more);
    for (const element of elementsOf(model, lever.constant, 'ST030', say)) {
      const tag = tags.get(element);
      if (tag?.kind !== 'lever')
        say('ST035', `"${element}" is not a lever in the model`, {
          remedy: `tag it with @lever ${lever.id}`,
        });
      if (tag.key !== lever.id)
        say('ST035', `"${element}" is the lever "${tag.key}" in the model, not "${lever.id}"`, {
          remedy: 'use one name in the study and in the tag',
          nearest: tag.key,
        });
      const other = covered.get(element);
      if (other)
        say('ST035', `"${element}" belongs to the levers "${other.id}" and "${lever.id}"`, {
          remedy: 'leave it to one lever',
        });
      if (lever.default !== undefined && !agrees(lever.default, tag.value))
        refuse(
          file,
          ['levers', i, 'default'],
          'ST014',
          `the default of "${lever.id}" is ${lever.default}, but "${element}" is ${tag.value} in the model`,
          {
            remedy: 'make them equal',
          },
        );
      if (tag.value < lever.low || tag.value > lever.high)
        say('ST034', `"${element}" is ${tag.value} in the model`, {
          expected: `a value from ${lever.low} to ${lever.high}`,
        });
      covered.set(element, lever);
    }
  });
  for (const [element, { kind, key, constant }] of tags) {
    if (kind === 'lever' && !covered.has(element))
      refuseAt(constant.place, 'ST035', `the lever "${key}" of "${element}" is not in ${file.file}`, {
        nearest: nearestName(
          key,
          file.study.levers.map((lever) => lever.id),
        ),
        remedy: 'add it to levers',
      });
  }
  return covered;
}

function bindVariants(ground: Ground, tagged: readonly TaggedConstant[]): Settings {
  const { file, model, tags } = ground;
  const fixed = new Map<string, number>();
  file.study.variants.forEach((variant, i) => {
    const say: Refuse = (code, found, more) => refuse(file, ['variants', i, 'constant'], code, found, more);
    for (const element of elementsOf(model, variant.constant, 'ST030', say)) {
      const tag = tags.get(element);
      if (tag?.kind !== 'variant' || tag.key !== variant.id)
        say('ST037', `"${element}" is not tagged @variant ${variant.id} in the model`, {
          remedy: 'tag the switch in the model, or name the constant that carries the tag',
          nearest: tag?.kind === 'variant' ? tag.key : undefined,
        });
      if (variant.value !== undefined) fixed.set(element, variant.value);
    }
  });
  const ids = file.study.variants.map((variant) => variant.id);
  for (const { constant, tag } of tagged) {
    if (tag.kind === 'variant' && !ids.includes(tag.keys[0]!))
      refuseAt(constant.place, 'ST037', `the variant "${tag.keys[0]}" is not in ${file.file}`, {
        nearest: nearestName(tag.keys[0]!, ids),
        remedy: 'add it to variants, with value: or chance:',
      });
  }
  return fixed;
}

type Guard = (ground: Ground, element: string, value: number, say: Refuse) => void;

const leverOnly: Guard = ({ levers }, element, value, say: Refuse) => {
  const lever = levers.get(element);
  if (!lever) {
    const names = [...levers.values()].map(({ constant }) => splitReference(constant).name);
    say('ST033', `no lever covers "${element}"`, {
      nearest: nearestName(splitReference(element).name, names),
      remedy: 'add a lever for it, or set another constant',
    });
  }
  withinLever(lever, element, value, say);
};

const stressOnly: Guard = ({ tags }, element, _, say: Refuse) => {
  const kind = tags.get(element)?.kind;
  if (kind !== 'case' && kind !== 'variant' && kind !== 'draw')
    say('ST036', `a case may not set "${element}", which is ${kind ? `tagged @${kind}` : 'not a constant'}`, {
      expected: 'a constant tagged @case, @variant or @draw',
    });
};

const anySwitch: Guard = ({ tags, levers }, element, value, say: Refuse) => {
  const kind = tags.get(element)?.kind;
  if (kind !== 'lever' && kind !== 'case' && kind !== 'variant' && kind !== 'draw')
    say(
      'ST036',
      `a back-test may not set "${element}", which is ${kind ? `tagged @${kind}` : 'not a constant'}`,
      {
        expected: 'a constant tagged @lever, @case, @variant or @draw',
      },
    );
  if (kind === 'lever') withinLever(levers.get(element)!, element, value, say);
};

function withinLever(lever: StudyLever, element: string, value: number, say: Refuse): void {
  if (value < lever.low || value > lever.high)
    say('ST034', `"${element}" is set to ${value}`, {
      expected: `a value from ${lever.low} to ${lever.high} (lever "${lever.id}")`,
    });
}

/** Resolves one `sets` mapping; a setting of fewer elements wins over one of more. */
function resolve(
  ground: Ground,
  sets: Readonly<Record<string, number>>,
  path: YamlPath,
  guard: Guard,
): Settings {
  const parts = Object.entries(sets).map(([reference, value]) => {
    const say: Refuse = (code, found, more) =>
      refuse(ground.file, [...path, reference], code, found, {
        what: code === 'ST034' ? 'value' : 'key',
        ...more,
      });
    const elements = elementsOf(ground.model, reference, 'ST030', say);
    for (const element of elements) guard(ground, element, value, say);
    return { elements, value, say };
  });
  parts.sort((a, b) => b.elements.length - a.elements.length);
  const size = new Map<string, number>();
  const values = new Map<string, number>();
  for (const { elements, value, say } of parts) {
    for (const element of elements) {
      if (size.get(element) === elements.length)
        say('ST002', `"${element}" is set twice`, { remedy: 'keep one of the settings' });
      size.set(element, elements.length);
      values.set(element, value);
    }
  }
  return values;
}
