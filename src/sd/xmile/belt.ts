import { SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import type { Statement, SyntaxExpr } from '../syntax/ast.js';
import type { Part } from './book.js';
import { childOf, contentOf, placeOf, textOf, type XmlElement } from './document.js';
import { driverOf, isBelt, isQueue, isTaggedLeak } from './drivers.js';
import { parseEquation } from './expression.js';
import { flowsOf, inflowValues } from './flows.js';
import { checkChildren } from './known.js';
import { Make } from './make.js';
import { shownName } from './names.js';
import { referTo } from './subscripts.js';
import type { Where } from './where.js';

/** A conveyor as the flows at its two ends see it. */
export class Belt {
  private readonly make: Make;
  /** Where its own elements stand. */
  private readonly whole: Where;
  private readonly element: XmlElement;

  constructor(
    private readonly stock: Part,
    private readonly where: Where,
  ) {
    this.make = new Make(stock.place);
    this.element = childOf(stock.element, 'conveyor')!;
    this.whole = { book: where.book, self: stock, loops: stock.axes, fixed: new Map(), read: where.read };
    this.refuseOthers();
  }

  /** What leaves it by a flow: what comes off its end, or what leaks. */
  gives(flow: Part): SyntaxExpr {
    return this.isLeak(flow) ? this.leak(flow) : this.through(flow);
  }

  // Where no outflow is marked, the first is the end and all others leak (XMILE 1.0, section 3.7.2).
  private isLeak = (flow: Part): boolean => {
    const outflows = this.outflows();
    return isTaggedLeak(flow) || (!outflows.some(isTaggedLeak) && flow !== outflows[0]);
  };

  private through(flow: Part): SyntaxExpr {
    const { make } = this;
    const others = this.outflows().filter((one) => !this.isLeak(one) && one !== flow);
    if (others.length > 0) throw this.wrong(`has more than one outflow that is no leak: ${others[0]!.name}`);
    const share = this.own('part that comes through', () => this.share());
    const input = make.op('*', this.taken(), share);
    const first = make.op('*', this.firstInflow(), share);
    return make.call('DELAY MATERIAL', input, this.after(this.steps()), first, make.number(0));
  }

  private leak(flow: Part): SyntaxExpr {
    const { make, where } = this;
    if (this.exponential)
      return make.op('*', this.fraction(flow), referTo(this.stock, undefined, make.place, where));
    return this.own(`what leaves by ${flow.name.slice(flow.scope.length)}`, (at) => this.leaking(flow, at));
  }

  // Each inflow leaks at one rate for as long as it is in the zone, so that the leak is a stock of such rates.
  private leaking(flow: Part, at: Where): SyntaxExpr {
    const { make } = this;
    const { start, from, end, length } = this.zone(flow, at);
    const rate = (value: SyntaxExpr) =>
      make.op('/', make.op('/', make.op('*', value, this.fraction(flow)), length), make.step);
    const input = rate(this.taken());
    const first = rate(this.firstInflow());
    const later = (time: SyntaxExpr) =>
      make.call('DELAY MATERIAL', input, this.after(time), first, make.number(0));
    const begins = start === 0 ? input : later(from);
    const initial = make.op('*', this.firstInflow(), this.fraction(flow));
    return make.call('INTEG', make.op('-', begins, later(end)), initial);
  }

  /** The most that a flow into it may carry, each limit by itself. */
  limits(flow: Part): SyntaxExpr[] {
    const { make, where } = this;
    const before: SyntaxExpr[] = [];
    let passed = false;
    for (const { flow: other, element } of flowsOf(this.stock, 'inflow', where.book)) {
      if (foldName(other.name) === foldName(flow.name)) passed = true;
      // What another conveyor sends is taken whatever happens.
      else if (!passed || this.fromBelt(other))
        before.push(referTo(other, undefined, placeOf(element, where.book.source), where));
    }
    const less = (limit: SyntaxExpr) => before.reduce((rest, taken) => make.op('-', rest, taken), limit);
    const most = this.ownGiven('in_limit', 'inflow limit');
    const capacity = this.ownGiven('capacity', 'capacity');
    const held = referTo(this.stock, undefined, make.place, where);
    const leaving = flowsOf(this.stock, 'outflow', where.book).map(({ flow: out, element }) =>
      referTo(out, undefined, placeOf(element, where.book.source), where),
    );
    const room = (size: SyntaxExpr) =>
      leaving.reduce((sum, out) => make.op('+', sum, out), make.op('/', make.op('-', size, held), make.step));
    return this.fromBelt(flow)
      ? []
      : [...(most ? [less(most)] : []), ...(capacity ? [less(room(capacity))] : [])];
  }

  private fromBelt(flow: Part): boolean {
    const driver = driverOf(flow, this.where.book);
    return driver !== undefined && isBelt(driver);
  }

  /** How many steps what enters now will stay. */
  private steps(): SyntaxExpr {
    return this.own('steps on it', () => {
      const { make } = this;
      const length = this.ownGiven('len', 'transit time');
      if (!length) throw this.wrong('has no transit time', 'SD041', '<conveyor><len>4</len></conveyor>');
      const sample = this.ownGiven('sample', 'sample');
      const time = sample ? make.call('SAMPLE IF TRUE', sample, length, length) : length;
      return make.call('MAX', make.number(1), this.rounded(make.op('/', time, make.step)));
    });
  }

  /** What enters, all inflows together. */
  private taken(): SyntaxExpr {
    return this.own('inflow', (at) => {
      const [first = this.make.number(0), ...rest] = inflowValues(at);
      return rest.reduce((sum, value) => this.make.op('+', sum, value), first);
    });
  }

  /** The steady inflow that would have left what is on it at first. */
  private firstInflow(): SyntaxExpr {
    return this.own('inflow before the start', (at) => {
      const { make } = this;
      const held = make.op('*', make.step, this.stepsHeld(at));
      return make.call('INITIAL', make.op('/', referTo(this.stock, undefined, make.place, at), held));
    });
  }

  /** The part of an inflow that does not leak. */
  private share(): SyntaxExpr {
    const { make } = this;
    if (this.leaks().length === 0) return make.number(1);
    if (this.exponential) return make.op('^', this.kept(), this.steps());
    return make.call('MAX', make.number(0), make.op('-', make.number(1), this.fractions()));
  }

  // The steps of a steady inflow that are on it, each less what of it has leaked.
  private stepsHeld(at: Where): SyntaxExpr {
    const { make } = this;
    const leaks = this.leaks();
    if (leaks.length === 0) return this.steps();
    if (this.exponential) {
      const lost = make.op('-', make.number(1), this.kept());
      const sum = make.op('/', make.op('-', make.number(1), make.op('^', this.kept(), this.steps())), lost);
      return make.choice(make.op('>', lost, make.number(0)), sum, this.steps());
    }
    return leaks.reduce((held, leak) => {
      const { end, length } = this.zone(leak, at);
      const inZone = make.op('/', make.op('-', length, make.number(1)), make.number(2));
      const gone = make.op('+', inZone, make.op('-', this.steps(), end));
      return make.op('-', held, make.op('*', this.fraction(leak), gone));
    }, this.steps());
  }

  /** What of it a step leaves, where leaks take a fraction of what is there. */
  private kept(): SyntaxExpr {
    const { make } = this;
    const lost = make.op('*', this.fractions(), make.step);
    return make.call('MAX', make.number(0), make.op('-', make.number(1), lost));
  }

  private fractions(): SyntaxExpr {
    const [first, ...rest] = this.leaks().map((leak) => this.fraction(leak));
    return rest.reduce((sum, one) => this.make.op('+', sum, one), first!);
  }

  private fraction(leak: Part): SyntaxExpr {
    return this.own(`fraction of ${leak.name}`, (at) => this.givenFraction(leak, at));
  }

  private givenFraction(leak: Part, at: Where): SyntaxExpr {
    const { book } = this.where;
    const own = childOf(leak.element, 'leak');
    const element = textOf(own) === '' ? childOf(leak.element, 'eqn') : own;
    if (!element || textOf(element) === '')
      throw this.wrong(`has a leak without a fraction: ${leak.name}`, 'SD041');
    return at.read(parseEquation(contentOf(element, book.source), book.source), { ...at, self: leak });
  }

  /** Where a leak begins and ends, in steps from the entry, and how long it is. */
  private zone(leak: Part, at: Where) {
    const { make } = this;
    const place = (name: string, otherwise: number) => {
      const text = leak.element.attributes[name] ?? childOf(leak.element, 'leak')?.attributes[name];
      const value = text === undefined ? otherwise : Number(text);
      if (value >= 0 && value <= 1) return value;
      throw this.wrong(`has a leak with ${name} "${text}": ${leak.name}`, 'SD041', 'a number from 0 to 1');
    };
    const [start, stop] = [place('leak_start', 0), place('leak_end', 1)];
    if (stop <= start) throw this.wrong(`has a leak that ends before it begins: ${leak.name}`, 'SD041');
    const steps = referTo(this.named('steps on it'), undefined, make.place, at);
    this.steps();
    const share = (part: number) =>
      part === 1 ? steps : this.rounded(make.op('*', make.number(part), steps));
    const from = share(start);
    const end =
      start === 0
        ? make.call('MAX', make.number(1), share(stop))
        : make.call('MAX', make.op('+', from, make.number(1)), share(stop));
    return { start, from, end, length: start === 0 ? end : make.op('-', end, from) };
  }

  private outflows = (): Part[] => flowsOf(this.stock, 'outflow', this.where.book).map(({ flow }) => flow);
  private leaks = (): Part[] => this.outflows().filter(this.isLeak);

  private get exponential(): boolean {
    return this.flag('exponential_leak');
  }

  private flag(name: string): boolean {
    return this.element.attributes[name]?.trim().toLowerCase() === 'true';
  }

  private given(name: string, at: Where): SyntaxExpr | undefined {
    const element = childOf(this.element, name);
    if (!element || textOf(element) === '') return undefined;
    const { source } = this.where.book;
    return at.read(parseEquation(contentOf(element, source), source), { ...at, self: this.stock });
  }

  /** What the file gives for a part of it, as a variable of its own, which a text that is written again finds there. */
  private ownGiven(name: string, label: string): SyntaxExpr | undefined {
    const element = childOf(this.element, name);
    if (!element || textOf(element) === '') return undefined;
    return this.own(label, (at) => this.given(name, at)!);
  }

  private after = (steps: SyntaxExpr): SyntaxExpr => this.make.op('*', steps, this.make.step);
  private rounded = (x: SyntaxExpr): SyntaxExpr =>
    this.make.call('INTEGER', this.make.op('+', x, this.make.number(0.5)));

  private named = (label: string): Part => ({ ...this.stock, name: `${this.stock.name}: ${label}` });

  /** A variable of the conveyor's own, over its dimensions, written once. */
  private own(label: string, write: (at: Where) => SyntaxExpr): SyntaxExpr {
    const part = this.named(label);
    const { place } = part;
    this.where.book.once(part.name, (): Statement => {
      const subscripts = part.axes.map((name) => ({ name, bang: false, place }));
      const written = { units: '', unitsPlace: place, comment: '', group: part.group, supplementary: true };
      const notes = { ...written, macro: 'conveyor', partOf: this.stock.name };
      const right = { kind: 'expr', expr: write(this.whole) } as const;
      return { kind: 'equation', name: shownName(part.name), subscripts, except: [], right, notes, place };
    });
    return referTo(part, undefined, place, this.where);
  }

  private refuseOthers(): void {
    const { book } = this.where;
    checkChildren(this.element, `the conveyor "${this.stock.name}"`, book.source);
    const inflows = flowsOf(this.stock, 'inflow', book).map(({ flow }) => flow);
    const fromQueue = inflows.some((flow) => {
      const driver = driverOf(flow, book);
      return driver !== undefined && isQueue(driver);
    });
    const drivenAll = inflows.every((flow) => driverOf(flow, book));
    const empty = textOf(childOf(this.stock.element, 'eqn')) === '0';
    if (childOf(this.element, 'arrest')) throw this.wrong('can be arrested');
    if (this.flag('discrete') && !(drivenAll && empty))
      throw this.wrong('carries whole units (discrete="true")');
    // One that is discrete takes the whole limit of a unit of time at one step.
    if (this.flag('discrete') && childOf(this.element, 'in_limit'))
      throw this.wrong('is discrete and has an inflow limit');
    if (
      fromQueue &&
      (this.flag('batch_integrity') || this.element.attributes.one_at_a_time?.trim() !== 'false')
    )
      throw this.wrong('takes batches from a queue', 'SD017', 'one_at_a_time="false"');
    for (const leak of this.leaks()) {
      if (childOf(leak.element, 'leak_integers')) throw this.wrong(`leaks whole units: ${leak.name}`);
      const zoned = leak.element.attributes.leak_start ?? leak.element.attributes.leak_end;
      if (this.exponential && zoned !== undefined)
        throw this.wrong(`has an exponential leak with a zone: ${leak.name}`);
      if (this.exponential && !this.steady(leak))
        throw this.wrong(
          `has an exponential leak whose fraction may change: ${leak.name}`,
          'SD017',
          'a number',
        );
    }
  }

  private steady(leak: Part): boolean {
    const { book } = this.where;
    const text = textOf(childOf(leak.element, 'leak')) || textOf(childOf(leak.element, 'eqn'));
    if (text !== '' && Number.isFinite(Number(text))) return true;
    const part = book.find(text.replace(/^"|"$/g, ''), leak.scope);
    const value = textOf(childOf(part?.element, 'eqn'));
    return part?.kind === 'aux' && value !== '' && Number.isFinite(Number(value));
  }

  private wrong(what: string, code = 'SD017', expected?: string): SteelyardError {
    return new SteelyardError({
      code,
      found: `the conveyor "${this.stock.name}" ${what}${code === 'SD017' ? ', which is not supported' : ''}`,
      place: placeOf(this.element, this.where.book.source),
      ...(expected ? { expected } : { remedy: 'leave that out, or write it with stocks, flows and DELAY' }),
    });
  }
}
