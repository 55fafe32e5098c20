import { describe, expect, it } from 'vitest';
import { SteelyardError } from '../../src/base/error.js';
import { loadFacts } from '../../src/facts/index.js';

/** What stands in for figures that are not published, each 1. */
const machines = [
  'memory_gb',
  'bytes_per_kflop',
  'link_gb_s',
  'scale_up_chips',
  'scale_out_gb_s',
  'host_w',
  'tdp_w_per_tflops',
  'tdp_w',
  'doubt_estimate',
  'doubt_unverified',
  'doubt_taken',
  'doubt_family',
]
  .map((name) => `${name}: 1`)
  .concat('watts_per_tflops: {}', 'idle_share: 0.14')
  .join(', ');
const source = 'a: {title: A, url: "https://a.org/1", date: 2026-01-02, kind: analyst, access: read}';
const sources = `sources:\n  ${source}\n`;
const prior = [
  'id: p',
  'group: g',
  'description: d',
  'unit: u',
  'p5: 1',
  'p50: 2',
  'p95: 3',
  'dist: normal',
  'strength: weak',
  'rationale: r',
  'source: [a]',
];
const head = 'set: current\nas_of: 2026-11-23\ndependence: []\nprior_predictive: {}\npriors:\n';
const priors = (...changes: [from: string, to: string][]) => {
  const lines = prior.map((line) => changes.find(([from]) => line === from)?.[1] ?? line);
  return `${head}  - ${lines.filter(Boolean).join('\n    ')}\n`;
};
const knownHead = head.replace('current', 'known-2024-12-31').replace('dependence', 'limits: []\ndependence');
const hazards =
  'hazards_known: {method: m, window: w, us_tighten_events: [], us_loosen_events: [], cn_import_tighten_events: [], cn_broad_additions: [], rows: [], reversals: {moves_with_a_full_year: 1, followed_by_opposite_within_1y: 0, fraction_p5: 0, fraction_p50: 0, fraction_p95: 0, note: n}, gaps_months: [], caution: c}\n';
const chip = (more = '') =>
  `vendor: V\ncountry: US\nchips:\n  - {id: v-1, name: V1, marketed_for_datacenter: true, designed_for_export: false, status: shipping, software_stack: S, source: [a]${more}}\n`;
const event = (changes = '', date = '2026-01-13', precision = 'day') =>
  `events:\n  - {id: ev1, date: ${date}, precision: ${precision}, actor: US, axis: us_control, direction: tighten, magnitude: 1, title: T, counted_in_hazard: true, grade: analyst, evidence: read, source: [a]${changes}}\nhazard_estimates: {method: m, by_era: {}, episode_adjusted: {}, months_between_major_us_actions_p5_p50_p95: {}, reversals: {}, caution: c, windows_note: w}\n`;
const cn = `material_ends: x\nconfidence_values: {}\nsource_access: x\nsectors: []\nmeasures:\n  - {id: cn-1, date: 2026-01-14, what: W, issuer: I, binds: {}, confidence: reported, source: [a]}\nstate_by_sector_2026_09: {military: x, government_and_soe: x, critical_infrastructure: x, state_funded_dc: x, commercial_cloud: x, research: x, note: x}\nh200_status: {settled: x, timeline: [], apparent_conflicts: []}\nopen: []\n`;
const forecast = (changes = '') =>
  `forecasts:\n  - {id: f, publisher: P, date: 2026-01, topic: t, kind: forecast, quantity: q, target_period: "2026", value: 1, unit: u, grade: analyst, evidence: read, source: [a]${changes}}\n`;
const prices = (row: string) =>
  `cards:\n  - ${row}\nservers: []\nrental: []\nelectricity: []\npue: []\nother: []\n`;

const places = (row: string, members: string, changes = '[]') =>
  `names: {source: [a], note: n}\nplaces:\n  - {id: CN, alpha3: CHN, name: China}\n  - ${row}\ngroups:\n  D: {members: ${members}, changes: ${changes}, source: [a], level: T}\n`;
const macau = '{id: MO, alpha3: MAC, name: Macau}';
const out = '[{date: 2024-01-02, removes: [MO], cite: c, source: [a], level: R}]';

const server = (id: string, chips: string) =>
  `  - {id: ${id}, name: N, chips: ${chips}, scale_up_chips: {value: 8, source: [a]}, scale_out_gb_s: {value: 50, source: [a]}, host_w_per_chip: {value: 200, source: [a], estimate: true}, source: [a]}\n`;
const servers = (...rows: string[]) => `platforms:\n${rows.join('')}`;
const variants = (changes = '') =>
  `variants:\n  - {id: v-odd, name: V, architecture: X${changes}, source: [a]}\n`;

const S = 'compute/platforms.yaml';
const O = 'compute/variants.yaml';
const L = 'controls/places.yaml';
const P = 'evidence/priors.yaml';
const K = 'evidence/priors-known-2024-12-31.yaml';
const V = 'accelerators/v.yaml';
const A = 'accelerators/aliases.yaml';
const bad: [name: string, files: Record<string, string>, starts: string, says?: RegExp][] = [
  ['no register', { [P]: priors() }, 'data/sources.yaml FA011'],
  ['broken YAML', { 'sources.yaml': 'sources:\n  a: {title: A\n' }, 'data/sources.yaml:3:1 FA001'],
  [
    'a source twice',
    { 'sources.yaml': `${sources}  ${source}\n` },
    'data/sources.yaml:3:3 FA002',
    /"a" stands twice/,
  ],
  ['an empty file', { [P]: '# later\n' }, `data/${P}:1:1 FA003`],
  [
    'a mistyped key',
    { [P]: priors(['dist: normal', 'dits: normal']) },
    `data/${P}:13:5 FA004`,
    /did you mean "dist"/,
  ],
  [
    'a key left out',
    { [P]: priors(['unit: u', '']) },
    `data/${P}:6:5 FA005`,
    /"priors.0.unit" is missing; expected text/,
  ],
  [
    'text for a number',
    { [P]: priors(['p5: 1', 'p5: low']) },
    `data/${P}:10:9 FA006`,
    /is the text "low"; expected a number/,
  ],
  [
    'a number for text',
    { [P]: priors(['unit: u', 'unit: 5']) },
    `data/${P}:9:11 FA006`,
    /the number 5; expected text/,
  ],
  [
    'a family of no kind',
    { [P]: priors(['dist: normal', 'dist: nromal']) },
    `data/${P}:13:11 FA007`,
    /did you mean "normal"/,
  ],
  [
    'a date of no kind',
    { 'evidence/forecasts.yaml': forecast().replace('2026-01,', 'Jan 2026,') },
    'data/evidence/forecasts.yaml:2:33 FA007',
    /expected .*a date such as/,
  ],
  [
    'a stray file',
    { 'evidence/prior.yaml': 'a: 1\n' },
    'data/evidence/prior.yaml FA010',
    /did you mean "evidence\/priors.yaml"/,
  ],
  [
    'a citation of nothing',
    { [P]: priors(['source: [a]', 'source: [b]']) },
    `data/${P}:16:14 FA012`,
    /no source "b"/,
  ],
  ['a chip twice', { [V]: chip(), 'accelerators/w.yaml': chip() }, 'data/accelerators/w.yaml:4:10 FA013'],
  ['a prior twice', { [P]: priors() + priors().slice(head.length) }, `data/${P}:17:9 FA013`],
  [
    'a price of no chip',
    {
      [V]: chip(),
      'evidence/prices.yaml': prices('{id: x, chip: v-2, value: 1, unit: USD, date: "2026", source: [a]}'),
    },
    'data/evidence/prices.yaml:2:19 FA014',
    /did you mean "v-1"/,
  ],
  ['an alias of no chip', { [V]: chip(), [A]: 'short: {one: v-9}\nmeasured: {}\n' }, `data/${A}:1:9 FA014`],
  [
    'an alias that is an id',
    {
      [V]: chip(),
      'accelerators/w.yaml': chip().replace('v-1', 'w-1'),
      [A]: 'short: {V1: w-1}\nmeasured: {}\n',
    },
    `data/${A}:1:9 FA015`,
  ],
  [
    'a share-alike source',
    {
      'sources.yaml': `${sources}  b: {title: B, url: "https://b.org", kind: dataset, access: read, licence: CC-BY-SA-4.0}\n`,
    },
    'data/sources.yaml:3:77 FA016',
  ],
  ['percentiles that fall', { [P]: priors(['p95: 3', 'p95: 1.5']) }, `data/${P}:6:5 FA017`],
  [
    'same as nothing',
    {
      [P]: priors(),
      [K]: `${knownHead}  - {id: q, group: g, same: true, reason: r, source: []}\n${hazards}`,
    },
    `data/${K}:7:5 FA018`,
  ],
  [
    'derived from nothing',
    { [P]: priors(['source: [a]', 'source: []\n    derived_from: [pp]']) },
    `data/${P}:17:19 FA019`,
    /did you mean "p"/,
  ],
  [
    'an address twice',
    { 'sources.yaml': `${sources}  b: {title: B, url: "https://a.org/1", kind: dataset, access: read}\n` },
    'data/sources.yaml:3:22 FA026',
  ],
  [
    'a name of two places',
    { [L]: places("{id: TW, alpha3: TWN, name: Taiwan, aliases: ['the China']}", '[]') },
    `data/${L}:4:51 FA007`,
    /expected a name that does not mean CN already/,
  ],
  ['a member that is no place', { [L]: places(macau, '[CN, HK]') }, `data/${L}:6:21 FA007`, /id of a place/],
  ['a place that leaves twice', { [L]: places(macau, '[CN]', out) }, `data/${L}:6:61 FA007`, /in the group/],
  ['a day that no month has', { 'evidence/events.yaml': event('', '2026-02-30') }, 'FA027'],
  [
    'an event off its act',
    { 'evidence/events.yaml': event(', measure: cn-1'), 'controls/cn.yaml': cn, 'controls/us.yaml': '' },
    'data/controls/us.yaml:1:1 FA003',
  ],
  [
    'a server of no chip',
    { [V]: chip(), [S]: servers(server('s', '[v-2]')) },
    `data/${S}:2:30 FA014`,
    /"v-1"/,
  ],
  [
    'a chip in two servers',
    { [V]: chip(), [S]: servers(server('s', '[v-1]'), server('t', '[v-1]')) },
    `data/${S}:3:30 FA013`,
    /in two servers, "s" and "t"/,
  ],
  ['a server twice', { [S]: servers(server('s', '[v-1]'), server('s', '[v-2]')) }, `data/${S}:3:10 FA013`],
  ['a server without chips', { [S]: servers(server('s', '[]')) }, `data/${S}:2:29 FA007`],
  [
    'a server whose power is bare',
    { [S]: servers(server('s', '[v-1]').replace('{value: 200, source: [a], estimate: true}', '200')) },
    `data/${S}:2:136 FA006`,
  ],
  [
    'a variant of no chip',
    { [V]: chip(), [O]: variants(', based_on: v-2') },
    `data/${O}:2:53 FA014`,
    /did you mean "v-1"/,
  ],
  [
    'a variant in no server',
    { [O]: variants(', platform: t'), [S]: servers(server('s', '[v-odd]')) },
    `data/${O}:2:53 FA021`,
  ],
  [
    'a recipe that cites nothing known',
    {
      'compute/recipes.yaml':
        'recipes:\n  - {id: r, model: m, on: Hopper, software: s, date: 2026-01, config: {tp: 8}, source: [b]}\n',
    },
    'data/compute/recipes.yaml:2:89 FA012',
  ],
  [
    'a convergence of no kind',
    {
      'compute/benchmarks.yaml':
        'serving: []\nconvergence:\n  - {id: c, models: [m], kind: hpc, points: [], source: [a]}\nengines: []\ncodes: []\n',
    },
    'data/compute/benchmarks.yaml:3:32 FA007',
  ],
  [
    'a parameter of no form',
    {
      'compute/parameters.yaml': `machines: {${machines}, why: w}\nparameters:\n  - {id: p, form: logg, prior: 1, spread: 0.1, why: w}\n`,
    },
    'data/compute/parameters.yaml:3:19 FA007',
    /did you mean "log"/,
  ],
  [
    'a month that is called a day',
    { 'evidence/events.yaml': event('', '2026-01') },
    'data/evidence/events.yaml:2:21 FA029',
  ],
];

describe('bad data', () => {
  it.each(bad)('%s', (_, files, starts, says) => {
    const all = new Map(Object.entries({ 'sources.yaml': sources, ...files }));
    if (starts.includes('FA011')) all.delete('sources.yaml');
    let message = 'nothing was thrown';
    try {
      loadFacts(all);
    } catch (error) {
      expect(error).toBeInstanceOf(SteelyardError);
      message = (error as Error).message;
    }
    expect(message.slice(0, starts.length + 60)).toContain(starts);
    if (says) expect(message).toMatch(says);
  });
});
