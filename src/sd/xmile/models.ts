import { SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import type { Problems } from '../resolve/problems.js';
import type { Book, Part } from './book.js';
import { childOf, childrenOf, placeOf, textOf, type XmlElement } from './document.js';
import { checkChildren } from './known.js';
import { readName } from './names.js';
import { readPart, variableKinds } from './parts.js';

/** Modules inside modules; one that holds itself would never end. */
const deepest = 20;

/** Gathers the variables of the outermost model and of its modules. XMILE 1.0, sections 3.7.4 and 4.7. */
export function gatherParts(root: XmlElement, book: Book, problems: Problems): void {
  const models = childrenOf(root, 'model');
  const outermost = models.find((model) => !model.attributes.name) ?? models[0];
  if (!outermost) {
    throw new SteelyardError({
      code: 'SD041',
      found: 'the file has no <model>',
      place: placeOf(root, book.source),
      expected: '<model><variables>...</variables></model>',
    });
  }
  const defaults = nonNegativeKinds(childOf(root, 'behavior'), new Set());
  const clock = clockText(childOf(outermost, 'sim_specs') ?? childOf(root, 'sim_specs'));
  new Gatherer(book, problems, models, clock).model(outermost, {
    scope: '',
    inputs: new Map(),
    defaults,
    depth: 0,
  });
}

interface Use {
  readonly scope: string;
  /** What is connected to the inputs of the module, by whole folded name. */
  readonly inputs: ReadonlyMap<string, NonNullable<Part['input']>>;
  readonly defaults: ReadonlySet<string>;
  readonly depth: number;
}

/** The parts of a clock, to tell whether two are the same. */
const clockText = (specs: XmlElement | undefined): string =>
  ['start', 'stop', 'dt'].map((name) => Number(textOf(childOf(specs, name)))).join(' ');

class Gatherer {
  constructor(
    private readonly book: Book,
    private readonly problems: Problems,
    private readonly models: readonly XmlElement[],
    private readonly clock: string,
  ) {}

  model(model: XmlElement, use: Use): void {
    const { book, problems } = this;
    const { scope, inputs } = use;
    problems.attempt(() => checkChildren(model, 'a model', book.source));
    const inside = childOf(model, 'variables');
    if (inside) problems.attempt(() => checkChildren(inside, '<variables>', book.source));
    // An older dialect has its variables directly in the model.
    const variables = [...childrenOf(model), ...childrenOf(inside)];
    const nonNegative = nonNegativeKinds(childOf(model, 'behavior'), use.defaults);
    const groups = groupsOf(variables);
    const all = new Map([...inputs, ...this.connections(variables, scope)]);
    for (const element of variables) {
      const kind = element.name.toLowerCase();
      const name = readName(element.attributes.name ?? '');
      const key = foldName(scope + name);
      const input = all.get(key);
      if (variableKinds.has(kind)) {
        const around = { scope, group: groups.get(foldName(name)) ?? '', axes: [], within: [], nonNegative };
        const part = problems.attempt(() => readPart(element, book, { ...around, ...(input && { input }) }));
        if (part) book.add(part);
      } else if (kind === 'module') {
        problems.attempt(() => this.module(element, { ...use, inputs: all, defaults: nonNegative }));
      }
    }
  }

  private module(element: XmlElement, use: Use): void {
    const { source } = this.book;
    const place = placeOf(element, source);
    const name = readName(element.attributes.name ?? '');
    checkChildren(element, `the module "${name}"`, source);
    const wanted = readName(
      element.attributes['simlin:model_name'] ?? element.attributes['isee:model_name'] ?? name,
    );
    const model = this.models.find(
      (one) => foldName(readName(one.attributes.name ?? '')) === foldName(wanted),
    );
    const elsewhere = element.attributes.resource ?? model?.attributes.resource;
    if (!model || elsewhere || use.depth >= deepest) {
      throw new SteelyardError({
        code: 'SD017',
        found: elsewhere
          ? `the module "${name}" lies in another file (${elsewhere}), which is not supported`
          : model
            ? `the module "${name}" lies more than ${deepest} modules deep, or in itself`
            : `the module "${name}" has no <model name="${wanted}">`,
        place,
        remedy: 'put the model of the module into this file',
      });
    }
    const clock = childOf(model, 'sim_specs');
    if (clock && clockText(clock) !== this.clock) {
      throw new SteelyardError({
        code: 'SD017',
        found: `the module "${name}" has a clock of its own, which is not supported`,
        place: placeOf(clock, source),
        expected: 'the clock of the file',
      });
    }
    this.model(model, { ...use, scope: `${use.scope}${name}.`, depth: use.depth + 1 });
  }

  // An input is named from the module on, or from the model that holds the module.
  private connections(
    variables: readonly XmlElement[],
    scope: string,
  ): [string, NonNullable<Part['input']>][] {
    return named(variables, 'module').flatMap((module) => {
      const name = readName(module.attributes.name ?? '');
      const links = childrenOf(module, 'connect');
      return (links.length > 0 ? links : childrenOf(module, 'connect2')).map((link) => {
        const to = readName(link.attributes.to ?? '').replace(/^\./, '');
        const inside = foldName(to).startsWith(`${foldName(name)}.`) ? to.slice(to.indexOf('.') + 1) : to;
        const from = readName(link.attributes.from ?? '');
        const place = placeOf(link, this.book.source);
        const input = { from: scope === '' ? from.replace(/^\./, '') : from, scope, place };
        return [foldName(`${scope}${name}.${inside}`), input] as [string, NonNullable<Part['input']>];
      });
    });
  }
}

function nonNegativeKinds(
  behavior: XmlElement | undefined,
  before: ReadonlySet<string>,
): ReadonlySet<string> {
  const kinds = new Set(before);
  const set = (kind: string, element: XmlElement | undefined) => {
    if (!element) return;
    if (textOf(element).toLowerCase() === 'false') kinds.delete(kind);
    else kinds.add(kind);
  };
  for (const kind of ['stock', 'flow']) {
    set(kind, childOf(behavior, 'non_negative'));
    set(kind, childOf(childOf(behavior, kind), 'non_negative'));
  }
  return kinds;
}

const named = (elements: readonly XmlElement[], name: string) =>
  elements.filter((element) => element.name.toLowerCase() === name);

function groupsOf(variables: readonly XmlElement[]): Map<string, string> {
  return new Map(
    named(variables, 'group').flatMap((group) =>
      childrenOf(group, 'entity').map(
        (entity) =>
          [foldName(readName(entity.attributes.name ?? '')), readName(group.attributes.name ?? '')] as const,
      ),
    ),
  );
}
