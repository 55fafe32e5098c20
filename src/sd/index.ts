export type { Finding } from './check/finding.js';
export { checkModel } from './check/model.js';
export { type Clock, clockChanges, clockOf } from './clock.js';
export { type Constant, constantsOf } from './constants.js';
export { awaitedData, feedData } from './data/feed.js';
export { elementKey, type RunTable, readRunTable } from './data/run-table.js';
export { type Description, describeModel, mostLoops } from './describe/describe.js';
export { layOutModel } from './diagram/layout.js';
export type { Diagram } from './diagram/types.js';
export {
  type ElementRef,
  elementName,
  elementNames,
  findElements,
  findVariable,
} from './elements.js';
export { type SdCode, sdErrors } from './errors.js';
export { flowsOf, type NamedFlows, nameFlows, type StockFlows } from './flows.js';
export type {
  Axis,
  Dimension,
  Equation,
  Expr,
  Index,
  LookRule,
  Loop,
  Method,
  Model,
  Notice,
  Right,
  Variable,
  VariableKind,
} from './ir.js';
export { lowerModel } from './lower.js';
export { stepWith } from './method.js';
export { orderModel } from './order.js';
export { parseDelimited } from './outside/delimited.js';
export { type FileSettings, fileSettings } from './outside/settings.js';
export {
  type Area,
  type Cell,
  type ExternalReader,
  type FoundSheet,
  gridSheet,
  type Sheet,
} from './outside/sheet.js';
export { parseAll, parseModel, type ReadOptions } from './parse.js';
export { setConstants } from './set.js';
export { NA } from './syntax/expression.js';
export { convertModel, type ModelFormat, modelFormats } from './write/convert.js';
export { printJson, withoutPlaces } from './write/json.js';
export { printExpr, printModel } from './write/mdl.js';
export { printXmile } from './write/xmile/document.js';
