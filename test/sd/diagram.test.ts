import { describe, expect, test } from 'vitest';
import { overlaps } from '../../src/sd/diagram/geometry.js';
import { layOutModel, type Model, nameFlows } from '../../src/sd/index.js';
import { read } from './run.js';
import { readableModels } from './write/models.js';

const lay = (model: Model, whole = true) => layOutModel(model, nameFlows(model), whole);
const epidemic = [
  'S= INTEG(lost-caught, 990) ~~|\nI= INTEG(caught-healed, first) ~~|\nR= INTEG(healed-lost, 0) ~~|',
  'caught= S*I*k ~~|\nhealed= I/t ~~|\nlost= R/u ~~|\nk= 0.01 ~~|\nt= 2 ~~|\nu= 9 ~~|\nfirst= 10 ~~|',
  'share= I/(S+I+R) ~~|\nfear= table(share) ~~|\ntable((0,0),(1,1)) ~~|',
].join('\n');

test('stocks stand along the flow from the first on, and what flows back turns below', () => {
  const { nodes, pipes } = lay(read(epidemic));
  const at = (name: string) => nodes.find((node) => node.name === name)!;
  expect(at('S').x).toBeLessThan(at('I').x);
  expect(at('I').x).toBeLessThan(at('R').x);
  expect(at('lost').y).toBeGreaterThan(at('R').y);
  expect(pipes.find(({ flow }) => flow === 'caught')).toMatchObject({ from: 'S', to: 'I', bothWays: false });
});

test('an arrow leads from what an equation names; one that only sets a first value is told apart', () => {
  const { links } = lay(read(epidemic));
  expect(links).toContainEqual({ from: 'k', to: 'caught', initial: false });
  expect(links).toContainEqual({ from: 'table', to: 'fear', initial: false });
  expect(links).toContainEqual({ from: 'first', to: 'I', initial: true });
  expect(links.some(({ from }) => from === 'TIME STEP')).toBe(false);
});

test('without auxiliaries only stocks and flows are left', () => {
  const { nodes, links } = lay(read(epidemic), false);
  expect(nodes.map(({ name }) => name).sort()).toEqual(['I', 'R', 'S', 'caught', 'healed', 'lost']);
  expect(
    links.every(({ from, to }) => nodes.some((n) => n.name === from) && nodes.some((n) => n.name === to)),
  ).toBe(true);
});

const models = await readableModels();

describe('no two names share room, everything is on the sheet, and the same model gives the same places', () => {
  test.each([{ name: 'epidemic', model: read(epidemic) }, ...models])('$name', ({ model }) => {
    const diagram = lay(model);
    const { nodes, width, height } = diagram;
    for (const [i, node] of nodes.entries()) {
      expect(node.x - node.width / 2, node.name).toBeGreaterThanOrEqual(0);
      expect(node.x + node.width / 2, node.name).toBeLessThanOrEqual(width);
      expect(node.y - node.height / 2, node.name).toBeGreaterThanOrEqual(0);
      expect(node.y + node.height / 2, node.name).toBeLessThanOrEqual(height);
      for (const other of nodes.slice(i + 1)) {
        expect(overlaps(node, other), `${node.name} on ${other.name}`).toBe(false);
      }
    }
    if (nodes.length < 60) expect(lay(model)).toEqual(diagram);
  });
});
