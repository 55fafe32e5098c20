// How many classifications of catalogue chips a second: the compiled path, the interpreter, and the whole answer.
import { fileURLToPath } from 'node:url';
import { evaluate } from '../dist/controls/answer/evaluate.js';
import { compileRegime } from '../dist/controls/compile.js';
import { makeClassifier, regimeOn } from '../dist/controls/index.js';
import { situationOf } from '../dist/controls/request/situation.js';
import { readFacts } from '../dist/facts/read.node.js';

const dates = [
  '2022-09-15',
  '2022-12-01',
  '2023-12-01',
  '2024-06-01',
  '2025-02-01',
  '2025-06-01',
  '2026-02-01',
  '2026-08-01',
];
const destinations = ['CN', 'MO', 'SG', 'VN', 'AE', 'SA', 'IL', 'IN', 'JP', 'DE'];

const facts = await readFacts(fileURLToPath(new URL('../data', import.meta.url)), {
  parts: ['accelerators', 'us', 'rules', 'places', 'cn'],
});
const classifier = makeClassifier(facts);
const { book } = classifier;

/** Every chip of the catalogue whose answer is one answer, for one destination and day. */
const states = [];
for (const date of dates) {
  const regime = regimeOn(book, date);
  for (const chip of facts.chips.keys()) {
    for (const destination of destinations) {
      const { state } = situationOf({ chip, destination, date, certifications: 'met' }, facts, book);
      if (evaluate(regime, book.rules.reasons, state).done) states.push({ regime, state });
    }
  }
}

const rows = 1_000_000;
const passes = [];
for (const date of dates) {
  const regime = regimeOn(book, date);
  const mine = states.filter((one) => one.regime === regime);
  const compiled = compileRegime(regime, book);
  const count = Math.floor(rows / dates.length);
  const table = new Float64Array(count * compiled.width);
  const kinds = new Float64Array(mine.length * compiled.width);
  for (const [i, { state }] of mine.entries()) compiled.encode(state, kinds, i * compiled.width);
  for (let i = 0; i < count; i++) {
    const from = (i % mine.length) * compiled.width;
    table.set(kinds.subarray(from, from + compiled.width), i * compiled.width);
  }
  passes.push({ compiled, table, out: new Int32Array(count) });
}

const seconds = (work) => {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1e9;
};
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];

const compiledRuns = Array.from({ length: 7 }, () =>
  seconds(() => {
    for (const { compiled, table, out } of passes) compiled.run(table, out);
  }),
);
const asked = passes.reduce((sum, { out }) => sum + out.length, 0);
const interpreted = Array.from({ length: 3 }, () =>
  seconds(() => {
    for (const { regime, state } of states) evaluate(regime, book.rules.reasons, state);
  }),
);
const whole = Array.from({ length: 3 }, () =>
  seconds(() => {
    for (let i = 0; i < 300; i++)
      classifier.classify({ chip: 'h200', destination: 'CN', date: '2026-01-20' });
  }),
);

export const report = [
  { name: 'classify, compiled, one thread', rate: asked / median(compiledRuns), unit: 'answers/s' },
  { name: 'classify, interpreted', rate: states.length / median(interpreted), unit: 'answers/s' },
  {
    name: 'classify, whole answer with its story (11 ways open)',
    rate: 300 / median(whole),
    unit: 'answers/s',
  },
];
for (const { name, rate, unit } of report) {
  process.stdout.write(`${name.padEnd(54)} ${Math.round(rate).toLocaleString('en').padStart(12)} ${unit}\n`);
}
process.stdout.write(
  `chips x days x destinations that have one answer: ${states.length} of ${facts.chips.size * dates.length * destinations.length}\n`,
);
