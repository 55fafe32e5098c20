import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cacheBytesPerToken, counts, forwardFlop, type LlmShape, llmShape } from '../../src/compute/shape.js';
import type { Facts } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';
import { naiveCounts, naiveForward } from './naive.js';
import { someShape } from './plausible.js';

interface Card {
  readonly total_b: number;
  readonly within: number;
  readonly tied?: boolean;
  readonly active_b?: number;
  readonly active_with?: 'head' | 'both';
  readonly within_active?: number;
  readonly kv_bytes?: number;
  readonly kv?: string;
}

const { models } = parse(readFileSync(new URL('counts.yaml', import.meta.url), 'utf8')) as {
  readonly models: Readonly<Record<string, Card>>;
};
const cards = Object.entries(models).map(([name, card]) => ({ name, card }));

let facts: Facts;
beforeAll(async () => {
  facts = await readFacts('data', { parts: ['accelerators', 'compute'] });
});

function shapeOf(name: string): LlmShape {
  const entry = facts.models.get(name);
  return llmShape(name, entry?.same_as === undefined ? entry : facts.models.get(entry.same_as), {}, [])!;
}

const near = (ours: number, stated: number, within: number, what: string) =>
  expect(Math.abs(ours / stated - 1), `${what}: ${ours / 1e9}B, and ${stated / 1e9}B stated`).toBeLessThan(
    within,
  );

describe('counts of published models', () => {
  it.each(cards)('$name has the parameters of its card', ({ name, card }) => {
    const shape = shapeOf(name);
    const { total, head } = counts(shape);
    const once = card.tied === true && !shape.tied;
    near(once ? total - head : total, card.total_b * 1e9, card.within, name);
  });

  it.each(cards.filter(({ card }) => card.active_b !== undefined))(
    '$name has the active parameters of its card',
    ({ name, card }) => {
      const { active, head } = counts(shapeOf(name));
      const ours = active + head * (card.active_with === 'both' ? 2 : 1);
      near(ours, card.active_b! * 1e9, card.within_active ?? 0.005, name);
    },
  );

  it.each(cards.filter(({ card }) => card.kv_bytes !== undefined))(
    'a token of $name leaves $card.kv_bytes bytes of keys and values',
    ({ name, card }) => expect(cacheBytesPerToken(shapeOf(name), 2)).toBe(card.kv_bytes),
  );
});

describe('counts of work', () => {
  it.each(['megatron-22b', 'gpt3-175b', 'mt-nlg-530b', 'megatron-1t'])(
    '%s does the FLOP of 96 B s l h^2 (1 + s/6h + V/16lh) with full recomputation',
    (name) => {
      // Narayanan 2021 (arXiv:2104.04473), equation 2; it counts the whole square of attention, and the head not again.
      const { layers, hidden, vocab, ...rest } = shapeOf(name);
      const [batch, seq] = [64, 2048];
      const stated =
        96 * batch * seq * layers * hidden ** 2 * (1 + seq / (6 * hidden) + vocab / (16 * layers * hidden));
      const { linear, attention, head } = forwardFlop({ layers, hidden, vocab, ...rest }, seq, false);
      const ours = batch * seq * (4 * (linear + attention) + 3 * head);
      expect(ours / stated).toBeCloseTo(1, 9);
    },
  );

  it('causal attention is half of the square, and a window bounds it', () => {
    const plain = shapeOf('llama3.1-8b');
    expect(forwardFlop(plain, 8192).attention * 2).toBe(forwardFlop(plain, 8192, false).attention);
    // Worked by hand: 32 layers x 4 x 32 heads x 128 x 4096 keys seen on average.
    expect(forwardFlop(plain, 8192).attention).toBe(32 * 4 * 32 * 128 * 4096);
    const windowed = { ...plain, window: { share: 1, length: 1024 } };
    expect(forwardFlop(windowed, 65_536).attention).toBe(32 * 4 * 32 * 128 * 1024);
  });

  it('a slow count of every matrix gives the same parameters on random shapes', () => {
    fc.assert(
      fc.property(someShape, (shape) => {
        const { total, active, head } = counts(shape);
        const slow = naiveCounts(shape);
        expect(total).toBe(slow.total);
        expect(active + head).toBe(slow.met);
      }),
      { numRuns: 300 },
    );
  });

  it('two FLOP for each weight met, token by token, give the same work on random shapes', () => {
    const tokens = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(someShape, tokens, (shape, seq) => {
        const { linear, attention, head } = forwardFlop(shape, 2 * seq);
        const slow = naiveForward(shape, 2 * seq);
        // A token sees itself and all before it: half a pair a token more than the half square.
        expect(linear + head).toBe(slow.matrices);
        expect(attention / slow.pairs).toBeGreaterThan(1 - 1 / (2 * seq));
        expect(attention / slow.pairs).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });
});
