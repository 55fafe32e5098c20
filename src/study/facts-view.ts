import { SteelyardError } from '../base/error.js';
import { type Evidence, type Facts, type PriorSetName, priorSets } from '../facts/index.js';
import type { FactsView, FactValue, PriorValue } from './ports.js';
import { type EstimateValue, resolveEstimate } from './resolve-estimate.js';
import { resolveKey } from './resolve-key.js';

/** Faults that mean that there is no such value; any other fault is the caller's to see. */
const absent = new Set(['FA020', 'FA021', 'FA022', 'CO014', 'CO030', 'ST016']);

/**
 * Shows the data as studies see them: numbers under key paths, legal status worked out by the rules, and the
 * priors of each dated set.
 *
 * @throws SteelyardError FA025, when a value is asked for from a part of the data that was not loaded;
 *   CO031, when the rules do not settle the legal status that is asked for
 */
export function viewOfFacts(facts: Facts): FactsView {
  const attempt = (key: string, set?: PriorSetName): Evidence | SteelyardError => {
    try {
      return resolveKey(facts, key, set === undefined ? {} : { priors: set });
    } catch (fault) {
      if (fault instanceof SteelyardError && absent.has(fault.complaint.code)) return fault;
      throw fault;
    }
  };
  const setNamed = (name: string) => priorSets.find((set) => set === name);
  return {
    hash: facts.hash,
    priorSets,
    priorKeys: (name) => {
      const set = setNamed(name);
      return set === undefined ? [] : [...facts.priors[set].keys()];
    },
    prior: (key, name) => {
      const set = setNamed(name);
      const prior = set && facts.priors[set].get(key);
      if (!prior) return undefined;
      const { id, dist, p5, p50, p95, bounds, alt_dist } = prior;
      const evidence = attempt(`prior:${key}`, set);
      if (evidence instanceof SteelyardError) return undefined;
      const value: PriorValue = {
        ...factValue(evidence, p50),
        prior: {
          id,
          dist,
          p5,
          p50,
          p95,
          bounds,
          alt_dist,
          // Finding a place needs the full parser of the file, so it is asked for only when a draw is refused.
          get place() {
            return evidence.place;
          },
        },
      };
      return value;
    },
    fact: (key) => {
      const evidence = attempt(key);
      if (evidence instanceof SteelyardError || typeof evidence.value !== 'number') return undefined;
      return factValue(evidence, evidence.value);
    },
    estimate: (key, name) => {
      const set = setNamed(name);
      if (set === undefined || attempt(key) instanceof SteelyardError) return undefined;
      const found: EstimateValue = resolveEstimate(facts, key, set);
      const { value, logSd, phase } = found;
      return { ...factValue(found.evidence, value), value, logSd, phase, name: found.name };
    },
    nearestFact: (key) => {
      const evidence = attempt(key);
      return evidence instanceof SteelyardError ? evidence.complaint.nearest : undefined;
    },
  };
}

function factValue({ key, low, high, unit, title, sources, flags }: Evidence, value: number): FactValue {
  const [first, ...more] = sources.map((source) => source.title);
  const cited = first === undefined ? '' : more.length === 0 ? first : `${first}, and ${more.length} more`;
  const judged = flags.includes('judgement') ? 'our judgement' : '';
  const source = [cited, judged].filter((part) => part !== '').join('; ');
  return { key, value, low: low ?? null, high: high ?? null, unit, title, source };
}
