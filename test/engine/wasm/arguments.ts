/** A sequence spread evenly over (0, 1): no generator, and the same on every machine. */
export function* spread(root: number): Generator<number> {
  const step = Math.sqrt(root) % 1;
  for (let i = 1; ; i++) yield (i * step) % 1;
}

const between = (u: number, low: number, high: number) => low + (high - low) * u;
const sizes = (u: number, v: number, low: number, high: number) =>
  2 ** Math.floor(between(u, low, high)) * (1 + v);

type Pick = (u: number, v: number, stratum: number) => readonly [x: number, y: number];
const one =
  (pick: (u: number, v: number, stratum: number) => number): Pick =>
  (u, v, stratum) => [pick(u, v, stratum), 0];
const angle = one((u, v, stratum) =>
  stratum === 0
    ? between(u, -1e6, 1e6)
    : stratum === 1
      ? between(u, -7, 7)
      : Math.round(between(u, -5e5, 5e5)) * (Math.PI / 2) * (1 + (v < 0.5 ? 0 : 2 ** -30 * v)),
);
const share = one((u, v, stratum) =>
  stratum === 0 ? between(u, -1, 1) : stratum === 1 ? 1 - sizes(u, v, -50, -1) : sizes(u, v, -25, -1),
);
const hyperbolic = one((u, v, stratum) =>
  stratum === 0 ? between(u, -709, 709) : stratum === 1 ? between(u, -3, 3) : sizes(u, v, -25, 8),
);

/** Arguments of a function by stratum: its whole range, where its use is, and where it is hard. */
export const picks: Readonly<Record<string, Pick>> = {
  exp: one((u, v, stratum) =>
    stratum === 0
      ? between(u, -745, 709.7)
      : stratum === 1
        ? between(u, -20, 20)
        : sizes(u, v, -40, 3) * (v < 0.5 ? 1 : -1),
  ),
  log: one((u, v, stratum) =>
    stratum === 0
      ? sizes(u, v, -1074, 1023)
      : stratum === 1
        ? between(u, 0, 4)
        : 1 + sizes(u, v, -50, -2) * (v < 0.5 ? 1 : -1),
  ),
  pow: (u, v, stratum) => {
    const x =
      stratum === 0
        ? sizes(u, v, -1000, 1000)
        : stratum === 1
          ? between(u, 0.01, 50)
          : 1 + sizes(u, v, -40, -2);
    return [x, stratum === 1 ? between(v, -5, 5) : between(v, -700, 700) / Math.log(x)];
  },
  sin: angle,
  cos: angle,
  tan: angle,
  asin: share,
  acos: share,
  atan: one((u, v, stratum) =>
    stratum === 0 ? sizes(u, v, -30, 60) : between(u, -3 * stratum, 3 * stratum),
  ),
  sinh: hyperbolic,
  cosh: hyperbolic,
  tanh: hyperbolic,
};

/** Lists `count` arguments of a function, in three strata by turns. */
export function argumentsOf(name: string, count: number): (readonly [x: number, y: number])[] {
  const [first, second] = [spread(2), spread(3)];
  return Array.from({ length: count }, (_, i) =>
    picks[name]!(first.next().value as number, second.next().value as number, i % 3),
  );
}

/** Values at which functions go their own way. */
export const special = [
  0,
  -0,
  1,
  -1,
  2,
  -2,
  3,
  -3,
  0.5,
  -0.5,
  1.5,
  Infinity,
  -Infinity,
  Number.NaN,
  5e-324,
  -5e-324,
  1e-310,
  1e308,
  -1e308,
  709.78,
  709.79,
  710,
  -744,
  -745.13,
  -745.2,
  -746,
  1e5,
  2 ** 53,
  2 ** 53 - 1,
  -(2 ** 53),
  2 ** 53 - 2,
  2 ** 60,
  1e22,
  1e300,
  1000001,
  -1e15,
];
