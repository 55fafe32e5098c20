import type { Facts, Measurement } from '../facts/index.js';
import type { Taken } from './machine.js';

/** A row that asks for an estimate: a measurement without what was measured. */
export type Row = Pick<Measurement, 'id' | 'kind' | 'model' | 'chip' | 'precision' | 'metric' | 'unit'> & {
  readonly count?: number | null | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly date?: string | undefined;
};

/** Reads the configuration of a row, with what a recipe adds where the row is silent. */
export interface Config {
  number(key: string): number | undefined;
  text(key: string): string | undefined;
  flag(key: string): boolean | undefined;
}

/**
 * Reads a row's configuration. Parallelism in words (`PP2DP4TP1`, `FSDP8 x TP8 x PP8`) stands for its numbers; what the
 * row leaves open is taken from the recipe, and said.
 */
export function configOf(
  row: Row,
  recipe: Readonly<Record<string, unknown>> | undefined,
  taken: Taken[],
  from: string,
): Config {
  const words = String(row.config?.parallelism ?? '');
  const spoken: Record<string, unknown> = {};
  for (const [, name, size] of words.matchAll(/\b(PP|TP|DP|CP|EP|FSDP)\s*(\d+)|(?:)(?!)/gi))
    if (name) spoken[name.toLowerCase()] = Number(size);
  for (const [, name, size] of words.matchAll(/(PP|TP|DP|CP|EP)(\d+)/g))
    spoken[name!.toLowerCase()] = Number(size);
  const own: Record<string, unknown> = { ...spoken, ...row.config };
  const said = new Set<string>();
  const get = (key: string): unknown => {
    if (own[key] !== undefined && own[key] !== null) return own[key];
    const other = recipe?.[key];
    if (other !== undefined && !said.has(key)) {
      said.add(key);
      taken.push({ what: key, value: other as number | string, why: from });
    }
    return other;
  };
  return {
    number: (key) => {
      const value = get(key);
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    },
    text: (key) => {
      const value = get(key);
      return typeof value === 'string' ? value : undefined;
    },
    flag: (key) => {
      const value = get(key);
      return typeof value === 'boolean' ? value : undefined;
    },
  };
}

/** Finds the published layout for a row: same model and chips of the same architecture, nearest in number and date. */
export function recipeFor(
  row: Row,
  facts: Pick<Facts, 'recipes' | 'models' | 'chips'>,
  chipId: string,
  architecture: string | undefined,
): Facts['recipes'][number] | undefined {
  const seq = row.config?.seq_len;
  const lora = row.kind === 'llm_finetuning_lora';
  const named = recipesOf(facts, row.model);
  const fits = named.filter(
    (recipe) =>
      (recipe.on === chipId || recipe.on === architecture) &&
      (recipe.kind === 'llm_finetuning_lora') === lora &&
      (recipe.seq_len === undefined || seq === undefined || recipe.seq_len === seq) &&
      // Layouts of another year are those of other software.
      Math.abs(yearOf(recipe.date) - yearOf(row.date ?? recipe.date)) <= 1.25,
  );
  const own = row.config ?? {};
  const against = (recipe: Facts['recipes'][number]) =>
    Object.entries(recipe.config).filter(([key, value]) => own[key] !== undefined && own[key] !== value)
      .length;
  const away = (recipe: Facts['recipes'][number]) =>
    against(recipe) +
    Math.abs(Math.log((recipe.chips ?? row.count ?? 1) / (row.count ?? recipe.chips ?? 1))) +
    0.3 * Math.abs(yearOf(recipe.date) - yearOf(row.date ?? recipe.date));
  return fits.sort((a, b) => away(a) - away(b))[0];
}

/** The date of the software as a decimal year; the year of the data where the row has none. */
export function yearOf(date: string | undefined): number {
  if (date === undefined) return 2026;
  const [year, month] = date.split('-');
  return Number(year) + (month === undefined ? 0.5 : (Number(month) - 0.5) / 12);
}

type Recipes = Facts['recipes'];

/** Recipes by model, made once for a table of them: a batch asks for each of its rows. */
const byModel = new WeakMap<Recipes, Map<string, Recipes>>();

function recipesOf({ recipes, models }: Pick<Facts, 'recipes' | 'models'>, model: string): Recipes {
  const known = byModel.get(recipes) ?? new Map<string, Recipes>();
  byModel.set(recipes, known);
  const found = known.get(model);
  if (found !== undefined) return found;
  const names = new Set([model, models.get(model)?.same_as]);
  const made = recipes.filter((recipe) => names.has(recipe.model));
  known.set(model, made);
  return made;
}
