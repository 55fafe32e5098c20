// Other tools of npm on the model of cooling, each in its own words. They are never part of this package: on request they
// are installed into a folder of their own, and that is deleted with all that is in it. `simulation` is under the AGPL.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { roundOf } from './harness.mjs';

const peers = { simulation: '9.0.0', '@quri/squiggle-lang': '0.10.0' };
const names = Object.keys(peers);
/** Contenders of other tools on a model; none for a model that they are not written for here. */
export async function peersOn(model) {
  if (model !== 'cooling') return [];
  const { simulation, squiggle } = await load();
  const versions = Object.values(peers);
  return [
    { name: `simulation ${versions[0]} (npm, AGPL)`, round: roundOf(() => coolingIn(simulation), 100) },
    {
      name: `squiggle-lang ${versions[1]} (npm, MIT), 1,000 samples`,
      round: () => coolingInSamples(squiggle),
    },
  ];
}

async function load() {
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-peers-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.stderr.write(`installing ${names.join(' and ')} into ${folder}, for this measurement alone\n`);
  const packages = Object.entries(peers).map(([name, version]) => `${name}@${version}`);
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, ...packages], {
    stdio: 'ignore',
  });
  const from = createRequire(join(folder, 'package.json'));
  const take = (name) => import(pathToFileURL(from.resolve(name)).href);
  return {
    simulation: await take(names[0]),
    squiggle: await take(names[1]),
  };
}

function coolingIn({ Model }) {
  const model = new Model({ timeStart: 0, timeLength: 30, timeStep: 0.3, timeUnits: 'Seconds' });
  const temperature = model.Stock({ name: 'Temperature', initial: 180 });
  const room = model.Variable({ name: 'Room', value: 70 });
  const tau = model.Variable({ name: 'Tau', value: 10 });
  const loss = model.Flow(temperature, null, { name: 'Heat Loss', rate: '([Temperature] - [Room]) / [Tau]' });
  for (const part of [temperature, room, tau]) model.Link(part, loss);
  return model.simulate();
}

/** 1,000 runs at once: the temperature is a sample set, taken on step by step. */
async function coolingInSamples({ run }) {
  const code =
    'tau = Sym.normal(10, 1) -> SampleSet.fromDist\nList.reduce(List.upTo(1, 100), SampleSet.fromDist(Sym.pointMass(180)), {|t, i| t - 0.3 * (t - 70) / tau})';
  const before = process.cpuUsage();
  const output = await run(code);
  if (output.result && output.result.ok === false) throw new Error(String(output.result.value));
  const { user, system } = process.cpuUsage(before);
  return (1000 * 100) / ((user + system) / 1e6);
}
