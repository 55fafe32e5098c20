import { beforeAll, describe, expect, it, test } from 'vitest';
import { anyNumber, type Domain, wordsOf, yesOrNo } from '../../src/controls/answer/domain.js';
import type { State } from '../../src/controls/answer/state.js';
import { chinaGate } from '../../src/controls/china.js';
import { inputs } from '../../src/controls/rules/inputs.js';
import { type Rulebook, readRulebook } from '../../src/controls/rules/rulebook.js';
import type { ChinaGate } from '../../src/controls/types.js';
import { allParts, type CnControls, type Facts, gateStates, sectors } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';

let facts: Facts;
let book: Rulebook;
let cn: CnControls;
beforeAll(async () => {
  facts = await readFacts('data', { parts: allParts });
  book = readRulebook(facts);
  cn = facts.cn!;
});

interface Chip {
  label: string;
  datacenter?: 'yes' | 'no';
  origin?: string;
}

const chips = {
  H200: { label: 'NVIDIA H200 SXM 141GB', datacenter: 'yes', origin: 'US' },
  H20: { label: 'NVIDIA H20 96GB', datacenter: 'yes', origin: 'US' },
  '6000D': { label: 'NVIDIA RTX PRO 6000D (B40)', datacenter: 'yes', origin: 'US' },
  '5090DV2': { label: 'NVIDIA GeForce RTX 5090 D V2', datacenter: 'no', origin: 'US' },
  B200: { label: 'NVIDIA B200', datacenter: 'yes', origin: 'US' },
  Ascend: { label: 'Huawei Ascend 910C', datacenter: 'yes', origin: 'CN' },
} satisfies Record<string, Chip>;
type ChipName = keyof typeof chips;

/** A state in which everything is open but what is given. */
function stateOf(chip: Chip, known: Readonly<Record<string, string>>): State {
  const told: Record<string, string | undefined> = {
    ...known,
    datacenter: chip.datacenter,
    origin: chip.origin,
  };
  const domainOf = ({ name, kind, choices }: (typeof inputs)[number]): Domain => {
    const value = told[name];
    if (value !== undefined) return wordsOf(value);
    if (kind === 'number') return anyNumber;
    if (kind === 'flag') return yesOrNo;
    return kind === 'place' ? wordsOf(...book.places.ids) : wordsOf(...(choices ?? []));
  };
  return {
    domains: new Map(inputs.map((input) => [input.name, domainOf(input)])),
    label: chip.label,
    densityFollows: false,
  };
}

const gate = (
  chip: ChipName | Chip,
  date: string,
  buyer?: string,
  known: Readonly<Record<string, string>> = { destination: 'CN', site: 'CN' },
): ChinaGate =>
  chinaGate(
    book,
    cn,
    date,
    stateOf(typeof chip === 'string' ? chips[chip] : chip, { ...known, ...(buyer && { buyer }) }),
  );

/** Buyer, chip, day: state, and the clauses that hold, without `gate-`. */
const table: [buyer: string, chip: ChipName, date: string, state: string, clauses: string][] = [
  // H20
  ['commercial_cloud', 'H20', '2025-07-30', 'no_gate', ''],
  ['commercial_cloud', 'H20', '2025-07-31', 'watched', 'h20-summons'],
  ['government_and_soe', 'H20', '2025-08-11', 'watched', 'h20-summons'],
  ['research', 'H20', '2025-08-01', 'no_gate', ''],
  ['commercial_cloud', 'H20', '2025-08-12', 'discouraged', 'h20-cloud'],
  ['government_and_soe', 'H20', '2025-08-12', 'discouraged', 'h20-state'],
  ['military', 'H20', '2025-08-12', 'blocked', 'h20-military'],
  ['commercial_cloud', 'H20', '2025-09-16', 'discouraged', 'h20-cloud'],
  ['commercial_cloud', 'H20', '2025-09-17', 'blocked', 'h20-stop'],
  ['commercial_cloud', 'H20', '2025-10-10', 'blocked', 'h20-stop customs-checks'],
  ['research', 'H20', '2025-10-10', 'watched', 'customs-checks'],
  ['government_and_soe', 'H20', '2025-11-05', 'blocked', 'h20-state state-money-state'],
  // state-funded centres
  ['state_funded_dc', 'H20', '2025-08-16', 'no_gate', ''],
  ['state_funded_dc', 'H20', '2025-08-17', 'favours_domestic', 'state-dc-quota'],
  ['state_funded_dc', 'B200', '2025-11-04', 'favours_domestic', 'state-dc-quota power-price'],
  ['state_funded_dc', 'B200', '2025-11-05', 'blocked', 'power-price state-money-dc'],
  // RTX Pro 6000D
  ['commercial_cloud', '6000D', '2025-09-16', 'no_gate', ''],
  ['commercial_cloud', '6000D', '2025-09-17', 'blocked', '6000d-stop'],
  ['government_and_soe', '6000D', '2025-09-17', 'blocked', '6000d-stop'],
  ['critical_infrastructure', '6000D', '2025-09-17', 'no_gate', ''],
  // any foreign chip
  ['commercial_cloud', 'B200', '2025-10-09', 'no_gate', ''],
  ['commercial_cloud', 'B200', '2025-10-10', 'watched', 'customs-checks'],
  ['commercial_cloud', '5090DV2', '2025-10-10', 'no_gate', ''],
  ['commercial_cloud', '5090DV2', '2025-11-04', 'favours_domestic', 'power-price'],
  // the procurement lists
  ['government_and_soe', '5090DV2', '2025-12-09', 'no_gate', ''],
  ['government_and_soe', '5090DV2', '2025-12-10', 'discouraged', 'xinchuang-state'],
  ['military', 'B200', '2025-12-10', 'blocked', 'xinchuang-military'],
  ['critical_infrastructure', 'B200', '2026-04-06', 'no_gate', ''],
  ['critical_infrastructure', 'B200', '2026-04-07', 'watched', 'supply-chain-law'],
  ['critical_infrastructure', 'B200', '2026-05-25', 'watched', 'supply-chain-law'],
  ['critical_infrastructure', 'B200', '2026-05-26', 'blocked', 'supply-chain-law list-infrastructure'],
  ['government_and_soe', '5090DV2', '2026-05-26', 'blocked', 'xinchuang-state supply-chain-law list-state'],
  // H200 for platforms
  ['commercial_cloud', 'H200', '2025-12-09', 'watched', 'customs-checks power-price'],
  ['commercial_cloud', 'H200', '2025-12-10', 'watched', 'customs-checks power-price h200-review'],
  ['commercial_cloud', 'H200', '2026-01-06', 'watched', 'customs-checks power-price h200-review'],
  ['commercial_cloud', 'H200', '2026-01-07', 'paused', 'customs-checks power-price h200-pause'],
  ['commercial_cloud', 'H200', '2026-01-13', 'paused', 'customs-checks power-price h200-pause'],
  [
    'commercial_cloud',
    'H200',
    '2026-01-14',
    'blocked',
    'customs-checks power-price h200-pause h200-customs-cloud',
  ],
  [
    'commercial_cloud',
    'H200',
    '2026-01-22',
    'blocked',
    'customs-checks power-price h200-pause h200-customs-cloud',
  ],
  [
    'commercial_cloud',
    'H200',
    '2026-01-23',
    'case_by_case',
    'customs-checks power-price h200-in-principle h200-bundling',
  ],
  [
    'commercial_cloud',
    'H200',
    '2026-01-28',
    'case_by_case',
    'customs-checks power-price h200-bundling h200-approvals',
  ],
  [
    'commercial_cloud',
    'H200',
    '2026-05-16',
    'case_by_case',
    'customs-checks power-price h200-bundling h200-approvals supply-chain-law',
  ],
  [
    'commercial_cloud',
    'H200',
    '2026-05-17',
    'paused',
    'customs-checks power-price supply-chain-law h200-hold',
  ],
  [
    'commercial_cloud',
    'H200',
    '2026-07-31',
    'paused',
    'customs-checks power-price supply-chain-law h200-hold',
  ],
  [
    'commercial_cloud',
    'H200',
    '2026-08-01',
    'case_by_case',
    'customs-checks power-price supply-chain-law h200-ndrc h200-site-mainland',
  ],
  // H200 for others
  ['research', 'H200', '2026-01-13', 'watched', 'customs-checks'],
  ['research', 'H200', '2026-01-14', 'case_by_case', 'customs-checks h200-customs-research'],
  ['military', 'H200', '2026-01-14', 'blocked', 'xinchuang-military h200-military'],
  // RTX 5090D V2
  ['commercial_cloud', '5090DV2', '2026-05-14', 'watched', 'power-price supply-chain-law'],
  ['commercial_cloud', '5090DV2', '2026-05-15', 'blocked', 'power-price supply-chain-law 5090dv2-customs'],
  ['research', '5090DV2', '2026-05-15', 'blocked', 'supply-chain-law 5090dv2-customs'],
];

test.each(table)('%s, %s, %s: %s', (buyer, chip, date, state, clauses) => {
  const found = gate(chip, date, buyer);
  expect(found.state).toBe(state);
  expect(found.instruments.map(({ id }) => id.replace('gate-', '')).join(' ')).toBe(clauses);
  expect(found.buyer).toBe(buyer);
  expect(found.byBuyer[buyer]).toBe(state);
  expect(found.note).toContain('reported practice, not law');
  const strictest = Math.max(0, ...found.instruments.map((held) => gateStates.indexOf(held.state as never)));
  expect(gateStates[strictest]).toBe(state);
});

/** `state_by_sector_2026_09` of cn.yaml in states. What it says of research is an exception that was discussed for the H200. */
const september: Record<string, Record<'H200' | 'H20' | '6000D' | '5090DV2', string>> = {
  military: { H200: 'blocked', H20: 'blocked', '6000D': 'blocked', '5090DV2': 'blocked' },
  government_and_soe: { H200: 'blocked', H20: 'blocked', '6000D': 'blocked', '5090DV2': 'blocked' },
  critical_infrastructure: { H200: 'blocked', H20: 'blocked', '6000D': 'blocked', '5090DV2': 'blocked' },
  state_funded_dc: { H200: 'blocked', H20: 'blocked', '6000D': 'blocked', '5090DV2': 'blocked' },
  commercial_cloud: { H200: 'case_by_case', H20: 'blocked', '6000D': 'blocked', '5090DV2': 'blocked' },
  research: { H200: 'case_by_case', H20: 'watched', '6000D': 'watched', '5090DV2': 'blocked' },
};

describe('the state by sector of September 2026', () => {
  for (const [buyer, row] of Object.entries(september)) {
    it.each(Object.entries(row))(`${buyer}, %s: %s`, (chip, state) => {
      expect(gate(chip as ChipName, '2026-09-15', buyer).state).toBe(state);
      expect(gate(chip as ChipName, '2026-09-15').byBuyer[buyer]).toBe(state);
    });
  }

  it('covers every buyer', () => expect(Object.keys(september).sort()).toEqual([...sectors].sort()));
});

describe('when nobody told the buyer', () => {
  it('has the state of every buyer, and depends where they differ', () => {
    const found = gate('H200', '2026-09-15');
    expect(found.state).toBe('depends_on_buyer');
    expect(found.buyer).toBe(null);
    expect(Object.keys(found.byBuyer)).toEqual([...sectors]);
    expect(found.instruments.map(({ id }) => id)).toContain('gate-h200-ndrc');
    expect(found.instruments.map(({ id }) => id)).toContain('gate-list-state');
  });

  it('has the state that all share', () => {
    const found = gate('H20', '2025-07-30');
    expect([found.state, found.confidence, found.instruments]).toEqual(['no_gate', 'none', []]);
    expect(found.note).toMatch(/^No act on record gates this item\./);
  });
});

describe('confidence', () => {
  it.each([
    ['commercial_cloud', 'H20', '2025-07-31', 'official'],
    ['commercial_cloud', 'H20', '2025-08-12', 'reported'],
    ['critical_infrastructure', 'B200', '2026-04-07', 'official'],
    ['critical_infrastructure', 'B200', '2026-05-26', 'reported'],
    ['government_and_soe', '5090DV2', '2026-05-26', 'reported'],
    ['government_and_soe', 'B200', '2026-05-26', 'reported'],
    ['military', 'B200', '2026-09-15', 'analyst'],
    ['commercial_cloud', 'H20', '2025-07-30', 'none'],
  ] as const)('%s, %s, %s: %s', (buyer, chip, date, confidence) => {
    expect(gate(chip, date, buyer).confidence).toBe(confidence);
  });
});

describe('where the gate is not', () => {
  const all = (value: string) => Object.fromEntries(sectors.map((sector) => [sector, value]));

  it('does not apply elsewhere', () => {
    const found = gate('H200', '2026-01-15', 'commercial_cloud', { destination: 'SG', site: 'SG' });
    expect([found.state, found.instruments, found.byBuyer]).toEqual([
      'not_applicable',
      [],
      all('not_applicable'),
    ]);
  });

  it('applies where the site is in China and the destination is not', () => {
    const known = { destination: 'SG', site: 'CN' };
    expect(gate('H200', '2026-01-15', 'commercial_cloud', known).state).toBe('blocked');
  });

  it('takes the destination where the site was not told', () => {
    expect(gate('H200', '2026-01-15', 'commercial_cloud', { destination: 'CN' }).state).toBe('blocked');
    expect(gate('H200', '2026-01-15', 'commercial_cloud', { destination: 'SG' }).state).toBe(
      'not_applicable',
    );
    expect(gate('H200', '2026-01-15', 'commercial_cloud', {}).state).toBe('cannot_tell');
  });

  it('knows of no act that names Macau', () => {
    const found = gate('H200', '2026-01-15', undefined, { destination: 'MO', site: 'MO' });
    expect([found.state, found.byBuyer]).toEqual(['no_gate', all('no_gate')]);
    expect(found.note).toContain('Macau');
  });

  it('does not apply to chips designed in China', () => {
    const found = gate('Ascend', '2026-09-15');
    expect([found.state, found.byBuyer]).toEqual(['not_applicable', all('not_applicable')]);
    expect(found.note).toContain('The gate is for foreign chips.');
  });

  it.each([
    ['H200', '2026-01-15', 'paused', 'h200-pause'],
    ['H200', '2026-09-15', 'case_by_case', 'h200-site-hong-kong'],
    ['5090DV2', '2026-05-15', 'watched', 'supply-chain-law'],
    ['H20', '2025-10-10', 'blocked', 'h20-stop'],
  ] as const)(
    'keeps acts of the mainland customs out of Hong Kong: %s, %s: %s',
    (chip, date, state, clause) => {
      const found = gate(chip, date, 'commercial_cloud', { destination: 'CN', site: 'HK' });
      expect(found.state).toBe(state);
      expect(found.instruments.map(({ id }) => id)).toContain(`gate-${clause}`);
      expect(found.instruments.filter(({ instrument }) => instrument.startsWith('customs'))).toEqual([]);
      expect(found.note).toContain('Hong Kong');
    },
  );
});

describe('what is not known', () => {
  it('is said where it decides', () => {
    const found = gate({ label: 'a part without a name', origin: 'US' }, '2025-10-10', 'research');
    expect([found.state, found.confidence]).toEqual(['cannot_tell', 'none']);
    expect(found.note).toContain('It hangs on what was not told: datacenter.');
  });

  it('is passed over where a stricter clause holds', () => {
    const found = gate({ label: 'NVIDIA H200' }, '2026-09-15', 'commercial_cloud');
    expect(found.state).toBe('case_by_case');
  });

  it('says when the day lies after the material', () => {
    expect(gate('H200', '2026-11-20').note).toContain('The material ends on about 2026-10-10.');
    expect(gate('H200', '2026-10-10').note).not.toContain('The material ends');
  });
});

describe('the clauses', () => {
  it('come from acts on record, on or after their day, and have ids of their own', () => {
    const dates = new Map(cn.measures.map(({ id, date }) => [id, date]));
    for (const { id, measure, from, to = '9999' } of cn.gate!) {
      expect(dates.has(measure), id).toBe(true);
      expect(from, id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(from!.startsWith(dates.get(measure)!), id).toBe(true);
      expect(from! <= to, id).toBe(true);
    }
    expect(new Set(cn.gate!.map(({ id }) => id)).size).toBe(cn.gate!.length);
  });

  it('name sources on record', () => {
    for (const { id, source } of cn.gate!)
      for (const key of source) expect(facts.sources.has(key), `${id}: ${key}`).toBe(true);
  });

  it('never use a term', () => {
    const withTerm: CnControls = { ...cn, gate: [{ ...cn.gate![0]!, to: undefined, when: 'note_2' }] };
    const state = stateOf(chips.H20, { destination: 'CN', site: 'CN' });
    expect(() => chinaGate(book, withTerm, '2025-08-01', state)).toThrow(/CO002 .*gate-h20-summons.*note_2/);
  });

  it('tell where they come from', () => {
    const [summons] = gate('H20', '2025-07-31', 'commercial_cloud').instruments;
    expect(summons).toEqual({
      id: 'gate-h20-summons',
      instrument: 'summons',
      state: 'watched',
      force: 'written_notice',
      confidence: 'official',
      says: cn.gate![0]!.says,
      since: '2025-07-31',
      url: facts.sources.get('trtworld_25c7203cf45e')!.url,
    });
  });
});
