import { nearestName } from '../base/nearest.js';
import { diffOf, type Route, usualRoutes } from '../controls/index.js';
import { exitCodes } from './complain.js';
import { printDiff } from './diff/print.js';
import { widthOf } from './io.js';
import { isoDay } from './options.js';
import { findChip, type History, launchOf, loadHistory, type NamedChip } from './timeline/load.js';
import { UsageError } from './usage.js';
import type { Context } from './verb.js';

/** What a person wants compared. */
export interface DiffOptions {
  readonly json?: boolean;
  /** Names of chips; empty: the whole catalogue. */
  readonly chip: readonly string[];
  /** Ids of routes; empty: all usual ones. */
  readonly route: readonly string[];
}

/** Tells which chips have another answer on a later day than on an earlier one, and why. */
export async function compareDays(
  words: readonly [string, string],
  options: DiffOptions,
  context: Context,
): Promise<number> {
  const [from, to] = words.map(isoDay('the day')) as [string, string];
  checkDays(from, to);
  const routes = options.route.length === 0 ? usualRoutes : options.route.map(routeOf);
  const history = await loadHistory(context);
  const chips = chosenChips(options.chip, history, context);
  const found = diffOf(history.classifier, history.facts, from, to, {
    chips: chips.map(({ id }) => id),
    routes,
  });
  const { stdout } = context.io;
  const lookedThrough = history.classifier.book.rules.looked_through;
  if (options.json) {
    const { disclaimer } = history.classifier.book.rules;
    const { routes: asked, looked, acts, changes } = found;
    const chinese = chips.flatMap(({ id, chinese }) => (chinese ? [id] : []));
    const listed = asked.map(({ id, title }) => ({ id, title }));
    const document = {
      schema: 'steelyard.diff/1',
      from,
      to,
      looked_through: lookedThrough,
      routes: listed,
      chips_looked: chips.length,
      answers_looked: looked,
      acts,
      changes,
      chinese_design: chinese,
      disclaimer,
    };
    stdout.write(`${JSON.stringify(document, null, 1)}\n`);
  } else {
    const look = { width: widthOf(stdout), paint: context.paint };
    stdout.write(printDiff(found, chips, lookedThrough, look));
  }
  return exitCodes.done;
}

function checkDays(from: string, to: string): void {
  if (from < to) return;
  throw new UsageError(
    {
      code: 'CL005',
      found: from === to ? `both days are ${from}` : `${from} is later than ${to}`,
      expected: 'an earlier day and then a later one',
      remedy: from === to ? 'name two days' : 'swap the two days',
    },
    to,
  );
}

function routeOf(id: string): Route {
  const found = usualRoutes.find((route) => route.id === id);
  if (found) return found;
  const ids = usualRoutes.map((route) => route.id);
  const near = nearestName(id, ids);
  throw new UsageError(
    {
      code: 'CL005',
      found: `--route cannot be "${id}"`,
      expected: `one of ${ids.join(', ')}`,
      ...(near ? { nearest: near } : {}),
      remedy: 'name one of these routes, or leave --route out for all of them',
    },
    id,
  );
}

function chosenChips(names: readonly string[], history: History, context: Context): NamedChip[] {
  if (names.length > 0) return names.map((name) => findChip(name, history, context));
  return [...history.facts.chips.values()].map(({ id, name, general_availability, country }) => ({
    id,
    name,
    launched: launchOf(general_availability),
    chinese: country === 'CN',
  }));
}
