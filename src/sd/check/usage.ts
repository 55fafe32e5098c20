import { expressionsOf, type Model, walk } from '../ir.js';
import { isControl } from '../lower.js';
import type { Report } from './finding.js';

/**
 * Reports what nothing uses: constants and lookups that no equation refers to (SD023). An auxiliary or a stock at the
 * end of its chain is a result, not a fault.
 */
export function checkUsage(model: Model, report: Report): void {
  const used = new Set<string>();
  for (const variable of model.variables) {
    for (const equation of variable.equations) {
      for (const expr of expressionsOf(equation.right)) {
        walk(expr, (part) => {
          if (part.kind === 'variable' || part.kind === 'look' || part.kind === 'series') used.add(part.name);
        });
      }
    }
  }
  for (const variable of model.variables) {
    const passive = variable.kind === 'constant' || variable.kind === 'lookup' || variable.kind === 'data';
    if (!passive || used.has(variable.name) || variable.supplementary || isControl(variable.name)) continue;
    report({
      code: 'SD023',
      found: `nothing uses the ${variable.kind} "${variable.name}"`,
      place: variable.place,
      remedy: 'use it, delete it, or mark it :SUPPLEMENTARY',
    });
  }
}
