/**
 * Functions that share out what is scarce. A curve says what share of a quantity is wanted at a price: 1 far below the
 * priority, 0 far above. A profile is type, priority, width and a number more; types are 0 fixed, 1 rectangle,
 * 2 triangle, 3 normal and 4 exponential, named after the density that the curve sums up. Other types give NaN.
 *
 * The price is halved in until no number lies between its bounds, so every machine finds the same one. Quantities that
 * stay wanted at every price share in proportion. Vensim reference manual, Allocation Functions.
 */
export const allocationPrelude: readonly string[] = `
// 1 minus the error function: a series of positive terms near 0, a continued fraction beyond.
function complementaryError(x) {
  if (x < 0) return 2 - complementaryError(-x);
  if (x > 27) return 0;
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let tail = x;
  for (let k = 80; k > 0; k--) tail = x + k / 2 / tail;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
}
function shareAtPrice(price, type, priority, width) {
  if (type === 0) return 1;
  if (!(width > 0)) return price < priority ? 1 : 0;
  const x = (price - priority) / width;
  if (type === 1) return Math.min(1, Math.max(0, 0.5 - x));
  if (type === 2) {
    if (x <= -0.5) return 1;
    if (x >= 0.5) return 0;
    return x < 0 ? 1 - 2 * (x + 0.5) * (x + 0.5) : 2 * (0.5 - x) * (0.5 - x);
  }
  if (type === 3) return complementaryError(x / Math.SQRT2) / 2;
  if (type === 4) return x < 0 ? 1 - Math.exp(x) / 2 : Math.exp(-x) / 2;
  return NaN;
}
// How many widths from its priority a curve is 0 or 1 to the last bit.
const priceReach = (type) => (type === 4 ? 750 : type === 3 ? 39 : 1);
function sharedOut(out, request, supply, typeOf, priorityOf, widthOf) {
  let [total, low, high] = [0, Infinity, -Infinity];
  for (let i = 0; i < request.length; i++) {
    total += request[i];
    const reach = priceReach(typeOf(i)) * Math.max(widthOf(i), 0);
    low = Math.min(low, priorityOf(i) - reach);
    high = Math.max(high, priorityOf(i) + reach);
  }
  if (supply >= total) return out.set(request), out;
  if (supply <= 0) return out.fill(0);
  const wanted = (price) => {
    let sum = 0;
    for (let i = 0; i < request.length; i++) {
      out[i] = request[i] === 0 ? 0 : request[i] * shareAtPrice(price, typeOf(i), priorityOf(i), widthOf(i));
      sum += out[i];
    }
    return sum;
  };
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) break;
    if (wanted(middle) > supply) low = middle;
    else high = middle;
  }
  const left = wanted(high);
  if (left > supply) for (let i = 0; i < out.length; i++) out[i] *= supply / left;
  return out;
}
function allocateAvailable(out, request, profiles, supply) {
  const length = profiles.length / request.length;
  const at = (i, k) => profiles[i * length + k];
  return sharedOut(out, request, supply, (i) => at(i, 0), (i) => at(i, 1), (i) => at(i, 2));
}
function allocateByPriority(out, request, priority, size, width, supply) {
  return sharedOut(out, request, supply, () => 1, (i) => priority[i], () => width);
}
const demandAtPrice = (quantity, profile, price) =>
  quantity * shareAtPrice(price, profile[0], profile[1], profile[2]);
const supplyAtPrice = (quantity, profile, price) =>
  quantity * (profile[0] === 0 ? 1 : 1 - shareAtPrice(price, profile[0], profile[1], profile[2]));
// Where demand and supply agree over a stretch of prices, the middle of it.
function findMarketPrice(demand, demandProfiles, supply, supplyProfiles) {
  const [wide, long] = [demandProfiles.length / demand.length, supplyProfiles.length / supply.length];
  let [low, high] = [Infinity, -Infinity];
  for (const [profiles, length] of [[demandProfiles, wide], [supplyProfiles, long]]) {
    for (let at = 0; at < profiles.length; at += length) {
      const reach = priceReach(profiles[at]) * Math.max(profiles[at + 2], 0);
      low = Math.min(low, profiles[at + 1] - reach);
      high = Math.max(high, profiles[at + 1] + reach);
    }
  }
  const excess = (price) => {
    let sum = 0;
    for (let i = 0; i < demand.length; i++) {
      sum += demandAtPrice(demand[i], demandProfiles.subarray(i * wide), price);
    }
    for (let i = 0; i < supply.length; i++) {
      sum -= supplyAtPrice(supply[i], supplyProfiles.subarray(i * long), price);
    }
    return sum;
  };
  const edge = (above) => {
    let [a, b] = [low, high];
    for (;;) {
      const middle = a + (b - a) / 2;
      if (!(middle > a && middle < b)) return b;
      if (above(excess(middle))) a = middle;
      else b = middle;
    }
  };
  const first = edge((x) => x > 0);
  const last = edge((x) => x >= 0);
  return first === last ? first : (first + last) / 2;
}
`
  .trim()
  .split('\n');
