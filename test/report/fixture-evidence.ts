/** Made-up evidence of the real shape, for trying the dossier. */
import type { DossierEvidence, Source } from '../../src/report/types.js';
import { fixtureSeriesLens } from './fixture.js';

const rule: Source = {
  title: 'Federal Register, a rule',
  url: 'https://www.federalregister.gov/d/2023-23055',
  kind: 'law text',
  date: '2023-10-25',
};
const press: Source = {
  title: 'A press report',
  url: 'https://example.org/report?a=1&b=2',
  kind: 'press report',
  date: '2026-08',
};

/** Makes evidence with `rows` numbers. */
export function makeEvidence(rows = 240): DossierEvidence {
  const names = ['yield_2025', 'demand_growth', 'hbm_stock', 'port_cost', 'crowding_out'];
  const observed = ['h20', 'ascend', 'share', 'price'];
  return {
    weakPoints: [
      {
        title: 'The response of Washington is a guess with a range',
        text: 'The hazard that rules tighten was fitted to nine moves in four years ([[prior:yield_2025]]).',
        effect: 'More tightening makes buying look worse.',
      },
      {
        title: 'Domestic memory is known badly',
        text: 'Estimates of the stock of memory differ fourfold.',
        effect: null,
      },
    ],
    questions: [
      {
        number: 1,
        question: 'How many H200s can pass both gates by 2027, to whom, sited where?',
        paragraphs: [
          'By the end of 2027, 310 k H200s (90% 90 to 740 k) pass both gates as practised; the binding gate is [[prior:yield_2025|Beijing’s case approval]].',
          'Most stand with cloud platforms; see [[metric:compute_gain_2028]].',
        ],
        figure: { kind: 'bands', series: 'compute' },
        table: {
          title: 'H200s through both gates by the end of 2027, by buyer',
          columns: [
            { title: 'Buyer', align: 'left' },
            { title: 'Median (k chips)', align: 'right' },
            { title: '90% range (k chips)', align: 'right' },
          ],
          rows: [
            ['Cloud and internet platforms', '240', '70 to 580'],
            ['AI start-ups', '40', '8 to 110'],
            ['Universities and research', '12', '2 to 30'],
          ],
        },
        sources: ['prior:yield_2025', 'prior:demand_growth'],
        missing: ['Which site in Hong Kong would count is not in any published text.'],
      },
      {
        number: 2,
        question: 'If supply stops in 2028, is China better off for having bought?',
        paragraphs: ['In 58% of futures it is.'],
        figure: { kind: 'see', section: 'frontier' },
        table: null,
        sources: ['prior:hbm_stock'],
        missing: [],
      },
      {
        number: 3,
        question: 'Does each admitted chip cost a domestic one?',
        paragraphs: ['About a fifth of one, with a range that includes zero.'],
        figure: { kind: 'metric', metric: 'domestic_output' },
        table: null,
        sources: ['prior:crowding_out'],
        missing: ['A survey of buyers would settle it.'],
      },
      {
        number: 4,
        question: 'Which terms keep every lens above its floor?',
        paragraphs: ['None in most futures.'],
        figure: { kind: 'see', section: 'ranks' },
        table: null,
        sources: [],
        missing: [],
      },
      {
        number: 18,
        question: 'Did the model know the answer?',
        paragraphs: ['Two of four checks fall inside the 90% range.'],
        figure: { kind: 'see', section: 'history' },
        table: null,
        sources: [],
        missing: ['Scores pooled by cluster come later.'],
      },
    ],
    evidence: Array.from({ length: rows }, (_, i) => ({
      key: i >= 5 && i < 9 ? `history:${observed[i - 5]}@2025` : `prior:${names[i] ?? `number_${i}`}`,
      title: names[i]?.replaceAll('_', ' ') ?? `Made-up number ${i}`,
      value: i % 11 === 10 ? 'Export variant' : 0.3 + i,
      low: i % 11 === 10 ? null : 0.2 + i * 0.8,
      high: i % 11 === 10 ? null : 0.5 + i * 1.3,
      unit: i === 0 ? 'share' : i % 2 ? 'k chips' : 'USD',
      sources: i % 3 ? [press] : [rule, press],
      flags: i % 4 === 0 ? ['estimate'] : i % 7 === 0 ? ['unverified', 'recall'] : [],
      dependants: i % 5 ? ['yield'] : ['yield', 'domestic output', 'H20 shipped to China in 2025'],
      group: i < 105 ? 'Priors' : i < 180 ? 'Chips' : 'Market history',
      note: i % 9 === 0 ? 'Scaled from a yearly figure.' : null,
    })),
    timeline: Array.from({ length: 34 }, (_, i) => ({
      key: `event:ev${i}`,
      date: `${2022 + Math.floor(i / 8)}-${String(1 + ((i * 5) % 12)).padStart(2, '0')}-${String(1 + ((i * 7) % 27)).padStart(2, '0')}`,
      actor: (['us', 'cn', 'firm'] as const)[i % 3]!,
      direction: (['tighten', 'loosen', 'neutral', 'tighten'] as const)[i % 4]!,
      title: `A made-up measure with a title of the usual length, number ${i}`,
      chips: i % 3 === 0 ? ['nv-h20', 'nv-h800-sxm'] : i % 3 === 1 ? ['nv-h200-sxm'] : [],
      source: i % 2 ? rule : press,
    })),
    chips: [
      ['nv-a100-sxm', 'A100', 'Nvidia', 'foreign earlier', 4992, '2020-06', [['2020-06-01', '2022-10-21']]],
      ['nv-a800-sxm', 'A800', 'Nvidia', 'foreign earlier', 4992, '2022-11', [['2022-11-01', '2023-10-23']]],
      ['nv-h100-sxm', 'H100', 'Nvidia', 'foreign earlier', 15824, '2022-10', []],
      ['nv-h800-sxm', 'H800', 'Nvidia', 'foreign earlier', 15824, '2023-03', [['2023-03-01', '2023-10-23']]],
      [
        'nv-h20',
        'H20',
        'Nvidia',
        'foreign export variant',
        2368,
        '2024-02',
        [
          ['2024-02-01', '2025-04-09'],
          ['2025-08-08', null],
        ],
      ],
      ['nv-h200-sxm', 'H200', 'Nvidia', 'foreign H200', 15824, '2024-04', [['2026-01-15', null]]],
      ['hw-910b', 'Ascend 910B', 'Huawei', 'Ascend', 5120, '2023-04', []],
      ['hw-910c', 'Ascend 910C', 'Huawei', 'Ascend', 12032, '2025-05', []],
    ].map(([id, name, vendor, chipClass, tpp, firstShipped, legal]) => ({
      id: id as string,
      name: name as string,
      vendor: vendor as string,
      chipClass: chipClass as string,
      tpp: tpp as number,
      firstShipped: firstShipped as string,
      legal: (legal as [string, string | null][]).map(([from, to]) => ({ from, to })),
    })),
    boundary: [
      { what: 'Domestic output', place: 'endogenous', why: 'Learning and investment answer to orders.' },
      { what: 'Demand for AI services', place: 'exogenous', why: 'Drawn from a prior.' },
      { what: 'Military use', place: 'left out', why: 'No published numbers.' },
    ],
    simplifications: [
      {
        what: 'All makers share one structure',
        insteadOf: 'a model for each fab',
        effect: 'Differences between makers come from numbers only.',
      },
    ],
    commands: [
      {
        command: 'npx steelyard weigh studies/h200-china.yaml --seed 20261123',
        does: 'Runs the ensemble and writes this dossier.',
      },
      { command: 'npx steelyard evidence prior:yield_2025', does: 'Shows one number with its sources.' },
    ],
    seriesLens: fixtureSeriesLens,
    credits: ['Figures on sales of chips from Epoch AI, CC-BY 4.0.'],
  };
}
