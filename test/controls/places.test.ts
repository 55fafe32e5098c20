import { beforeAll, describe, expect, it } from 'vitest';
import { type Places, readPlaces } from '../../src/controls/places.js';
import { type Facts, foldPlace } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';
import { COUNTRIES, inA5, inA6, inD1, inD4, inD5 } from './naive-groups.js';

let facts: Facts;
let places: Places;
beforeAll(async () => {
  facts = await readFacts('data', { parts: ['places', 'us'] });
  places = readPlaces(facts);
});

describe('names of places', () => {
  it('are those of ISO 3166-1 and Kosovo, each found again by every spelling, no spelling twice', () => {
    expect(places.ids).toHaveLength(250);
    const seen = new Map<string, string>();
    for (const { id, alpha3, name, aliases = [] } of facts.places!.places) {
      expect(places.nameOf(id)).toBe(name);
      for (const spelling of [id, id.toLowerCase(), alpha3, name, `The ${name.toUpperCase()}`, ...aliases]) {
        expect(places.idOf(spelling), spelling).toBe(id);
        expect(seen.get(foldPlace(spelling)) ?? id, spelling).toBe(id);
        seen.set(foldPlace(spelling), id);
      }
    }
  });

  it.each([
    ['Burma', 'MM'],
    ['Myanmar', 'MM'],
    ['Türkiye', 'TR'],
    ['Turkey', 'TR'],
    ['Korea, Republic of', 'KR'],
    ['north korea', 'KP'],
    ['U.A.E.', 'AE'],
    ['the Netherlands', 'NL'],
    ['Côte d’Ivoire', 'CI'],
    ['St Kitts & Nevis', 'KN'],
    ['Macao', 'MO'],
    ['PRC', 'CN'],
    ['Great Britain', 'GB'],
    ['ksa', 'SA'],
    ['Republic of the Congo', 'CG'],
    ['DRC', 'CD'],
  ])('%s is %s', (name, id) => expect(places.idOf(name)).toBe(id));

  it('that are not known or name two countries are not guessed', () => {
    for (const name of ['Congo', 'Atlantis', '', 'EU']) expect(places.idOf(name), name).toBeUndefined();
    expect(places.nearest('Saudi Arabai')).toBe('Saudi Arabia');
    expect(places.nearest('Unknownland of nowhere')).toBeUndefined();
  });

  it('tell what counts as what: Hong Kong as China, Macau as itself, territories as the United States', () => {
    expect(places.countsAs(places.idOf('Hong Kong SAR')!)).toBe('CN');
    for (const id of ['MO', 'TW', 'CN']) expect(places.countsAs(id)).toBe(id);
    for (const id of ['PR', 'GU', 'VI', 'AS', 'MP']) expect(places.countsAs(id)).toBe('US');
  });
});

describe('country groups', () => {
  it('hold known places that stand for themselves', () => {
    for (const group of places.groups) {
      for (const day of ['2022-10-01', ...places.changeDates]) {
        for (const id of places.membersOn(group, day)) {
          expect(places.ids, group).toContain(id);
          expect(places.countsAs(id), `${group} ${id}`).toBe(id);
        }
      }
    }
  });

  // Numbers of names: BIS FAQ I.Q2 counts 23 in D:5 in 2023; the eCFR of 2026-07-23 has the last row.
  it.each([
    ['2022-10-01', 23, 22, 23, 37],
    ['2023-11-17', 23, 22, 23, 37],
    ['2024-03-15', 24, 22, 24, 37],
    ['2024-05-10', 24, 22, 23, 37],
    ['2025-11-07', 24, 22, 22, 37],
    ['2026-07-09', 24, 22, 22, 37],
    ['2026-07-10', 24, 21, 22, 38],
  ])('on %s number %i, %i, %i and %i in D:1, D:4, D:5 and A:5', (day, ...counts) => {
    expect(['D:1', 'D:4', 'D:5', 'A:5'].map((group) => places.membersOn(group, day).size)).toEqual(counts);
    expect(places.membersOn('A:6', day).size).toBe(8);
  });

  it.each([
    ['D:5', 'KH', '2025-11-06', true],
    ['D:5', 'KH', '2025-11-07', false],
    ['D:1', 'KH', '2026-07-23', true],
    ['D:5', 'CY', '2024-05-09', true],
    ['D:5', 'CY', '2024-05-10', false],
    ['D:4', 'AE', '2026-07-09', true],
    ['D:4', 'AE', '2026-07-10', false],
    ['A:5', 'AE', '2026-07-10', true],
    ['D:5', 'MO', '2026-07-10', false],
    ['D:5', 'CN', '2021-01-01', true],
    ['supp5a', 'TW', '2025-01-12', false],
    ['supp5a', 'TW', '2025-01-13', true],
    ['remote_end_user_places', 'VE', '2026-01-15', true],
    ['no such group', 'CN', '2026-01-15', false],
  ])('%s with %s on %s: %s', (group, id, day, is) => {
    expect(places.membersOn(group, day).has(id)).toBe(is);
  });

  it('agree on 2026-07-23 with the lists of the regulation that was read', () => {
    // The lists of the oracle were transcribed on their own, from the table and not from this file.
    const members = { 'D:1': inD1, 'D:4': inD4, 'D:5': inD5, 'A:5': inA5, 'A:6': inA6 };
    for (const [group, isIn] of Object.entries(members)) {
      const ids = COUNTRIES.filter((id) => isIn(id, '2026-07-23'));
      expect([...places.membersOn(group, '2026-07-23')].sort(), group).toEqual(ids.sort());
    }
  });

  it('change on the days that the data name', () => {
    expect(places.changeDates).toEqual([
      '2024-03-15',
      '2024-05-10',
      '2025-01-13',
      '2025-11-07',
      '2026-01-15',
      '2026-07-10',
    ]);
  });

  it('are empty where the data have no places', () => {
    const none = readPlaces({ places: undefined });
    expect(none.ids).toEqual([]);
    expect(none.membersOn('D:5', '2026-01-01').size).toBe(0);
  });
});
