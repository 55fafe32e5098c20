import type { Facts } from '../facts/index.js';
import type { Classifier } from './classify.js';
import { type Status, statusOn } from './history.js';
import type { LicenseRequired, Request } from './types.js';

/** A movement that is looked at for every chip. */
export interface Route {
  readonly id: string;
  readonly title: string;
  readonly request: Omit<Request, 'chip' | 'date'>;
}

/** One chip on one route whose answer differs between two days. */
export interface Change {
  readonly chip: string;
  readonly name: string;
  readonly route: string;
  readonly before: Status;
  readonly after: Status;
  /** `tighter`, `looser`, or `other` where neither can be said. */
  readonly way: 'tighter' | 'looser' | 'other';
  /** Clauses that decide on the later day and did not on the earlier. */
  readonly because: readonly { readonly id: string; readonly clause: string; readonly cite: string }[];
}

/** What differs between two days, with the acts that took effect between them. */
export interface Difference {
  readonly from: string;
  readonly to: string;
  readonly routes: readonly Route[];
  readonly changes: readonly Change[];
  /** Chips and routes that were looked at. */
  readonly looked: number;
  readonly acts: readonly {
    readonly id: string;
    readonly title: string;
    readonly citation: string;
    /** First day in force, or the day of publication of what never took force. */
    readonly date: string;
    /** Further days of the same act, such as that of compliance. */
    readonly phases: Readonly<Record<string, string>>;
  }[];
}

/** The movements that a catalogue is usually held against. */
export const usualRoutes: readonly Route[] = [
  {
    id: 'us-cn',
    title: 'export from the US to China',
    request: { destination: 'CN', end_user: 'commercial' },
  },
  {
    id: 'us-mo',
    title: 'export from the US to Macau',
    request: { destination: 'MO', end_user: 'commercial' },
  },
  {
    id: 're-cn',
    title: 'reexport from Taiwan to China',
    request: { destination: 'CN', end_user: 'commercial', transaction: 'reexport', route: 'TW' },
  },
  {
    id: 'us-sg-cn',
    title: 'export from the US to a unit in Singapore of a Chinese firm',
    request: { destination: 'SG', ultimate_parent: 'CN', end_user_hq: 'SG' },
  },
  {
    id: 'us-ae',
    title: 'export from the US to the United Arab Emirates',
    request: { destination: 'AE', end_user: 'commercial' },
  },
  {
    id: 'us-sa',
    title: 'export from the US to Saudi Arabia',
    request: { destination: 'SA', end_user: 'commercial' },
  },
  {
    id: 'us-vn',
    title: 'export from the US to Vietnam',
    request: { destination: 'VN', end_user: 'commercial' },
  },
  {
    id: 'us-in',
    title: 'export from the US to India',
    request: { destination: 'IN', end_user: 'commercial' },
  },
];

/**
 * Lists which chips changed status between two days, on which route and by which clause.
 *
 * @param chips ids or names; default: the whole catalogue
 * @param routes default: `usualRoutes`
 *
 * @example
 * const { changes } = diffOf(makeClassifier(facts), facts, '2023-11-16', '2023-11-17', { chips: ['a800'] })
 * changes.find(({ route }) => route === 'us-cn').way // => 'tighter'
 */
export function diffOf(
  classifier: Classifier,
  facts: Pick<Facts, 'measures'>,
  from: string,
  to: string,
  options: { chips?: readonly string[]; routes?: readonly Route[] } = {},
): Difference {
  const routes = options.routes ?? usualRoutes;
  const chips = options.chips ?? [...classifier.facts.chips.keys()];
  const changes = chips.flatMap((chip) =>
    routes.flatMap((route) => changeOf(classifier, chip, route, from, to) ?? []),
  );
  const acts = [...facts.measures.us.values()].flatMap(
    ({ id, title, citation, effective, published, phases = {} }) => {
      const days = [effective ?? published, ...Object.values(phases)];
      return days.some((day) => day > from && day <= to)
        ? [{ id, title, citation, date: days[0]!, phases }]
        : [];
    },
  );
  return {
    from,
    to,
    routes,
    changes,
    looked: chips.length * routes.length,
    acts: acts.sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

function changeOf(
  classifier: Classifier,
  chip: string,
  route: Route,
  from: string,
  to: string,
): Change | undefined {
  const on = (date: string) => statusOn(classifier, { ...route.request, chip, date });
  const [before, after] = [on(from), on(to)];
  const same =
    before.eccn === after.eccn &&
    before.license_required === after.license_required &&
    before.review_policy === after.review_policy;
  if (same) return undefined;
  const known = new Set(before.clauses.map(({ id }) => id));
  return {
    chip,
    name: classifier.facts.chips.get(chip)?.name ?? chip,
    route: route.id,
    before,
    after,
    way: wayOf(before, after),
    because: after.clauses.filter(({ id }) => !known.has(id)),
  };
}

/** How much stands in the way, as far as that can be put in order. */
function weightOf({ license_required, review_policy }: Status): number | undefined {
  const bare: Partial<Record<string, number>> = { false: 0, text_yes_practice_no: 1, contested: 2 };
  const policies: Partial<Record<string, number>> = {
    presumption_of_approval: 3,
    case_by_case: 4,
    presumption_of_denial: 6,
  };
  if (license_required !== true) return bare[String(license_required satisfies LicenseRequired)];
  return review_policy === null ? 5 : policies[review_policy];
}

function wayOf(before: Status, after: Status): Change['way'] {
  const [a, b] = [weightOf(before), weightOf(after)];
  if (a === undefined || b === undefined || a === b) return 'other';
  return a < b ? 'tighter' : 'looser';
}
