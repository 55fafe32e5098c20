import { z } from 'zod';
import { foldPlace } from '../fold-place.js';
import { date, level, sourceKeys, text } from './common.js';

const id = z.string().regex(/^[A-Z]{2}$/, 'a code of two letters such as CN');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-01-15');

const place = z.strictObject({
  id,
  alpha3: z.string().regex(/^[A-Z]{3}$/, 'a code of three letters such as CHN'),
  name: text,
  aliases: z.array(text).optional(),
  counts_as: id.optional(),
});

const change = z.strictObject({
  date: day,
  adds: z.array(id).optional(),
  removes: z.array(id).optional(),
  cite: text,
  source: sourceKeys,
  see: sourceKeys.optional(),
  level,
  note: text.optional(),
});

const group = z.strictObject({
  from: day.optional(),
  members: z.array(id),
  changes: z.array(change),
  as_of: date.optional(),
  source: sourceKeys,
  level,
  note: text.optional(),
});

/** The form of data/controls/places.yaml: members are places of the file, and no name means two of them. */
export const placesFile = z
  .strictObject({
    names: z.strictObject({ source: sourceKeys, note: text }),
    places: z.array(place),
    groups: z.record(text, group),
  })
  .superRefine(({ places, groups }, context) => {
    const say: Say = (path, message) => context.addIssue({ code: 'custom', path, message });
    checkNames(places, say);
    const ids = new Set(places.map((row) => row.id));
    for (const [name, row] of Object.entries(groups)) checkGroup(row, ids, ['groups', name], say);
  });

/** All of data/controls/places.yaml. */
export type PlacesFile = z.infer<typeof placesFile>;

type Path = (string | number)[];
type Say = (path: Path, expected: string) => void;

function checkNames(places: readonly z.infer<typeof place>[], say: Say): void {
  const ids = new Set(places.map((row) => row.id));
  const taken = new Map<string, string>();
  for (const [i, row] of places.entries()) {
    if (row.counts_as !== undefined && !ids.has(row.counts_as))
      say(['places', i, 'counts_as'], 'the id of a place of this file');
    const take = (name: string, path: Path) => {
      const other = taken.get(foldPlace(name)) ?? row.id;
      if (other !== row.id) say(['places', i, ...path], `a name that does not mean ${other} already`);
      taken.set(foldPlace(name), row.id);
    };
    take(row.id, ['id']);
    take(row.alpha3, ['alpha3']);
    take(row.name, ['name']);
    for (const [j, alias] of (row.aliases ?? []).entries()) take(alias, ['aliases', j]);
  }
}

/** Members are places; changes follow each other in time, add what is out and remove what is in. */
function checkGroup(row: z.infer<typeof group>, ids: ReadonlySet<string>, at: Path, say: Say): void {
  const now = new Set<string>();
  const add = (list: readonly string[], path: Path) => {
    for (const [i, member] of list.entries()) {
      if (!ids.has(member)) say([...at, ...path, i], 'the id of a place of this file');
      if (now.has(member)) say([...at, ...path, i], 'a place that is not in the group yet');
      now.add(member);
    }
  };
  add(row.members, ['members']);
  for (const [i, { date: on, adds = [], removes = [] }] of row.changes.entries()) {
    const before = row.changes[i - 1]?.date ?? row.from;
    if (before !== undefined && before >= on) say([...at, 'changes', i, 'date'], `a day after ${before}`);
    add(adds, ['changes', i, 'adds']);
    for (const [j, member] of removes.entries())
      if (!now.delete(member)) say([...at, 'changes', i, 'removes', j], 'a place that is in the group');
  }
}
