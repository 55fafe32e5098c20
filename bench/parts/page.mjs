// Writes the tables of docs/benchmarks.md anew, between its two marks.
import { readFileSync, writeFileSync } from 'node:fs';

const marks = ['<!-- figures: npm run bench -- --write -->', '<!-- end of figures -->'];

/** Puts measured figures into the page. */
export function writePage(document, file = 'docs/benchmarks.md') {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(marks[0]) + marks[0].length, text.indexOf(marks[1])];
  if (from < marks[0].length || to < from) throw new Error(`${file} has lost its marks`);
  writeFileSync(file, `${text.slice(0, from)}\n\n${tablesOf(document)}\n\n${text.slice(to)}`);
}

function tablesOf({ machine, benchmarks }) {
  const { processor, cores, memory_gb, node, v8, gcc, steelyard } = machine;
  const first = `${processor}, ${cores} cores, ${memory_gb} GB; Node ${node.slice(1)}, V8 ${v8}; ${gcc ?? 'no gcc'}; Steelyard ${steelyard}.`;
  const tables = benchmarks.map(({ model, results }) =>
    [
      `### ${model}`,
      '',
      '| contender | million run-steps a second | quartiles | against C |',
      '| --- | ---: | ---: | ---: |',
      ...results.map(
        ({ contender, median, quartiles, ratio_to_c }) =>
          `| ${contender} | ${millions(median)} | ${quartiles.map(millions).join(' to ')} | ${ratio_to_c === null ? '' : digits(ratio_to_c)} |`,
      ),
    ].join('\n'),
  );
  return [first, ...tables].join('\n\n');
}

const digits = (x) => (x >= 0.095 ? x.toFixed(2) : x.toPrecision(2).replace(/e.*/, (e) => e));
const millions = (rate) => {
  const x = rate / 1e6;
  return x >= 100 ? x.toFixed(0) : x >= 1 ? x.toFixed(1) : x.toFixed(3);
};
