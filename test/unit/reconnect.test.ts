import assert from 'node:assert/strict';
import {
  GatewayError,
  InvalidError,
  NotAllowedError,
  NotSignedInError,
  RateLimitedError,
  TimedOutError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../../src/api/errors.ts';
import { PAUSES_MS, Reconnect, type Reloadable } from '../../src/ui/reconnect.ts';

const facts = { operation: 'me' };
const offline = new UnreachableError(facts, 'ECONNREFUSED');

/** A clock that stands still until it is moved, and an API that answers as it is told. */
class Setting {
  answer: unknown = offline;
  asked = 0;
  readonly pauses: number[] = [];
  #due: (() => void) | undefined;
  #signals: AbortSignal[] = [];
  readonly reconnect = new Reconnect(
    async (signal) => {
      this.asked += 1;
      this.#signals.push(signal);
      if (this.answer !== undefined) throw this.answer;
    },
    (run, afterMs) => {
      this.pauses.push(afterMs);
      this.#due = run;
      return {
        cancel: () => {
          if (this.#due === run) this.#due = undefined;
        },
      };
    },
  );

  get waits(): boolean {
    return this.#due !== undefined;
  }

  get lastSignal(): AbortSignal | undefined {
    return this.#signals.at(-1);
  }

  /** The pause is over. */
  async pass(): Promise<void> {
    const due = this.#due;
    assert.ok(due, 'nothing is waited for');
    this.#due = undefined;
    due();
    await settled();
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A view that counts how often it is told to load again. */
function view(reload: () => void = () => undefined): Reloadable & { reloads: number } {
  const self = {
    reloads: 0,
    reload() {
      self.reloads += 1;
      reload();
    },
  };
  return self;
}

describe('Coming back online', () => {
  it('is over for all views once one of them was loaded by somebody', async () => {
    const setting = new Setting();
    const [clicked, other] = [view(), view()];
    setting.reconnect.report(clicked, offline);
    setting.reconnect.report(other, offline);
    setting.answer = undefined;
    setting.reconnect.report(clicked, undefined);
    await settled();
    assert.deepEqual([setting.asked, clicked.reloads, other.reloads], [1, 0, 1]);
    setting.reconnect.report(other, undefined);
    assert.ok(!setting.waits);
  });

  it('is asked for once, however many views come back with it', async () => {
    const setting = new Setting();
    const views = [0, 1, 2].map(() => {
      const self = view(() => setImmediate(() => setting.reconnect.report(self, undefined)));
      return self;
    });
    for (const each of views) setting.reconnect.report(each, offline);
    setting.answer = undefined;
    await setting.pass();
    await settled();
    assert.deepEqual([setting.asked, ...views.map(({ reloads }) => reloads)], [1, 1, 1, 1]);
  });

  it('is asked for with growing pauses, for as long as it takes', async () => {
    const setting = new Setting();
    setting.reconnect.report(view(), offline);
    for (let times = 0; times < 7; times += 1) await setting.pass();
    assert.deepEqual(setting.pauses, [...PAUSES_MS, 60_000, 60_000, 60_000]);
    assert.equal(setting.asked, 7);
  });

  it('loads what failed again, and nothing else', async () => {
    const setting = new Setting();
    const [failed, timedOut, fine, refused] = [view(), view(), view(), view()];
    setting.reconnect.report(failed, offline);
    setting.reconnect.report(timedOut, new TimedOutError(facts));
    setting.reconnect.report(fine, undefined);
    setting.reconnect.report(refused, new NotSignedInError(facts, 'expired'));
    assert.equal(setting.pauses.length, 1, 'one question for all of them');
    setting.answer = undefined;
    await setting.pass();
    assert.deepEqual(
      [failed, timedOut, fine, refused].map(({ reloads }) => reloads),
      [1, 1, 0, 0],
    );
    setting.reconnect.report(failed, undefined);
    setting.reconnect.report(timedOut, undefined);
    assert.ok(!setting.waits);
  });

  for (const [name, answer, isBack] of [
    ['a server that cannot serve yet', new UnreachableError({ ...facts, status: 502 }), false],
    ['a server that asks for patience', new RateLimitedError({ ...facts, status: 429 }), false],
    ['a refused key', new NotSignedInError({ ...facts, status: 401 }, 'expired'), true],
  ] as const) {
    it(`${isBack ? 'is' : 'is not yet'} ${name}`, async () => {
      const setting = new Setting();
      const failed = view();
      setting.reconnect.report(failed, offline);
      setting.answer = answer;
      await setting.pass();
      assert.equal(failed.reloads, isBack ? 1 : 0);
      assert.equal(setting.waits, !isBack);
    });
  }

  for (const [name, failure, isWaitedFor] of [
    ['a page in the place of a refusal', new GatewayError({ ...facts, status: 401 }), true],
    ['the page of a proxy that reaches nobody', new UnreachableError({ ...facts, status: 502 }), true],
    ['a network that asks for a sign-in', new UnreachableError({ ...facts, status: 511 }), true],
    ['its page in the place of an answer', new UnexpectedAnswerError({ ...facts, status: 200 }), true],
    ['a way to that page', new UnexpectedAnswerError({ ...facts, status: 302 }), true],
    ['an answer of the API in another form', new UnexpectedAnswerError({ ...facts, status: 200 }, 'id'), false],
    ['a role that may not', new NotAllowedError({ ...facts, status: 403 }), false],
    ['a value that is wrong', new InvalidError({ ...facts, status: 422 }, []), false],
  ] as const) {
    it(`is ${isWaitedFor ? '' : 'not '}waited for after ${name}`, async () => {
      const setting = new Setting();
      const failed = view();
      setting.reconnect.report(failed, failure);
      assert.equal(setting.waits, isWaitedFor);
      setting.answer = undefined;
      setting.reconnect.now();
      await settled();
      assert.equal(failed.reloads, isWaitedFor ? 1 : 0);
    });
  }

  it('is asked for at once when the person is back, once at a time', async () => {
    const setting = new Setting();
    setting.reconnect.now();
    assert.equal(setting.asked, 0, 'nothing failed');
    const failed = view();
    setting.reconnect.report(failed, offline);
    setting.answer = undefined;
    setting.reconnect.now();
    setting.reconnect.now();
    assert.equal(setting.asked, 1);
    assert.ok(!setting.waits, 'the pause is over');
    await settled();
    assert.equal(failed.reloads, 1);
  });

  it('waits longer for a view that fails again although the API answers', async () => {
    const setting = new Setting();
    setting.answer = undefined;
    const failing: Reloadable = view(() => setting.reconnect.report(failing, offline));
    setting.reconnect.report(failing, offline);
    for (let times = 0; times < 3; times += 1) await setting.pass();
    assert.deepEqual(setting.pauses, PAUSES_MS.slice(0, 4));
  });

  it('is no longer asked for once nothing shows a failure, and the question under way ends', async () => {
    const setting = new Setting();
    const [one, other] = [view(), view()];
    setting.reconnect.report(one, offline);
    setting.reconnect.report(other, offline);
    setting.answer = undefined;
    setting.reconnect.report(one, undefined);
    assert.equal(setting.asked, 1);
    setting.reconnect.report(other, undefined);
    assert.ok(setting.lastSignal?.aborted);
    await settled();
    assert.equal(other.reloads, 0);
    setting.reconnect.report(one, offline);
    assert.equal(setting.pauses.at(-1), PAUSES_MS[0], 'and starts with the shortest pause again');
    setting.reconnect.dispose();
    assert.ok(!setting.waits);
  });
});
