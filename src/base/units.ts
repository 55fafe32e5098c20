/**
 * A unit as exponents of base units; the pure number has none. Base units are names that a text uses, so two units
 * agree only if they name the same things: a quarter is not 0.25 Year, and kUSD is not 1000 USD.
 */
export interface Unit {
  /** Exponent by folded name, sorted by name, none of them 0. */
  readonly powers: ReadonlyMap<string, number>;
}

/** The unit of a pure number. */
export const NUMBER: Unit = { powers: new Map() };

/** Spellings that mean one thing, beside plural and case. */
export type UnitAliases = readonly (readonly string[])[];

const numberWords = new Set(['dmnl', 'dimensionless', 'unitless', '1', 'fraction', '-']);

/**
 * Reads a unit such as `kg/Year`, `1/Year`, `USD/(kg*Year)` or `m^2`; undefined when it cannot be read.
 *
 * Case and a plural s do not count; words between operators are one name (`thousand people`). An empty text gives
 * the pure number.
 *
 * @example
 * printUnit(parseUnit('parts/Year*years')) // => 'part'
 */
export function parseUnit(text: string, aliases: UnitAliases = []): Unit | undefined {
  const tokens = text.match(/\*\*|[*/^()]|[^*/^()\s]+(?:\s+[^*/^()\s]+)*/g) ?? [];
  const reader = new Reader(tokens, aliases);
  const unit = tokens.length === 0 ? NUMBER : reader.product();
  return reader.done ? unit : undefined;
}

/**
 * Prints a unit with its names in alphabetical order.
 *
 * @example
 * printUnit(parseUnit('1/Year')) // => '1/year'
 */
export function printUnit(unit: Unit): string {
  const part = (sign: number) =>
    [...unit.powers]
      .filter(([, power]) => power * sign > 0)
      .map(([name, power]) => (Math.abs(power) === 1 ? name : `${name}^${Math.abs(power)}`));
  const above = part(1);
  const below = part(-1);
  if (above.length + below.length === 0) return 'Dmnl';
  const bottom = below.length > 1 ? `(${below.join('*')})` : below.join('');
  return `${above.join('*') || '1'}${bottom && `/${bottom}`}`;
}

/** Multiplies `a` by `b` to a power; power -1 divides. */
export function timesUnit(a: Unit, b: Unit, power = 1): Unit {
  const powers = new Map(a.powers);
  for (const [name, own] of b.powers) {
    const sum = (powers.get(name) ?? 0) + own * power;
    // Roots leave fractions such as 1/3 that do not cancel exactly.
    if (Math.abs(sum) < 1e-9) powers.delete(name);
    else powers.set(name, sum);
  }
  return { powers: new Map([...powers].sort(([x], [y]) => (x < y ? -1 : 1))) };
}

/** Raises a unit to a power. */
export function powerUnit(unit: Unit, power: number): Unit {
  return timesUnit(NUMBER, unit, power);
}

/** Tells whether two units are the same. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return (
    a.powers.size === b.powers.size && [...a.powers].every(([name, power]) => b.powers.get(name) === power)
  );
}

class Reader {
  private at = 0;
  private failed = false;
  constructor(
    private readonly tokens: readonly string[],
    private readonly aliases: UnitAliases,
  ) {}

  get done(): boolean {
    return !this.failed && this.at >= this.tokens.length;
  }

  product(): Unit {
    let unit = this.power();
    for (;;) {
      const op = this.tokens[this.at];
      if (op !== '*' && op !== '/') return unit;
      this.at++;
      unit = timesUnit(unit, this.power(), op === '*' ? 1 : -1);
    }
  }

  private power(): Unit {
    const base = this.atom();
    const op = this.tokens[this.at];
    if (op !== '^' && op !== '**') return base;
    const power = Number(this.tokens[this.at + 1]);
    this.at += 2;
    if (!Number.isFinite(power)) this.failed = true;
    return powerUnit(base, power);
  }

  private atom(): Unit {
    const token = this.tokens[this.at++];
    if (token === '(') {
      const inner = this.product();
      if (this.tokens[this.at++] !== ')') this.failed = true;
      return inner;
    }
    if (token === undefined || /^[*/^)]/.test(token)) {
      this.failed = true;
      return NUMBER;
    }
    const name = this.known(foldUnit(token));
    return numberWords.has(name) ? NUMBER : { powers: new Map([[name, 1]]) };
  }

  private known(name: string): string {
    const group = this.aliases.find((list) => list.some((one) => foldUnit(one) === name));
    return group ? foldUnit(group[0]!) : name;
  }
}

// years -> year, boxes -> box, but gas and class stay; the last word carries the plural.
function foldUnit(name: string): string {
  const lower = name
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
  if (/(?:x|ch|sh|ss)es$/.test(lower)) return lower.slice(0, -2);
  return lower.length > 3 && lower.endsWith('s') && !lower.endsWith('ss') ? lower.slice(0, -1) : lower;
}
