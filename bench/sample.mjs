// Measures sampling: 10,000 futures of 200 columns by each method, and the whole of makeSample with copula.
// Run after `npm run build`: node bench/sample.mjs
import { designMethods, distributionOf, makeDesign, makeSample } from '../dist/sample/index.js';

const size = 10_000;
const width = 200;
for (const method of designMethods)
  report(`design ${method}`, () => makeDesign({ method, size, dimensions: width, seed: 1 }));

const distribution = distributionOf({ dist: 'lognormal', p5: 1, p50: 2, p95: 6 });
const parameters = Array.from({ length: 100 }, (_, i) => ({ name: `p${i}`, distribution }));
const draws = Array.from({ length: 100 }, (_, i) => `d${i}`);
const groups = [{ name: 'g', members: parameters.slice(0, 10).map(({ name }) => name), correlation: 0.6 }];
report('sample sobol, 100 skewed priors, 100 draws, one group of 10', () =>
  makeSample({ parameters, draws, groups, design: { method: 'sobol', size, seed: 1 } }),
);

function report(name, run) {
  run();
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const ns = (times[2] * 1e6) / (size * width);
  console.log(
    `${name.padEnd(62)} ${times[2].toFixed(0).padStart(5)} ms  ${ns.toFixed(0).padStart(4)} ns a value`,
  );
}
