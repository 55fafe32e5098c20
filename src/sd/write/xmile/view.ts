import { layOutModel } from '../../diagram/layout.js';
import type { Spot } from '../../diagram/types.js';
import type { NamedFlows } from '../../flows.js';
import type { Model } from '../../ir.js';
import type { Scope } from './expression.js';
import { type Xml, xml } from './xml.js';

/** Writes the view in which tools draw the model: a place for each variable, pipes, and arrows (XMILE 1.0, section 5). */
export function writeView(model: Model, stocks: readonly NamedFlows[], { names }: Scope): Xml {
  const { nodes, pipes, links, width, height } = layOutModel(model, stocks, true);
  const at = new Map<string, Spot>(nodes.map((node) => [node.name, node]));
  const pipeOf = new Map(pipes.map((pipe) => [pipe.flow, pipe]));
  const drawn = nodes.map(({ name, kind, x, y }) => {
    const title = { name: names.title(name), x, y };
    if (kind === 'stock') return xml('stock', title);
    if (kind !== 'flow') return xml('aux', title);
    const { points } = pipeOf.get(name)!;
    return xml(
      'flow',
      title,
      xml('pts', {}, ...points.map((point) => xml('pt', { x: point.x, y: point.y }))),
    );
  });
  const arrows = links.map(({ from, to }, i) =>
    xml(
      'connector',
      { uid: i + 1, angle: angleOf(at.get(from)!, at.get(to)!) },
      xml('from', {}, names.word(from)),
      xml('to', {}, names.word(to)),
    ),
  );
  const view = { type: 'stock_flow', page_width: width, page_height: height };
  return xml('views', {}, xml('view', view, ...drawn, ...arrows));
}

/** The direction in which an arrow leaves, in degrees against the clock, 0 to the right; one digit is enough. */
function angleOf(from: Spot, to: Spot): number {
  const degrees = (Math.atan2(from.y - to.y, to.x - from.x) * 180) / Math.PI;
  return Math.round(10 * ((degrees + 360) % 360)) / 10;
}
