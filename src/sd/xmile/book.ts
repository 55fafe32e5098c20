import { type Place, SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { foldName } from '../names.js';
import type { Statement, SyntaxExpr } from '../syntax/ast.js';
import type { Source } from '../syntax/entries.js';
import type { XmlElement } from './document.js';
import type { Graph } from './graph.js';

/** A dimension of arrays. */
export interface Dim {
  readonly name: string;
  readonly elements: readonly string[];
}

/** A variable of the file, or of one use of a module or a macro. */
export interface Part {
  readonly kind: 'stock' | 'flow' | 'aux' | 'gf';
  readonly element: XmlElement;
  readonly place: Place;
  /** The whole name, modules included: `market.price`. */
  readonly name: string;
  /** What stands before the names of the module that it lies in: empty or `market.`. */
  readonly scope: string;
  readonly axes: readonly string[];
  readonly group: string;
  readonly nonNegative: boolean;
  readonly graph?: Graph;
  /** Has points and no equation: it is a function that others call. */
  readonly isLookup: boolean;
  /** Gets its value from elsewhere: a name, and the scope in which it is looked up. */
  readonly input?: { readonly from: string; readonly scope: string; readonly place: Place };
  /** Arguments of the macro that it lies in, by folded name. */
  readonly params?: ReadonlyMap<string, SyntaxExpr>;
  /** Names of the macros around it. */
  readonly within: readonly string[];
}

/** A macro: an equation with parameters, and perhaps variables of its own. */
export interface Macro {
  readonly name: string;
  readonly element: XmlElement;
  readonly equation: XmlElement;
  readonly params: readonly string[];
  readonly place: Place;
}

/** Macros that use macros multiply. */
const mostUses = 10_000;

/** All that the file defines, gathered before any equation is read. */
export class Book {
  readonly dims = new Map<string, Dim>();
  readonly macros: Macro[] = [];
  readonly parts: Part[] = [];
  /** Statements that equations need beside their own: parts of ranges, other names of ranges. */
  readonly extra: Statement[] = [];
  /** The stocks that a flow leaves, by its name. */
  readonly drained = new Map<string, Part[]>();
  /** The stocks that a flow enters, by its name. */
  readonly filled = new Map<string, Part[]>();
  private readonly byKey = new Map<string, Part>();
  private readonly made = new Set<string>();

  constructor(readonly source: Source) {}

  /** Keeps a variable; of two with one name both are kept, and the first is found. */
  add(part: Part): void {
    this.parts.push(part);
    const key = foldName(part.name);
    if (!this.byKey.has(key)) this.byKey.set(key, part);
  }

  dim(name: string): Dim | undefined {
    return this.dims.get(foldName(name));
  }

  /** Finds a variable by the name that an equation in `scope` calls it by; a leading dot is the outermost model. */
  find(name: string, scope: string): Part | undefined {
    const get = (full: string) => this.byKey.get(foldName(full));
    if (name.startsWith('.')) return get(name.slice(1));
    const own = get(scope + name);
    if (own || !name.includes('.')) return own;
    for (let outer = scope; outer !== ''; ) {
      outer = outer.replace(/[^.]*\.$/, '');
      const found = get(outer + name);
      if (found) return found;
    }
    // Names of modules are unique in a file, so one of them is enough wherever its module lies.
    const tail = `.${foldName(name)}`;
    return this.parts.find((part) => foldName(part.name).endsWith(tail));
  }

  /** Finds a variable or says that it is not defined. Errors: SD005. */
  need(name: string, scope: string, place: Place): Part {
    const found = this.find(name, scope);
    if (found) return found;
    const near = this.parts
      .filter((part) => part.scope === scope)
      .map((part) => part.name.slice(scope.length));
    const nearest = nearestName(name, [...near, ...[...this.dims.values()].map((dim) => dim.name)]);
    throw new SteelyardError({
      code: 'SD005',
      found: `"${name}" is not defined`,
      place,
      ...(nearest ? { nearest } : { remedy: 'define it, or correct the name' }),
    });
  }

  /** Adds a statement under a name once, however often it is asked for. */
  once(name: string, write: () => Statement): string {
    if (!this.made.has(name)) this.extra.push(write());
    this.made.add(name);
    return name;
  }

  private uses = 0;
  /** Numbers the uses of macros, so that their variables have names of their own. Errors: SD026 for too many. */
  nextUse(place: Place): number {
    this.uses++;
    if (this.uses <= mostUses) return this.uses;
    throw new SteelyardError({
      code: 'SD026',
      found: `macros are used more than ${mostUses} times`,
      place,
      expected: `at most ${mostUses} uses, those of macros by macros included`,
    });
  }
}
