export type { Finding } from './check/finding.js';
export { checkModel } from './check/model.js';
export { type Clock, clockOf } from './clock.js';
export { type Constant, constantsOf } from './constants.js';
export {
  type ElementRef,
  elementName,
  elementNames,
  findElements,
  findVariable,
} from './elements.js';
export { type SdCode, sdErrors } from './errors.js';
export type {
  Axis,
  Dimension,
  Equation,
  Expr,
  Index,
  Loop,
  Model,
  Right,
  Variable,
  VariableKind,
} from './ir.js';
export { lowerModel } from './lower.js';
export { orderModel } from './order.js';
export { parseAll, parseModel } from './parse.js';
export { printExpr, printModel } from './write/mdl.js';
