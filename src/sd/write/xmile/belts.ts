import type { Equation, Model, Variable } from '../../ir.js';
import { type Xml, xml } from './xml.js';

/** What the reader makes of the parts of a conveyor, under the conveyor's name, and the element that each came from. */
const partsOfBelt = [
  ['transit time', 'len'],
  ['capacity', 'capacity'],
  ['inflow limit', 'in_limit'],
  ['sample', 'sample'],
] as const;

const bare = (name: string) => name.replaceAll('"', '');

/** Tells whether a flow leaves a conveyor or a queue, so that it has no equation. */
export const isDriven = ({ xmile }: Variable): boolean =>
  xmile !== undefined && xmile.tag !== 'conveyor' && xmile.tag !== 'queue';

/** The zone in which a leak leaks, which stands on the flow itself. */
export const zoneOf = ({ xmile }: Variable): Xml['attributes'] => {
  const { leak_start, leak_end } = xmile?.attributes ?? {};
  return { leak_start, leak_end };
};

/**
 * Takes back what the reader wrote out for conveyors and queues: flows out of them are 0 here, and get no equation, and flows
 * into them have the one that they had before their limits. Transit times, fractions and the like stay variables, to be made
 * ready as all others are.
 */
export function withoutBelts(model: Model): Model {
  const byName = new Map(model.variables.map((v) => [bare(v.name), v]));
  const variables = model.variables.flatMap((variable) => {
    if (isDriven(variable)) return [{ ...variable, equations: variable.equations.map(emptied) }];
    if (variable.partOf !== undefined) return isGiven(variable) ? [variable] : [];
    const asked = byName.get(`${bare(variable.name)}: before limits`);
    return [asked?.partOf === undefined ? variable : { ...variable, equations: asked.equations }];
  });
  return { ...model, variables };
}

const emptied = (equation: Equation): Equation => ({
  ...equation,
  right: { kind: 'value', expr: { kind: 'number', value: 0, text: '0', place: equation.place } },
});

/** Tells whether the file gave an equation for this part, so that it is written again. */
function isGiven({ name, partOf }: Variable): boolean {
  const label = bare(name).slice(bare(partOf!).length + 2);
  return label.startsWith('fraction of ') || partsOfBelt.some(([one]) => one === label);
}

/**
 * Writes the element that makes a stock a conveyor or a queue, or a flow one out of them; nothing for any other variable.
 *
 * @param equationOf gives the equation of a part by its bare name, undefined where there is none
 */
export function writeTag(
  { name, xmile }: Variable,
  names: Iterable<string>,
  equationOf: (name: string) => string | undefined,
): Xml | undefined {
  if (!xmile) return undefined;
  const { tag, attributes } = xmile;
  if (tag === 'conveyor') {
    const inside = partsOfBelt.map(([label, element]) => {
      const equation = equationOf(`${bare(name)}: ${label}`);
      return equation === undefined ? undefined : xml(element, {}, equation);
    });
    return xml(tag, attributes, ...inside);
  }
  if (tag === 'queue' || tag === 'overflow') return xml(tag, attributes);
  // A leak is a flow that takes a fraction, whether the file marks it or goes by the order of outflows.
  const fraction = [...names].map(bare).find((one) => one.endsWith(`: fraction of ${bare(name)}`));
  const { leak_start: _, leak_end: __, ...rest } = attributes;
  return fraction === undefined ? undefined : xml('leak', rest, equationOf(fraction));
}
