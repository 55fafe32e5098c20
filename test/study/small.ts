import { parseModel } from '../../src/sd/index.js';
import {
  bindStudy,
  type EstimateFact,
  type FactsView,
  type PriorValue,
  readStudy,
  viewOfModel,
} from '../../src/study/index.js';

/** A model whose every number can be worked out by hand: a stock that grows linearly. */
export const model = `{UTF-8}
Buyer : Cloud, State ~~|
growth= 2 ~ unit/Year ~ Growth each year. @prior growth |
monthly loss= 0.1 ~ unit/Year ~ @prior yearly_loss / 12 |
price[Buyer]= 30, 40 ~ USD ~ What a buyer pays. @fact price:cloud, price:state |
shock draw= 0.5 ~ Dmnl ~ @draw shock |
slot draw[Buyer]= 0.5 ~ Dmnl ~ @draw slot |
lever share[Buyer]= 1, 1 ~ Dmnl ~ @lever share |
lever fee= 0 ~ Dmnl ~ @lever fee: a levy |
stop date= 2100 ~ Year ~ @case stop |
side effect= 0 ~ Dmnl ~ @variant side-effect |
one year= 1 ~ Year ~ @structure unit of time |
flow= IF THEN ELSE(Time < stop date, growth*(lever share[Cloud]+lever share[State])/2*(1-lever fee)*(1-side effect/2), 0)-monthly loss ~ unit/Year ~ |
stock= INTEG(flow, 0) ~ unit ~ |
by buyer[Buyer]= stock*lever share[Buyer] ~ unit ~ |
chance= shock draw+slot draw[Cloud] ~ Dmnl ~ |
spending= SUM(price[Buyer!])*one year/one year ~ USD ~ |
INITIAL TIME= 2026 ~ Year ~ |
FINAL TIME= 2030 ~ Year ~ |
TIME STEP= 1 ~ Year ~ |
SAVEPER= 1 ~ Year ~ |
`;

export const study = `schema: steelyard.study/1
id: small
title: A small study
question: Which share?
decider: here
as_of: 2026-11-23
model: small.mdl
data: data
priors: current
design: {method: sobol, futures: 64, seed: 7, weighting: weighted}
cases:
  - {id: drawn, title: As drawn, sets: {}}
  - {id: stopped, title: Stops in 2028, sets: {stop date: 2028}}
uncertainties:
  - {prior: growth, why: it decides}
fixed:
  - {prior: yearly_loss, why: known well}
dependence:
  - {group: pair, members: [growth, "draw:shock"], correlation: 0.5, why: they move together}
draws: {shock: what happens, slot: when it happens}
levers:
  - {id: share, constant: "lever share[Buyer]", title: Share, means: none to all, unit: Dmnl, low: 0, high: 1, default: 1, source: 'price:cloud'}
  - {id: fee, constant: lever fee, title: Fee, means: a levy, unit: Dmnl, low: 0, high: 0.5, why: chosen}
policies:
  - {id: none, title: None, short: None, summary: Nobody, terms: [nobody], sets: {lever share: 0}}
  - {id: all, title: All, short: All, summary: Everybody, terms: [everybody], sets: {}}
  - {id: cloud, title: Cloud, short: Cloud, summary: Only cloud, terms: [cloud], sets: {lever share: 0, "lever share[Cloud]": 1, lever fee: 0.1}}
variants:
  - {id: side-effect, constant: side effect, title: Side effect, about: some hold that it halves, chance: 0.25, why: split of the sources}
lenses:
  - {id: gain, title: Gain, about: more}
  - {id: safety, title: Safety, about: less to lose}
metrics:
  - {id: end, lens: gain, group: level, title: Level at the end, unit: unit, direction: higher, case: drawn, variable: stock, statistic: final, threshold: {at_least: 5, why: enough, source: 'price:cloud'}, explained: the end}
  - {id: after, lens: safety, group: level, title: Level after the stop, unit: unit, direction: higher, case: stopped, variable: stock, statistic: final, relative_to: {policy: none}, explained: after}
  - {id: date, lens: safety, group: date, title: Year of reaching three, unit: year, direction: lower, case: drawn, variable: stock, statistic: first_at_or_above, level: 3, explained: when}
series:
  - {id: level, variable: stock, title: Level, unit: unit}
  - {id: level-cloud, variable: "by buyer[Cloud]", title: Level with cloud, unit: unit, case: drawn}
frontier: {x: end, y: after}
history:
  - {id: level-2028, title: Level in 2028, variable: stock, statistic: at, at: 2028, unit: unit, observed: 'history:level@2028', observed_scale: 0.001, naive: {title: Twice the first, value: 'history:level@2027 first count * 0.002'}, note: none}
backtest: {priors: known-2024-12-31, futures: 32, known: {sets: {lever fee: 0.2}}, unknown: {sets: {shock draw: 0.5}}}
`;

const fact = (key: string, value: number) => ({
  key,
  value,
  low: null,
  high: null,
  unit: 'x',
  title: key,
  source: 'a source',
});
const prior = (key: string, p5: number, p50: number, p95: number): PriorValue => ({
  ...fact(key, p50),
  prior: { id: key, dist: 'lognormal', p5, p50, p95 },
});

const priors: Record<string, Record<string, PriorValue>> = {
  current: {
    growth: prior('growth', 1, 2, 4),
    yearly_loss: prior('yearly_loss', 1, 1.2, 1.5),
    unused: prior('unused', 1, 2, 3),
  },
  'known-2024-12-31': {
    growth: prior('growth', 0.5, 1, 2),
    yearly_loss: prior('yearly_loss', 2, 2.4, 3),
    unused: prior('unused', 1, 2, 3),
  },
};
const known = [
  fact('price:cloud', 30),
  fact('price:state', 40),
  fact('history:level@2028', 3100),
  fact('history:level@2027 first count', 1500),
];

const estimate = (phase: string, value: number, logSd: number): EstimateFact => ({
  ...fact(`estimate:chip-a.${phase}`, value),
  name: 'Chip A',
  phase,
  logSd,
});
const estimates: Record<string, readonly EstimateFact[]> = {
  current: [estimate('decode', 0.3, 0.2), estimate('fp64', 0, 0)],
  'known-2024-12-31': [estimate('decode', 0.4, 0.5), estimate('fp64', 0, 0)],
};

export const facts: FactsView = {
  hash: '00',
  priorSets: Object.keys(priors),
  priorKeys: (set) => Object.keys(priors[set] ?? {}),
  prior: (key, set) => priors[set]?.[key],
  fact: (key) => [...known, ...estimates.current!].find((one) => one.key === key),
  estimate: (key, set) => (estimates[set] ?? []).find((one) => one.key === key),
  nearestFact: (key) => known.map((one) => one.key).find((one) => one.slice(0, 8) === key.slice(0, 8)),
};

/** Reads and binds the small study, after replacing some of its text. */
export function bindSmall(change: { study?: [string, string]; model?: [string, string] } = {}) {
  const text = replaced(study, change.study);
  return bindStudy(
    readStudy(text, 'small.yaml'),
    viewOfModel(parseModel(replaced(model, change.model), 'small.mdl')),
    facts,
  );
}

function replaced(text: string, change: [string, string] | undefined): string {
  if (!change) return text;
  if (!text.includes(change[0])) throw new Error(`the text does not hold ${change[0]}`);
  return text.replace(change[0], () => change[1]);
}
