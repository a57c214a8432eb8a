import assert from 'node:assert/strict';
import { Budget, readRateLimit } from '../../../src/api/budget.ts';

const NEVER = Number.POSITIVE_INFINITY;

describe('X-Rate-Limit', () => {
  for (const [header, remaining, resetAt] of [
    ['554; reset="1970-01-01T00:00:02"', 554, 2000],
    ['0; reset="1970-01-01T00:00:02.5"', 0, 2500],
    [' 7 ', 7, undefined],
    ['7;reset=1970-01-01T00:00:02', 7, 2000],
    ['7; reset="1969-01-01T00:00:00"', 7, 1000],
    ['7; reset="2100-01-01T00:00:00"', 7, 61_000],
    ['7; reset="99:99"', 7, undefined],
    ['7; reset=soon', 7, undefined],
  ] as const) {
    it(`reads ${header}`, () => {
      assert.deepEqual(readRateLimit(new Headers({ 'x-rate-limit': header }), 1000), { remaining, resetAt });
    });
  }

  for (const header of ['', 'many', '-1; reset="1970-01-01T00:00:02"', '1e99']) {
    it(`makes nothing of ${JSON.stringify(header)}`, () => {
      assert.equal(readRateLimit(new Headers({ 'x-rate-limit': header }), 0), undefined);
    });
  }
});

describe('Budget', () => {
  /** A budget after calls at these times, the last of which was answered with this count. */
  function budgetAfter(starts: readonly number[], remaining: number, resetAt = 0): Budget {
    const budget = new Budget();
    for (const start of starts) budget.started(start);
    budget.answered(starts.length, starts.at(-1) ?? 0, { remaining, resetAt });
    return budget;
  }

  it('knows nothing at first, and holds nobody', () => {
    assert.equal(new Budget().earliest('background', 100), 0);
  });

  it('leaves ten calls to the person, and counts what is under way', () => {
    const budget = budgetAfter([0], 14);
    assert.equal(budget.earliest('background', 3), 0);
    assert.equal(budget.earliest('background', 4), 60_250);
    assert.equal(budget.earliest('person', 13), 0);
    assert.equal(budget.earliest('person', 14), NEVER);
  });

  it('counts on what a sliding minute gives back, one by one', () => {
    const budget = budgetAfter([0, 100, 200], 10);
    assert.equal(budget.earliest('background', 1), 60_350);
    assert.equal(budget.earliest('background', 2), 60_450);
    assert.equal(budget.earliest('background', 3), NEVER);
  });

  it('asks ever more rarely while the count falls, and soon again when it rises', () => {
    const budget = new Budget();
    const probes: number[] = [];
    for (const [order, remaining] of [10, 9, 8, 7, 6, 5, 4, 8].entries()) {
      budget.started(0);
      budget.answered(order, 0, { remaining, resetAt: undefined });
      probes.push(budget.earliest('background', 0));
    }
    assert.deepEqual(probes, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 1000]);
  });

  it('waits for the reset that the server names when nothing is left, and a second for its rounding', () => {
    assert.equal(budgetAfter([0], 0, 20_000).earliest('person', 0), 20_999);
    assert.equal(budgetAfter([0], 5, 20_000).earliest('background', 0), 20_000);
  });

  it('forgets the calls of more than a minute ago', () => {
    const budget = budgetAfter([0, 10_000, 69_900, 70_000], 10);
    assert.equal(budget.earliest('background', 1), 130_250);
  });

  it('stops counting on a sliding minute when even the reserve was used up', () => {
    const later = (first: number) => {
      const budget = budgetAfter([0], first);
      for (let call = 0; call < 5; call += 1) budget.started(70_000);
      budget.answered(6, 70_000, { remaining: 9, resetAt: undefined });
      return budget.earliest('background', 1);
    };
    assert.equal(later(1), 130_250);
    assert.equal(later(0), NEVER);
  });

  it('lets the person go once the server has calls again, however the reserve was spent', () => {
    const budget = new Budget();
    for (let left = 9; left >= 0; left -= 1) {
      budget.started(1_000);
      budget.answered(10 - left, 1_000, { remaining: left, resetAt: left > 0 ? 0 : 5_000 });
    }
    assert.equal(budget.earliest('person', 0), 5_999);
    assert.equal(budget.earliest('background', 0), 31_000);
  });

  it('believes the newest call only, and nothing when a good answer has no count', () => {
    const budget = budgetAfter([0, 1, 2], 0);
    budget.answered(1, 0, { remaining: 500, resetAt: undefined });
    assert.ok(budget.earliest('person', 0) > 0);
    budget.answered(4, 3, undefined);
    assert.equal(budget.earliest('background', 4), 0);
  });

  it('expects nothing back for a call that came to nothing, and does not remember it', () => {
    const budget = new Budget();
    budget.started(0);
    budget.started(100);
    budget.unanswered(0);
    budget.unanswered(0);
    budget.answered(2, 100, { remaining: 11, resetAt: undefined });
    assert.equal(budget.earliest('background', 1), 60_350);
    assert.equal(budget.earliest('background', 2), NEVER);
  });

  it('after a refusal holds until then, and lets one through at first', () => {
    const budget = budgetAfter([0], 100);
    budget.refused(5000);
    budget.refused(3000);
    assert.equal(budget.earliest('person', 0), 5000);
    assert.equal(budget.earliest('person', 1), NEVER);
  });
});
