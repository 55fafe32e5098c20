// Measures contenders in turn, round by round, so that whatever else the machine does hits all of them alike.

/**
 * Median and quartiles of the work that contenders do a second.
 *
 * A contender has a `name` and a `round`, which does some work, a fifth of a second or so, and gives back how much
 * of it was done a second, or a promise of that. The first round of each is thrown away.
 */
export async function measureInTurn(contenders, rounds = 7) {
  const rates = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, round: measure } of contenders) {
      const rate = await measure();
      if (round > 0) rates.get(name).push(rate);
    }
  }
  return contenders.map(({ name, ...rest }) => ({ ...rest, name, ...quartilesOf(rates.get(name)) }));
}

/** Turns a closure that does `work` units into a round: it is called until a fifth of a second of processor time is over. */
export function roundOf(run, work, seconds = 0.2) {
  let times = 1;
  return () => {
    for (;;) {
      const before = process.cpuUsage();
      for (let i = 0; i < times; i++) run();
      const { user, system } = process.cpuUsage(before);
      const spent = (user + system) / 1e6;
      if (spent > seconds / 2) return (times * work) / spent;
      times = Math.ceil(times * Math.min(10, Math.max(1.5, seconds / Math.max(spent, 1e-4))));
    }
  };
}

function quartilesOf(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share) => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (place - low);
  };
  return { median: at(0.5), quartiles: [at(0.25), at(0.75)], repetitions: sorted.length };
}
