import { constantsOf } from '../../sd/constants.js';
import { coveredCells, elementName, sizeOf } from '../../sd/elements.js';
import type { Variable } from '../../sd/ir.js';
import type { Point } from '../../sd/syntax/ast.js';
import { Namer } from '../javascript-names.js';
import type { Plan } from '../javascript-plan.js';
import { numeralOfC } from './dialect.js';
import { cReserved, plainName } from './names.js';

/** Where a variable's values stand: structures of the C program. */
export type Home = 'constant' | 'stock' | 'delay' | 'v';

/** What all functions of a C program share: names, where values stand, tables, and which functions are called. */
export class Book {
  readonly used = new Set<string>();
  private readonly members = new Namer(cReserved);
  private readonly others = new Namer(cReserved);
  private readonly lines: string[] = [];
  private readonly known = new Map<string, string>();
  private readonly fixed: ReadonlyMap<string, readonly number[]>;
  private arrays = 0;

  constructor(readonly plan: Plan) {
    this.fixed = fixedValues(plan);
  }

  /** Numbers of a variable that is all constants, element by element; undefined for any other. */
  numbersOf = (variable: Variable) => this.fixed.get(variable.name);

  home(name: string): Home {
    const { offsets, stockSize, delaySize } = this.plan;
    const offset = offsets.get(name)!;
    if (offset < stockSize) return 'stock';
    if (offset < stockSize + delaySize) return 'delay';
    return this.fixed.has(name) ? 'constant' : 'v';
  }

  /** Variables that a run uses, of one structure, in the order of their places. */
  variablesOf(home: Home): Variable[] {
    const { offsets, variables } = this.plan;
    return [...offsets.keys()].filter((name) => this.home(name) === home).map((name) => variables.get(name)!);
  }

  member = (name: string) => this.members.name(name, plainName(name) || 'value');

  loopName = (id: string) =>
    this.others.name(`loop ${id}`, `i_${plainName(id.replace(/!( \d+)?$/, ' each'))}`);

  /** Adds a list of whole numbers to the program and names it. */
  places(values: readonly number[]): string {
    return this.list('places', 'int', values.map(String).join(', '));
  }

  /** Adds a list of values to the program and names it. */
  numbers(wanted: string, values: readonly number[]): string {
    return this.list(`list_${plainName(wanted)}`, 'real', values.map((x) => numeralOfC(x)[0]).join(', '));
  }

  /** Writes points as what functions of points take. */
  points(points: readonly Point[]): string {
    this.used.add('points');
    return `(struct points)${this.pair('points', points)}`;
  }

  /** Writes points as a function of their own without jumps, which compilers can take many runs through at once. */
  pieces(points: readonly Point[]): string {
    const key = `pieces ${points.join(' ')}`;
    const name = this.others.name(key, 'look_at');
    if (!this.known.has(key)) {
      this.known.set(key, name);
      this.lines.push(`static inline real ${name}(real x) { return ${piecesText(points)}; }`);
    }
    return name;
  }

  /** Lists the points of a lookup or data variable, element by element. */
  pointsOf = pointsOf;

  /** Names the tables of a lookup or data variable, one an element. */
  tables(variable: Variable): string {
    const key = `tables ${variable.name}`;
    const name = this.others.name(key, `points_of_${plainName(variable.name)}`);
    if (!this.known.has(key)) {
      this.known.set(key, name);
      this.used.add('points');
      const cells = pointsOf(variable).map((points) => this.pair(name, points ?? []));
      this.lines.push(`static const struct points ${name}[] = {${cells.join(', ')}};`);
    }
    return name;
  }

  /** Names an array that no one else uses. */
  scratch(size: number): string {
    const name = this.others.name(`scratch ${++this.arrays}`, 'scratch');
    this.lines.push(`static real ${name}[${size}];`);
    return name;
  }

  /** The tables, to stand before the functions that use them. */
  declarations = (): readonly string[] => this.lines;

  private pair(wanted: string, points: readonly Point[]): string {
    if (points.length === 0) return '{-2, 0}';
    const flat = points.flatMap(([x, y]) => [numeralOfC(x)[0], numeralOfC(y)[0]]);
    return `{${2 * points.length - 2}, ${this.list(`${wanted}_at`, 'real', flat.join(', '))}}`;
  }

  private list(wanted: string, type: string, text: string): string {
    const key = `${type} ${text}`;
    const found = this.known.get(key);
    if (found) return found;
    const name = this.others.name(key, wanted);
    this.known.set(key, name);
    this.lines.push(`static const ${type} ${name}[] = {${text}};`);
    return name;
  }
}

function fixedValues({ model }: Plan): Map<string, number[]> {
  const values = new Map(constantsOf(model).map((c) => [c.element, c.value]));
  return new Map(
    model.variables
      .filter(({ kind }) => kind === 'constant')
      .flatMap((variable) => {
        const cells = variable.equations.flatMap((equation) => coveredCells(variable, equation));
        if (!cells.every((cell) => values.has(elementName(variable, cell)))) return [];
        const list = Array.from(
          { length: sizeOf(variable) },
          (_, cell) => values.get(elementName(variable, cell)) ?? 0,
        );
        return [[variable.name, list] as const];
      }),
  );
}

function piecesText(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return 'NAN';
  const number = (x: number) => `(${numeralOfC(x)[0]})`;
  let text = number(points.at(-1)![1]);
  for (let k = rest.length; k > 0; k--) {
    const [[x0, y0], [x1, y1]] = [points[k - 1]!, points[k]!];
    if (x1 > x0)
      text = `x < ${number(x1)} ? ${number(y0)} + ${number((y1 - y0) / (x1 - x0))} * (x - ${number(x0)}) : ${text}`;
  }
  return `x <= ${number(first[0])} ? ${number(first[1])} : ${text}`;
}

function pointsOf(variable: Variable): (readonly Point[] | undefined)[] {
  const cells: (readonly Point[] | undefined)[] = Array.from({ length: sizeOf(variable) });
  for (const equation of variable.equations) {
    const { right } = equation;
    if (right.kind !== 'lookup' && right.kind !== 'data') continue;
    coveredCells(variable, equation).forEach((cell, i) => {
      cells[cell] = right.kind === 'data' ? right.series[i] : right.points;
    });
  }
  return cells;
}
