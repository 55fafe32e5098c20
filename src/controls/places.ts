import { nearestName } from '../base/nearest.js';
import type { Facts, PlacesFile } from '../facts/index.js';
import { foldPlace } from '../facts/light.js';

/** Countries and territories by name, and the country groups by date. Ids are ISO 3166-1 alpha-2, and XK. */
export interface Places {
  readonly ids: readonly string[];
  /** The id behind a name, another spelling or an ISO code; undefined when nothing has that name. */
  idOf(name: string): string | undefined;
  /** The known name closest to a mistyped one, if any is close. */
  nearest(name: string): string | undefined;
  /** The name of an id as the EAR has it; the id itself where it is not known. */
  nameOf(id: string): string;
  /** The place as which the rules treat this one: `CN` for `HK`, otherwise the id itself. */
  countsAs(id: string): string;
  /** Ids in a country group on a day; ask with ids after `countsAs`. Empty for a group that does not exist. */
  membersOn(group: string, date: string): ReadonlySet<string>;
  /** `D:1`, `D:4`, `D:5`, `A:5`, `A:6`, `supp5a` (to part 740) and `remote_end_user_places`. */
  readonly groups: readonly string[];
  /** Days on which some group changes, in order. */
  readonly changeDates: readonly string[];
}

/**
 * Reads the places and country groups of the data for looking up; without them everything is empty.
 *
 * The first list of a group is that of 2022-10-01 and also stands for earlier days, where memberships were not
 * looked through. A change holds from its day on. A group that has a first day is empty before it.
 *
 * @example
 * readPlaces(facts).idOf('the Republic of Korea') // => 'KR'
 * readPlaces(facts).idOf('CHN') // => 'CN'
 * readPlaces(facts).countsAs('HK') // => 'CN'
 * readPlaces(facts).membersOn('D:5', '2024-03-14').has('NI') // => false
 * readPlaces(facts).membersOn('D:5', '2024-03-15').has('NI') // => true
 * readPlaces(facts).nearest('Singapoor') // => 'Singapore'
 */
export function readPlaces(facts: Pick<Facts, 'places'>): Places {
  const { places = [], groups = {} } = facts.places ?? {};
  const rows = new Map(places.map((row) => [row.id, row]));
  const names = places.flatMap((row) => [row.name, ...(row.aliases ?? [])]);
  const byName = new Map(
    places.flatMap((row) =>
      [row.id, row.alpha3, row.name, ...(row.aliases ?? [])].map(
        (name) => [foldPlace(name), row.id] as const,
      ),
    ),
  );
  const versions = new Map(Object.entries(groups).map(([name, group]) => [name, versionsOf(group)]));
  const dates = [...versions.values()].flatMap((list) => list.map(({ from }) => from)).filter(Boolean);
  return {
    ids: [...rows.keys()],
    idOf: (name) => byName.get(foldPlace(name)),
    nearest: (name) => nearestName(name, names),
    nameOf: (id) => rows.get(id)?.name ?? id,
    countsAs: (id) => rows.get(id)?.counts_as ?? id,
    membersOn: (group, date) =>
      versions.get(group)?.findLast(({ from }) => from <= date)?.members ?? new Set<string>(),
    groups: [...versions.keys()],
    changeDates: [...new Set(dates)].sort(),
  };
}

/** The memberships of a group, each with the day from which it holds; the first holds from the beginning. */
function versionsOf(group: PlacesFile['groups'][string]): { from: string; members: ReadonlySet<string> }[] {
  const versions = [{ from: group.from ?? '', members: new Set(group.members) }];
  for (const { date, adds = [], removes = [] } of group.changes) {
    const members = new Set([...versions.at(-1)!.members, ...adds]);
    for (const id of removes) members.delete(id);
    versions.push({ from: date, members });
  }
  return versions;
}
