import { SteelyardError } from '../../../base/error.js';
import { drawsNumbers } from '../../functions.js';
import { type Expr, expressionsOf, type Model, walk } from '../../ir.js';

const missing = new Set(['GAMMA LN', 'GET TIME VALUE', 'DELAY MATERIAL', 'DELAY INFORMATION']);

/** Refuses a function that the format lacks and that cannot be written out in its own functions. Errors: SD003. */
export function refuseUnwritable(model: Model): void {
  for (const variable of model.variables) {
    for (const { right } of variable.equations) {
      for (const expr of right.kind === 'data' ? [] : expressionsOf(right)) {
        walk(expr, (part) => {
          const fn = missingIn(part);
          if (fn === undefined) return;
          throw new SteelyardError({
            code: 'SD003',
            found: `XMILE has no ${fn}, which "${variable.name}" uses`,
            place: part.place,
            remedy: 'write it with other functions, or convert the model to mdl or json',
          });
        });
      }
    }
  }
}

function missingIn(expr: Expr): string | undefined {
  switch (expr.kind) {
    case 'series':
    case 'vector':
      return expr.fn;
    case 'look':
      return expr.rule && `LOOKUP ${expr.rule.toUpperCase()}`;
    case 'call':
      return drawsNumbers(expr.fn) || missing.has(expr.fn) ? expr.fn : undefined;
    default:
      return undefined;
  }
}
