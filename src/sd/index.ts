export type { Finding } from './check/finding.js';
export { checkModel } from './check/model.js';
export { type Clock, clockOf } from './clock.js';
export { type Constant, constantsOf } from './constants.js';
export { awaitedData, feedData } from './data/feed.js';
export { type RunTable, readRunTable } from './data/run-table.js';
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
export { parseDelimited } from './outside/delimited.js';
export {
  type Area,
  type Cell,
  type ExternalReader,
  type FoundSheet,
  gridSheet,
  type Sheet,
} from './outside/sheet.js';
export { parseAll, parseModel, type ReadOptions } from './parse.js';
export { printExpr, printModel } from './print.js';
export { readSettings, type Settings } from './settings.js';
export { NA } from './syntax/expression.js';
