import type { Step } from '../../sd/order.js';
import type { ExpressionWriter } from '../javascript-expression.js';
import type { Book } from './book.js';
import { CFunctionWriter } from './function.js';

/** Writes a function that works out steps in order, each by `value`, into a structure or each variable's own place. */
export function functionOf(
  name: string,
  steps: readonly Step[],
  book: Book,
  value: (step: Step, write: ExpressionWriter, writer: CFunctionWriter) => string,
  into?: (step: Step) => string,
): string[] {
  const writer = new CFunctionWriter(book);
  for (const step of steps) {
    const { right } = step.equation;
    if (right.kind === 'numbers') writer.numbers(step, right.values);
    else writer.equation(step, (write) => value(step, write, writer), into?.(step));
  }
  return writer.text(name);
}

/** Writes the value of an equation at the start of a run. */
export function atStart(
  { variable, equation }: Step,
  write: ExpressionWriter,
  writer: CFunctionWriter,
): string {
  const { right, left } = equation;
  switch (right.kind) {
    case 'value':
    case 'initial':
      return write.number(right.expr);
    case 'delay': {
      const begin = right.style ? 'start_post' : 'start_ring';
      return `${begin}(${writer.delayOf(variable.name, left)}, ${write.number(right.time)}, ${write.number(right.initial)})`;
    }
    case 'data':
      return write.data(right.rule, variable.name, left);
    case 'stock':
    case 'active':
    case 'sample':
      return write.number(right.initial);
    default:
      throw new Error(`an equation of kind ${right.kind} has no value at the start`);
  }
}

/** Writes the value of an equation at each time. */
export function atTime(
  { variable, equation }: Step,
  write: ExpressionWriter,
  writer: CFunctionWriter,
): string {
  const { right, left } = equation;
  switch (right.kind) {
    case 'value':
    case 'active':
      return write.number(right.expr);
    case 'data':
      return write.data(right.rule, variable.name, left);
    case 'sample': {
      const kept = writer.element(variable.name, left);
      const choice = write.choice(right.condition, right.input, kept);
      return writer.book.plan.method === 'rk4' ? `(whole ? ${choice} : ${kept})` : choice;
    }
    default:
      throw new Error(`an equation of kind ${right.kind} is not worked out at each time`);
  }
}

/** Writes what a stock or a delay takes in. */
export function rateOf(
  { variable, equation }: Step,
  write: ExpressionWriter,
  writer: CFunctionWriter,
): string {
  const { right, left } = equation;
  if (right.kind === 'stock') return write.number(right.rate);
  if (right.kind !== 'delay') throw new Error(`an equation of kind ${right.kind} does not move`);
  const input = write.number(right.input);
  if (!right.style) return input;
  const last =
    right.style === 'material' ? write.number(right.missing!) : writer.element(variable.name, left);
  const post = right.style === 'material' ? 'post_material' : 'post_information';
  return `${post}(${writer.delayOf(variable.name, left)}, ${input}, ${write.number(right.time)}, ${last})`;
}
