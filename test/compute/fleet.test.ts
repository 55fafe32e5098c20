import { describe, expect, test } from 'vitest';
import { smallestCount } from '../../src/compute/fits.js';
import { rateAt } from '../../src/compute/fleet.js';
import {
  alternativesOf,
  answerOf,
  type FleetAnswer,
  fleetForBudget,
  fleetForDeadline,
  matchingCount,
  type Question,
  workloadNamed,
} from '../../src/compute/index.js';
import { estimator, facts } from './load.js';

const terms = { ways: [] };
const question = (workload: string, chip: string, count = 8): Question => ({
  workload: workloadNamed(workload, facts),
  chip,
  count,
});
const answered = (asked: Question): FleetAnswer => {
  const answer = answerOf(asked, estimator, terms);
  if ('why' in answer) throw new Error(answer.why);
  return answer;
};

describe('the smallest count', () => {
  test('is found to a server, and exactly below one', () => {
    for (const wanted of [1, 2, 4, 8, 16, 24, 100, 1000, 12_345, 99_999]) {
      const found = smallestCount((count) => count >= wanted)!;
      expect(found).toBeGreaterThanOrEqual(wanted);
      expect(found - wanted).toBeLessThan(wanted <= 8 ? wanted + 1 : 8);
    }
  });
  test('is none where no fleet does', () => {
    expect(smallestCount(() => false)).toBeUndefined();
  });
});

describe('a deadline', () => {
  for (const [workload, chip, hours] of [
    ['llama3.1-8b-pretraining', 'h20', 2160],
    ['llama3.1-70b-pretraining', 'h200', 2160],
    ['deepseek-v3-pretraining', 'h800', 2160],
  ] as const) {
    test(`${workload} on ${chip}: met by the fleet that is named, and not by an eighth less`, () => {
      const { likely, safe } = fleetForDeadline(question(workload, chip), hours, estimator);
      const timeOf = (count: number) => answered(question(workload, chip, count)).job!.hours;
      expect(timeOf(likely!).value).toBeLessThanOrEqual(hours);
      expect(timeOf(Math.round((likely! * 7) / 64) * 8).value).toBeGreaterThan(hours);
      expect(timeOf(safe!).high).toBeLessThanOrEqual(hours);
      expect(safe!).toBeGreaterThan(likely!);
    });
  }

  test('that no fleet meets says where more chips stop helping', () => {
    const { likely, best } = fleetForDeadline(question('llama3.1-405b-pretraining', 'h100'), 1, estimator);
    expect(likely).toBeUndefined();
    expect(best.hours.value).toBeGreaterThan(1);
    expect(best.count).toBeGreaterThan(1024);
  });

  test('of work without an end is refused', () => {
    expect(() => fleetForDeadline(question('hpl', 'h100'), 100, estimator)).toThrow(/CM007/);
  });
});

describe('a match', () => {
  test('does at least as much, and an eighth less of it does not', () => {
    for (const [workload, of, by] of [
      ['llama3.1-70b-serving', 'h200', 'h20'],
      ['llama3.1-70b-pretraining', 'h200', '910c'],
      ['dlrm-dcnv2-inference', 'h100', 'a100'],
    ] as const) {
      const rate = rateAt(question(workload, of), 64, estimator);
      const count = matchingCount(question(workload, by), rate, estimator)!;
      expect(rateAt(question(workload, by), count, estimator)).toBeGreaterThanOrEqual(rate * 0.999);
      const less = Math.max(8, Math.floor((count * 7) / 64) * 8);
      if (less < count) expect(rateAt(question(workload, by), less, estimator)).toBeLessThan(rate);
    }
  });

  test('of a chip with itself is the same number, to a server', () => {
    const rate = rateAt(question('llama3.1-70b-pretraining', 'h200'), 512, estimator);
    const count = matchingCount(question('llama3.1-70b-pretraining', 'h200'), rate, estimator)!;
    expect(Math.abs(count - 512)).toBeLessThanOrEqual(8);
  });

  test('a chip that cannot do the work stands in the list, and says why', () => {
    const [none] = alternativesOf(answered(question('hpl', 'h100')), ['h20'], estimator, terms);
    expect(none!.same).toMatchObject({ why: expect.stringMatching(/not suitable/) });
    expect(none!.match).toBeUndefined();
  });
});

test('what does not fit says by how much, and how many chips would do', () => {
  const none = answerOf(question('llama3.1-405b-pretraining', 'h20', 8), estimator, terms);
  expect(none).toMatchObject({ why: expect.any(String), chipsThatFit: expect.any(Number) });
  if (!('why' in none)) return;
  expect(
    'why' in answerOf(question('llama3.1-405b-pretraining', 'h20', none.chipsThatFit!), estimator, terms),
  ).toBe(false);
});

test('every named workload is answered on every class of chip that can do it', () => {
  for (const { id, phase } of facts.workloads.values()) {
    for (const chip of ['h100', 'h20', 'a100', '910c', 'mlu590', 'mi300x', 'b200']) {
      const answer = answerOf(question(id, chip, 1024), estimator, terms);
      if (!('why' in answer)) {
        expect(answer.rate.value, `${id} on ${chip}`).toBeGreaterThan(0);
        continue;
      }
      // Chips with little arithmetic in double precision are not suitable for some codes; all else has an answer.
      expect(phase, `${id} on ${chip}: ${answer.why}`).toBe('fp64');
    }
  }
});

describe('a sum', () => {
  test('buys as many as the price says, from the dearest to the cheapest', () => {
    const { count } = fleetForBudget(question('hpl', 'h200'), 27_000_000, 'buy', estimator);
    expect(count).toEqual({ value: 1000, low: 675, high: 1097 });
  });
  test('rents more for half the time', () => {
    const of = (hours: number) =>
      fleetForBudget(question('hpl', 'h200'), 1e7, 'rent', estimator, { hours }).count.value;
    expect(Math.abs(of(500) - 2 * of(1000))).toBeLessThanOrEqual(1);
  });
  test('without a price on record is refused', () => {
    expect(() => fleetForBudget(question('hpl', 'l40s'), 1e6, 'buy', estimator)).toThrow(/CM005/);
  });
});
