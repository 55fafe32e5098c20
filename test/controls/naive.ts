// A second evaluation of the US advanced-computing controls, written from the paragraphs and from nothing else, to test the
// engine against. One `if` per sentence of the rule; every figure stands where it is used. It shares no code or data with src/.
//
// It answers for an item that is subject to the EAR, of US origin, named in no company letter and of unknown maker, and only
// for these rules: embargoes and the other licence requirements of parts 742, 744 and 746 are outside it.

import { inA5, inA6, inD1, inD4, inD5 } from './naive-groups.js';

export interface NaiveCase {
  /** 'ic', 'computer' (board, server: contains the ICs described), 'HBM' (bare memory stack) */
  item: 'ic' | 'computer' | 'HBM';
  /** Total processing performance; also the 2022 figure, bits x TOPS. */
  tpp: number;
  /** Performance density, TPP per mm2. */
  pd: number;
  /** Total DRAM bandwidth, GB/s. */
  dram: number;
  /** Aggregate bidirectional I/O, GB/s. */
  io: number;
  /** Memory bandwidth density, GB/s per mm2; matters for HBM only. */
  memDensity: number;
  /** Designed or marketed for datacentres. */
  datacenter: boolean;
  /** ISO 3166 alpha-2. */
  destination: string;
  /** ISO 3166 alpha-2: headquarters of the end user and of its ultimate parent (one country for both). */
  parent: string;
  /** The end user is a UAE government agency or is named in supplement no. 8 to part 740. */
  uaeApproved: boolean;
  transaction: 'export_from_us' | 'reexport' | 'transfer_in_country' | 'export_from_abroad';
  /** Every certification of the January 2026 lane holds. */
  certified: boolean;
  /** ISO day, 2022-01-01 to 2026-12-31. */
  date: string;
}

export interface NaiveAnswer {
  eccn:
    | 'pre-rule'
    | 'not_3A090'
    | '3A090'
    | '4A090'
    | '3A090.a'
    | '3A090.b'
    | '3A090.c'
    | '4A090.a'
    | '4A090.b';
  license_required: boolean | 'text_yes_practice_no' | 'contested' | 'cannot_tell';
  review_policy: 'presumption_of_denial' | 'presumption_of_approval' | 'case_by_case' | null;
}

/** Destinations of part 746. */
const sanctioned = ['CU', 'IR', 'KP', 'SY', 'RU', 'BY'];

type Eccn = NaiveAnswer['eccn'];
type Policy = NaiveAnswer['review_policy'];

export function naive(given: NaiveCase): NaiveAnswer {
  const c = {
    ...given,
    destination: hongKongIsChina(given.destination),
    parent: hongKongIsChina(given.parent),
  };
  const eccn = classify(c);

  // The controls reach exports, reexports and transfers outside the United States.
  if (c.destination === 'US') return { eccn, license_required: false, review_policy: null };

  // 91 FR 43034: from 2026-07-10 UAE agencies and the firms of supp. no. 8 to part 740 need no licence in the UAE, unless
  // headquartered in D:5 or Macau.
  if (c.date >= '2026-07-10' && c.destination === 'AE' && c.uaeApproved && !isMacauOrD5(c.parent, c.date)) {
    return { eccn, license_required: false, review_policy: null };
  }

  // Letters of August 2022: a licence, no published policy. They ended with the rule of 2022-10-21.
  if (letterOf2022(c)) return { eccn, license_required: true, review_policy: null };

  // The requirement that decides brings its own review policy: the destination control where it reaches the case, else the
  // headquarters control, else the letter.
  if (destinationControl(c, eccn)) {
    return { eccn, license_required: true, review_policy: policyOfDestination(c, eccn) };
  }
  const byHeadquarters = headquartersControl(c, eccn);
  if (byHeadquarters !== false) {
    return { eccn, license_required: byHeadquarters, review_policy: policyOfHeadquarters(c, eccn) };
  }
  // Letter to Nvidia of 2023-10-23: the rule that took force for others on 2023-11-17, at once; no published policy.
  if (letterOfOctober2023(c)) return { eccn, license_required: true, review_policy: null };
  if (worldwideTextUnenforced(c, eccn)) {
    return { eccn, license_required: 'text_yes_practice_no', review_policy: null };
  }
  if (bandwidthLetter(c, eccn)) return { eccn, license_required: true, review_policy: policyOfLetter(c) };
  // Part 746 probably asks for a licence to these destinations; it is outside this transcription.
  if (sanctioned.includes(c.destination)) {
    return { eccn, license_required: 'cannot_tell', review_policy: null };
  }
  return { eccn, license_required: false, review_policy: null };
}

/** Hong Kong is treated as China, as a destination and as a headquarters. */
function hongKongIsChina(country: string): string {
  return country === 'HK' ? 'CN' : country;
}

/** 'Macau or Country Group D:5': Macau is not in D:5, so the EAR adds it by name. */
function isMacauOrD5(country: string, date: string): boolean {
  return country === 'MO' || inD5(country, date);
}

function isA(eccn: Eccn): boolean {
  return eccn === '3A090.a' || eccn === '4A090.a';
}

function isB(eccn: Eccn): boolean {
  return eccn === '3A090.b' || eccn === '4A090.b';
}

// ---------------------------------------------------------------------------------------------------------------------
// Classification: supplement no. 1 to part 774, 3A090 and 4A090

function classify(c: NaiveCase): Eccn {
  if (c.date < '2022-10-21') return 'pre-rule';
  if (c.item === 'HBM') return classifyHbm(c);
  if (c.date <= '2023-11-16') return classify2022(c);
  return classify2023(c);
}

/** 3A090.c, 89 FR 96790, effective 2024-12-02: memory bandwidth density of more than 2. */
function classifyHbm(c: NaiveCase): Eccn {
  if (c.date < '2024-12-02') return 'not_3A090';
  if (c.memDensity > 2) return '3A090.c';
  return 'not_3A090';
}

/** 87 FR 62186, 2022-10-21 to 2023-11-16: I/O of 600 GB/s or more AND bits x TOPS of 4800 or more. */
function classify2022(c: NaiveCase): Eccn {
  if (c.io >= 600 && c.tpp >= 4800) return c.item === 'computer' ? '4A090' : '3A090';
  return 'not_3A090';
}

/** 88 FR 73458, from 2023-11-17: Note 2 first, then .a, then .b. */
function classify2023(c: NaiveCase): Eccn {
  // Note 2 to 3A090.a and .b: not designed or marketed for datacentres, and TPP less than 4800.
  if (!c.datacenter && c.tpp < 4800) return 'not_3A090';

  // 3A090.a.1: TPP of 4800 or more. 3A090.a.2: TPP of 1600 or more and PD of 5.92 or more.
  const a1 = c.tpp >= 4800;
  const a2 = c.tpp >= 1600 && c.pd >= 5.92;
  if (a1 || a2) return c.item === 'computer' ? '4A090.a' : '3A090.a';

  // 3A090.b.1: TPP of 2400 or more and less than 4800, and PD of 1.6 or more and less than 5.92.
  const b1 = c.tpp >= 2400 && c.tpp < 4800 && c.pd >= 1.6 && c.pd < 5.92;
  // 3A090.b.2: TPP of 1600 or more, and PD of 3.2 or more and less than 5.92.
  const b2 = c.tpp >= 1600 && c.pd >= 3.2 && c.pd < 5.92;
  if (b1 || b2) {
    if (c.item === 'ic') return '3A090.b';
    // 4A090.b was reserved until 89 FR 23876 filled it on 2024-04-04.
    if (c.date >= '2024-04-04') return '4A090.b';
  }
  return 'not_3A090';
}

// ---------------------------------------------------------------------------------------------------------------------
// Letters to companies

/**
 * Letters of 2022-08-26, to 2022-10-20: an IC, or a system with it, at or above the A100 in performance (4992) and in
 * I/O (600 GB/s), to China or Russia.
 */
function letterOf2022(c: NaiveCase): boolean {
  if (c.date < '2022-08-26' || c.date > '2022-10-20') return false;
  if (c.item === 'HBM') return false;
  if (c.destination !== 'CN' && c.destination !== 'RU') return false;
  return c.tpp >= 4992 && c.io >= 600;
}

/** Letter of 2023-10-23, to 2023-11-16: TPP of 4800 or more, for datacentres, to the destinations of the coming rule. */
function letterOfOctober2023(c: NaiveCase): boolean {
  if (c.date < '2023-10-23' || c.date > '2023-11-16') return false;
  if (c.item === 'HBM' || !c.datacenter || c.tpp < 4800) return false;
  return inScopeOf2023(c.destination, c.date);
}

/**
 * Letters of 2025-04-09, for ICs and computers that are not in 3A090 or 4A090: total DRAM bandwidth of 1400 GB/s or more,
 * I/O of 1100 or more, or a sum of 1700 or more; to China, Macau or D:5, or for an entity headquartered or with its
 * ultimate parent there.
 */
function bandwidthLetter(c: NaiveCase, eccn: Eccn): boolean {
  if (c.date < '2025-04-09') return false;
  if (c.item === 'HBM') return false;
  if (eccn !== 'not_3A090') return false;
  if (!isMacauOrD5(c.destination, c.date) && !isMacauOrD5(c.parent, c.date)) return false;
  return c.dram >= 1400 || c.io >= 1100 || c.dram + c.io >= 1700;
}

// ---------------------------------------------------------------------------------------------------------------------
// Licence requirement by destination: 742.6(a)(6)

function destinationControl(c: NaiveCase, eccn: Eccn): boolean {
  // 742.6(a)(6) of 2022: China; Macau from 2023-01-17.
  if (eccn === '3A090' || eccn === '4A090') {
    return c.destination === 'CN' || (c.destination === 'MO' && c.date >= '2023-01-17');
  }

  // 742.6(a)(6)(iii) of 2023; since 2025-01-13 part of the worldwide text of (iii)(A), and enforced throughout.
  if (isA(eccn)) {
    if (inScopeOf2023(c.destination, c.date)) return true;
    // 91 FR 43034, as restated: the United Arab Emirates stay controlled after they left D:4.
    return c.destination === 'AE' && c.date >= '2026-07-10';
  }

  if (isB(eccn)) {
    // 742.6(a)(6)(iii) of 2023, (iii)(B) since 2025-01-13.
    if (inScopeOf2023(c.destination, c.date)) return true;
    // 91 FR 43034: 3A090.b and 4A090.b name the United Arab Emirates from the day it joined A:5.
    return c.destination === 'AE' && c.date >= '2026-07-10';
  }

  // 742.6(a)(6)(i)(B), 89 FR 96790: effective 2024-12-02, compliance 2024-12-31. Macau or D:5 only; the D:1 and D:4 scope
  // does not reach .c.
  if (eccn === '3A090.c') return c.date >= '2024-12-31' && isMacauOrD5(c.destination, c.date);

  return false; // pre-rule, not_3A090
}

/** 88 FR 73458: a destination in D:1, D:4, D:5 or Macau that is not also in A:5 or A:6. */
function inScopeOf2023(destination: string, date: string): boolean {
  if (inA5(destination, date) || inA6(destination)) return false;
  return (
    inD1(destination, date) || inD4(destination, date) || inD5(destination, date) || destination === 'MO'
  );
}

/** 742.6(a)(6)(iii)(A), 90 FR 4544: .a items to every other destination. */
function worldwideTextUnenforced(c: NaiveCase, eccn: Eccn): boolean {
  if (!isA(eccn)) return false;
  // Effective 2025-01-13, to be complied with from 2025-05-15; by then the notice of 2025-05-13 had said that it would not
  // be enforced.
  return c.date >= '2025-05-15';
}

// ---------------------------------------------------------------------------------------------------------------------
// Licence requirement by headquarters, where the destination control does not reach: for an entity headquartered, or with
// its ultimate parent, in Macau or D:5

function headquartersControl(c: NaiveCase, eccn: Eccn): boolean | 'contested' {
  if (!isMacauOrD5(c.parent, c.date)) return false;

  if (isA(eccn)) {
    // 744.23(a)(3)(i) from 2023-11-17 to 2025-01-12; 742.6(a)(6)(iii)(A) from 2025-01-13.
    if (c.date <= '2025-05-12') return true;
    // Whether the non-enforcement notice of 2025-05-13 reached headquarters is disputed until BIS spoke.
    // The rule of 2026-01-15 states the presumption of denial for these entities (91 FR 1684).
    if (c.date <= '2026-01-14') return 'contested';
    return true;
  }

  // 744.23(a)(3)(i) of 2023, (i)(A) since 2025-01-13.
  if (isB(eccn)) return true;

  // 744.23(a)(3)(i)(B), with the compliance date of 89 FR 96790.
  if (eccn === '3A090.c') return c.date >= '2024-12-31';

  return false; // the 2022 form has no headquarters rule
}

// ---------------------------------------------------------------------------------------------------------------------
// Review policy of the destination control: 742.6(b)(10)

function policyOfDestination(c: NaiveCase, eccn: Eccn): Policy {
  // (b)(10) of 2022, to 2023-11-16: denial. Its case-by-case sentence on end users headquartered in the United States, A:5
  // or A:6 is for semiconductor manufacturing items only.
  if (c.date <= '2023-11-16') return 'presumption_of_denial';
  if (eccn === '3A090.c') return policyOfDestinationC(c);
  if (c.date <= '2024-12-01') return policyOfDestination2023(c);
  if (c.date <= '2025-01-12') return policyOfDestinationDecember2024(c, eccn);
  if (isA(eccn)) return policyOfDestinationA(c);
  return policyOfDestinationB(c);
}

/** To or within Macau or D:5, or to an entity headquartered in, or whose ultimate parent is headquartered in, either. */
function isToMacauOrD5OrTheirEntity(c: NaiveCase): boolean {
  return isMacauOrD5(c.destination, c.date) || isMacauOrD5(c.parent, c.date);
}

/** (b)(10)(ii), 2023-11-17 to 2024-12-01. It has no limb for what is not a datacentre item. */
function policyOfDestination2023(c: NaiveCase): Policy {
  if (isToMacauOrD5OrTheirEntity(c)) return 'presumption_of_denial';
  return 'presumption_of_approval';
}

/** (b)(10)(iii), 2024-12-02 to 2025-01-12. */
function policyOfDestinationDecember2024(c: NaiveCase, eccn: Eccn): Policy {
  if (isToMacauOrD5OrTheirEntity(c)) {
    // (iii)(B)(1): the parameters of 3A090.a, not designed or marketed for use in a datacentre.
    if (isA(eccn) && !c.datacenter) return 'case_by_case';
    // (iii)(B)(2): the parameters of 3A090.b, designed or marketed for use in a datacentre.
    if (isB(eccn) && c.datacenter) return 'case_by_case';
    // (iii)(B).
    return 'presumption_of_denial';
  }
  // (iii)(A).
  return 'presumption_of_approval';
}

/** (b)(10)(iii) for .a items, from 2025-01-13; with the lane of 91 FR 1684 from 2026-01-15. */
function policyOfDestinationA(c: NaiveCase): Policy {
  // (iii)(A)(1) as of 91 FR 1684: from the United States, to end users located in China or Macau, TPP less than 21,000,
  // total DRAM bandwidth less than 6,500 GB/s, and every certification of (dd) to supp. no. 2 to part 748.
  if (
    c.date >= '2026-01-15' &&
    (c.destination === 'CN' || c.destination === 'MO') &&
    c.transaction === 'export_from_us' &&
    c.tpp < 21000 &&
    c.dram < 6500 &&
    c.certified
  ) {
    return 'case_by_case';
  }
  // (iii)(A)(1): no limb for what is not a datacentre item, nor for parents in the United States, A:5 or A:6.
  if (isToMacauOrD5OrTheirEntity(c)) return 'presumption_of_denial';
  // (iii)(A)(2) and (iii)(B)(1). The allocation of 790,000,000 TPP for each country, and denial beyond it, is not followed.
  return 'presumption_of_approval';
}

/** (b)(10)(iv) for .b items, from 2025-01-13. The lane of 2026 is in (iii) and so not for them. */
function policyOfDestinationB(c: NaiveCase): Policy {
  // (iv)(B).
  if (isToMacauOrD5OrTheirEntity(c)) return 'presumption_of_denial';
  // (iv)(A).
  return 'presumption_of_approval';
}

/** (b)(10)(ii) of January 2025 for 3A090.c, used from the compliance date of 2024-12-31; the destination is Macau or D:5. */
function policyOfDestinationC(c: NaiveCase): Policy {
  // First sentence: entities neither headquartered in, nor with an ultimate parent in, Macau or D:5.
  if (!isMacauOrD5(c.parent, c.date)) return 'presumption_of_approval';
  // Second sentence: all other applications.
  return 'presumption_of_denial';
}

// ---------------------------------------------------------------------------------------------------------------------
// Review policy of the headquarters control: 744.23(d) while the control stands in 744.23

function policyOfHeadquarters(c: NaiveCase, eccn: Eccn): Policy {
  // The control of .a items went to 742.6 on 2025-01-13: 742.6(b)(10)(iii)(A)(1), which has no limb for what is not a
  // datacentre item.
  if (isA(eccn) && c.date >= '2025-01-13') return 'presumption_of_denial';

  // 744.23(d) as of 88 FR 73449 and 73495, 2023-11-17 to 2024-04-03: it names destinations, not parents, for denial.
  if (c.date <= '2024-04-03') {
    // Cyprus alone can come here: in D:5 then, but by A:6 outside the destination control.
    if (isMacauOrD5(c.destination, c.date)) return 'presumption_of_denial';
    // All other applications.
    return 'case_by_case';
  }

  // 744.23(d) as of 89 FR 23886, from 2024-04-04.
  // (d)(3)(i): all of 3A090 and 4A090 but what is both a datacentre item and .a.
  if (!(isA(eccn) && c.datacenter)) return 'case_by_case';
  // (d)(1): an entity headquartered, or with its ultimate parent, in Macau or D:5.
  return 'presumption_of_denial';
}

// ---------------------------------------------------------------------------------------------------------------------
// Review policy of the letters

/** No policy until licences were announced in July 2025; none was announced for places of part 746. */
function policyOfLetter(c: NaiveCase): Policy {
  if (sanctioned.includes(c.destination)) return null;
  if (c.date <= '2025-07-14') return null;
  return 'case_by_case';
}
