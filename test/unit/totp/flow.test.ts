import assert from 'node:assert/strict';
import {
  AmbiguousError,
  type Id,
  InvalidError,
  type Me,
  NotFoundError,
  NotSignedInError,
  RateLimitedError,
  UnreachableError,
} from '../../../src/api/index.ts';
import { TotpSetUp } from '../../../src/totp/flow.ts';
import type { PanelState } from '../../../src/totp/protocol.ts';

const SECRET = 'SANDBOX234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFG';
const URI = `otpauth://totp/Tripartie%3Ajane%40acme.example?issuer=Tripartie&secret=${SECRET}`;
const lost = new AmbiguousError({ operation: 'toggleTotp' }, 'connection');
const wrong = new InvalidError({ operation: 'toggleTotp', status: 422 }, [
  { field: 'totpChallenge', message: 'This value is not valid.' },
]);

interface Circumstances {
  readonly twoFactor?: boolean;
  readonly skewMs?: number;
  /** Whether everything fails that the editor is asked to do. */
  readonly broken?: boolean;
}

/** A set-up against an API whose answers the test gives. */
function setting({ twoFactor = false, skewMs, broken = false }: Circumstances = {}) {
  const codes: string[] = [];
  const calls: string[] = [];
  const complaints: string[] = [];
  const outside = async (call: string) => {
    calls.push(call);
    if (broken) throw new Error('The editor does not answer.');
  };
  const shown: PanelState[] = [];
  const answers = {
    me: async (): Promise<Me> => ({ id: 7, roles: [], twoFactor }),
    setUpTotp: async (_id: Id) => ({ totpUri: URI }),
    toggleTotp: async (): Promise<void> => undefined,
  };
  const setUp = new TotpSetUp({
    api: {
      me: () => answers.me(),
      setUpTotp: (id) => answers.setUpTotp(id),
      toggleTotp: async (_id, { totpChallenge }) => {
        codes.push(totpChallenge);
        return answers.toggleTotp();
      },
    },
    accountName: 'Acme · Sandbox',
    clockSkewMs: () => skewMs,
    show: (state) => shown.push(state),
    copyKey: (secret) => outside(`copy ${secret}`),
    openApp: (uri) => outside(`open ${uri}`),
    turnOff: () => outside('turnOff'),
    signIn: () => outside('signIn'),
    restart: () => outside('restart'),
    close: () => calls.push('close'),
    turnedOn: () => calls.push('turnedOn'),
    complain: (problem) => complaints.push(problem),
  });
  const scan = () => {
    assert.equal(setUp.state.step, 'scan');
    return setUp.state as Extract<PanelState, { step: 'scan' }>;
  };
  const toScan = async () => {
    await setUp.start();
    await setUp.receive({ type: 'begin' });
    return scan();
  };
  return { setUp, answers, codes, calls, complaints, shown, scan, toScan };
}

const holdsSecret = (state: PanelState) => JSON.stringify(state).includes('SANDBOX');

describe('The set-up of two-factor sign-in', () => {
  it('goes from what will happen to the key to on, and calls it on only then', async () => {
    const { setUp, codes, calls, shown, toScan } = setting();
    const first = await toScan();
    assert.deepEqual(first.key.slice(0, 2), ['SAND', 'BOX2']);
    assert.deepEqual([first.uri, first.phase, first.complaint, first.clock], [URI, 'ready', null, null]);
    await setUp.receive({ type: 'turnOn', code: ' 123 456 ' });
    assert.deepEqual(codes, ['123456']);
    assert.deepEqual(
      shown.map(({ step }) => step),
      ['loading', 'intro', 'preparing', 'scan', 'scan', 'on'],
    );
    assert.deepEqual(calls, ['turnedOn']);
    assert.deepEqual(shown.filter(holdsSecret).length, 2);
    assert.ok(!holdsSecret(setUp.state));
  });

  it('makes no key while two-factor sign-in is on: it would end the present one', async () => {
    const { setUp, answers, calls } = setting({ twoFactor: true });
    answers.setUpTotp = () => assert.fail('asked for a key');
    await setUp.start();
    assert.equal(setUp.state.step, 'alreadyOn');
    await setUp.receive({ type: 'begin' });
    await setUp.receive({ type: 'turnOff' });
    assert.deepEqual(calls, ['turnOff']);
  });

  it('says at the field what is wrong with a code, and is ready again', async () => {
    const { setUp, answers, codes, scan, toScan } = setting();
    await toScan();
    answers.toggleTotp = () => Promise.reject(wrong);
    await setUp.receive({ type: 'turnOn', code: '12345' });
    assert.match(scan().complaint ?? '', /Type the 6 digits/);
    await setUp.receive({ type: 'turnOn', code: '111111' });
    assert.match(scan().complaint ?? '', /not right/);
    assert.equal(scan().phase, 'ready');
    await setUp.receive({ type: 'turnOn', code: '111 111' });
    assert.match(scan().complaint ?? '', /tried already/);
    assert.deepEqual(codes, ['111111'], 'a code is sent once');
  });

  it('helps after a second wrong code: with the phone’s clock and a second entry', async () => {
    const { setUp, answers, scan, toScan } = setting();
    await toScan();
    answers.toggleTotp = () => Promise.reject(wrong);
    await setUp.receive({ type: 'turnOn', code: '111111' });
    assert.doesNotMatch(scan().complaint ?? '', /date and time/);
    await setUp.receive({ type: 'turnOn', code: '222222' });
    assert.match(scan().complaint ?? '', /date and time by itself.* two entries/);
  });

  it('names beside the key what is unusual about it, and takes codes of its length', async () => {
    const { setUp, answers, codes, scan, toScan } = setting();
    assert.deepEqual((await toScan()).notes, []);
    answers.setUpTotp = async () => ({
      totpUri: 'otpauth://totp/Acme:jane?secret=sandbox234567abc&digits=8&period=60&algorithm=sha256&issuer=Tripartie',
    });
    setUp.forget('hidden');
    await setUp.receive({ type: 'begin' });
    await setUp.receive({ type: 'begin' });
    const { notes, uri, key, digits } = scan();
    assert.equal(notes.length, 2);
    assert.match(notes[0] ?? '', /8 digits, a new code every 60 seconds, SHA-256/);
    assert.match(notes[1] ?? '', /80 bits/);
    assert.deepEqual([key.join(''), digits], ['SANDBOX234567ABC', 8]);
    assert.equal(
      uri,
      'otpauth://totp/Tripartie%3Ajane?algorithm=SHA256&digits=8&issuer=Tripartie&period=60&secret=SANDBOX234567ABC',
    );
    await setUp.receive({ type: 'turnOn', code: '123456' });
    assert.match(scan().complaint ?? '', /Type the 8 digits/);
    await setUp.receive({ type: 'turnOn', code: '１２３４ ٥٦٧٨' });
    assert.deepEqual(codes, ['12345678']);
  });

  it('lets a code be sent again that was never looked at', async () => {
    const { setUp, answers, codes, scan, toScan } = setting();
    await toScan();
    for (const error of [
      new UnreachableError({ operation: 'toggleTotp' }, 'ECONNREFUSED'),
      new RateLimitedError({ operation: 'toggleTotp', status: 429 }),
      new NotFoundError({ operation: 'toggleTotp', status: 404 }),
    ]) {
      answers.toggleTotp = () => Promise.reject(error);
      await setUp.receive({ type: 'turnOn', code: '222222' });
      assert.match(scan().complaint ?? '', /^The code was not tried\. \S/);
    }
    assert.equal(codes.length, 3);
  });

  it('resolves a lost answer by asking, never by sending again', async () => {
    for (const [on, step] of [
      [true, 'on'],
      [false, 'scan'],
    ] as const) {
      const { setUp, answers, codes, shown, toScan } = setting();
      await toScan();
      answers.toggleTotp = () => Promise.reject(lost);
      answers.me = async () => ({ id: 7, roles: [], twoFactor: on });
      await setUp.receive({ type: 'turnOn', code: '333333' });
      assert.equal(setUp.state.step, step);
      assert.ok(shown.some((state) => state.step === 'scan' && state.phase === 'asking'));
      if (!on) assert.match((setUp.state as { complaint: string }).complaint, /nothing has changed/);
      assert.equal(codes.length, 1);
    }
  });

  it('says that it is not known when asking fails too, and asks again on the person’s word', async () => {
    const { setUp, answers, codes, calls, toScan } = setting();
    await toScan();
    answers.toggleTotp = () => Promise.reject(lost);
    answers.me = () => Promise.reject(new UnreachableError({ operation: 'me' }));
    await setUp.receive({ type: 'turnOn', code: '444444' });
    assert.equal(setUp.state.step, 'unknown');
    assert.ok(!holdsSecret(setUp.state));
    await setUp.receive({ type: 'askAgain' });
    assert.equal(setUp.state.step, 'unknown');
    answers.me = async () => ({ id: 7, roles: [] });
    await setUp.receive({ type: 'askAgain' });
    assert.equal(setUp.state.step, 'unknown', 'an answer that does not say it is none');
    answers.me = async () => ({ id: 7, roles: [], twoFactor: true });
    await setUp.receive({ type: 'askAgain' });
    assert.equal(setUp.state.step, 'on');
    assert.equal(codes.length, 1);
    assert.deepEqual(calls, ['turnedOn']);
  });

  it('works on one message at a time: the rest change nothing', async () => {
    const { setUp, answers, codes, toScan } = setting();
    await toScan();
    let answer: () => void = () => assert.fail();
    answers.toggleTotp = () => new Promise((resolve) => (answer = resolve));
    const sending = setUp.receive({ type: 'turnOn', code: '555555' });
    await setUp.receive({ type: 'turnOn', code: '666666' });
    await setUp.receive({ type: 'begin' });
    answer();
    await sending;
    assert.deepEqual(codes, ['555555']);
    assert.equal(setUp.state.step, 'on');
  });

  it('takes no message that does not belong to its step', async () => {
    const { setUp, codes, calls, shown } = setting();
    await setUp.start();
    const before = shown.length;
    await setUp.receive({ type: 'turnOn', code: '123456' });
    await setUp.receive({ type: 'copyKey' });
    await setUp.receive({ type: 'openApp' });
    await setUp.receive({ type: 'askAgain' });
    await setUp.receive({ type: 'turnOff' });
    await setUp.receive({ type: 'signIn' });
    assert.deepEqual([codes, calls, shown.length], [[], [], before]);
  });

  it('draws no key that an app would not understand', async () => {
    const { setUp, answers } = setting();
    answers.setUpTotp = async () => ({ totpUri: URI.replace(SECRET, 'SANDBOX1') });
    await setUp.start();
    await setUp.receive({ type: 'begin' });
    assert.equal(setUp.state.step, 'intro');
    assert.match((setUp.state as { problem: string }).problem, /\(secret\), so it is not shown/);
    assert.ok(!holdsSecret(setUp.state));
  });

  it('says why there is no key, and tries again', async () => {
    const { setUp, answers, toScan } = setting();
    answers.setUpTotp = () => Promise.reject(lost);
    await setUp.start();
    await setUp.receive({ type: 'begin' });
    assert.match((setUp.state as { problem: string }).problem, /nothing has changed/);
    answers.setUpTotp = async () => ({ totpUri: URI });
    await toScan();
  });

  it('offers what helps when the account cannot be looked at', async () => {
    const { setUp, answers, calls } = setting();
    answers.me = () => Promise.reject(new NotSignedInError({ operation: 'me', status: 401 }, 'expired'));
    await setUp.start();
    assert.deepEqual([setUp.state.step, (setUp.state as { remedy: string }).remedy], ['failed', 'signIn']);
    await setUp.receive({ type: 'signIn' });
    assert.deepEqual(calls, ['signIn']);
    answers.me = async () => ({ id: 7, roles: [], twoFactor: false });
    await setUp.receive({ type: 'begin' });
    assert.equal(setUp.state.step, 'intro');
  });

  it('says what the editor could not do, and goes on', async () => {
    const { setUp, complaints, scan, toScan } = setting({ broken: true });
    await toScan();
    await setUp.receive({ type: 'copyKey' });
    await setUp.receive({ type: 'openApp' });
    assert.equal(scan().phase, 'ready');
    setUp.forget('signedOut');
    await setUp.receive({ type: 'begin' });
    const words = [/not on the clipboard/, /could not be opened/, /Close it and open it again/];
    assert.equal(complaints.length, words.length);
    for (const [index, expected] of words.entries()) assert.match(complaints[index] ?? '', expected);
    assert.ok(!complaints.join().includes(SECRET));
  });

  it('is under way from the key until it is known to be on, and while anything is asked', async () => {
    const { setUp, answers, toScan } = setting();
    const asked: boolean[] = [];
    const { me } = answers;
    answers.me = () => {
      asked.push(setUp.underWay);
      return me();
    };
    answers.setUpTotp = async () => {
      asked.push(setUp.underWay);
      return { totpUri: URI };
    };
    await setUp.start();
    assert.equal(setUp.underWay, false, setUp.state.step);
    await toScan();
    assert.equal(setUp.underWay, true, setUp.state.step);
    answers.toggleTotp = () => Promise.reject(lost);
    answers.me = () => Promise.reject(lost);
    await setUp.receive({ type: 'turnOn', code: '123456' });
    assert.equal(setUp.underWay, true, setUp.state.step);
    answers.me = async () => ({ id: 7, roles: [], twoFactor: true });
    await setUp.receive({ type: 'askAgain' });
    assert.equal(setUp.underWay, false, setUp.state.step);
    assert.deepEqual(asked, [true, true, true]);
    const other = setting();
    await other.toScan();
    other.setUp.forget('signedOut');
    assert.equal(other.setUp.underWay, false, other.setUp.state.step);
  });

  it('mentions a clock that is more than 30 seconds off, and in which direction', async () => {
    for (const [skewMs, words] of [
      [31_000, /31 seconds ahead of Tripartie’s/],
      [-150_000, /3 minutes behind Tripartie’s/],
      [86_400_000 * 3, /3 days ahead/],
    ] as const) {
      assert.match((await setting({ skewMs }).toScan()).clock ?? '', words);
    }
    for (const skewMs of [30_000, -30_000, Number.NaN]) assert.equal((await setting({ skewMs }).toScan()).clock, null);
  });

  it('has no secret any more once it was hidden for too long, closed, or the person signed out', async () => {
    for (const reason of ['hidden', 'closed', 'signedOut'] as const) {
      const { setUp, calls, toScan } = setting();
      await toScan();
      setUp.forget(reason);
      assert.equal(setUp.state.step, 'ended');
      await setUp.receive({ type: 'copyKey' });
      await setUp.receive({ type: 'openApp' });
      await setUp.receive({ type: 'ready' });
      assert.deepEqual(calls, []);
      assert.ok(!holdsSecret(setUp.state));
      await setUp.receive({ type: 'begin' });
      assert.deepEqual(calls, reason === 'signedOut' ? ['restart'] : []);
    }
  });

  it('takes no key that comes after it was hidden for too long, or closed', async () => {
    for (const reason of ['hidden', 'closed'] as const) {
      const { setUp, answers, calls, shown } = setting();
      let answer: () => void = () => assert.fail();
      answers.setUpTotp = () => new Promise((resolve) => (answer = () => resolve({ totpUri: URI })));
      await setUp.start();
      const preparing = setUp.receive({ type: 'begin' });
      setUp.forget(reason);
      answer();
      await preparing;
      await setUp.receive({ type: 'copyKey' });
      await setUp.receive({ type: 'openApp' });
      assert.deepEqual([setUp.state, calls], [{ step: 'ended', reason: 'hidden' }, []]);
      assert.deepEqual(shown.filter(holdsSecret), []);
    }
  });

  it('is not ended by being hidden before there is a key', async () => {
    const { setUp } = setting();
    await setUp.start();
    setUp.forget('hidden');
    assert.equal(setUp.state.step, 'intro');
  });

  it('tells of a code that was on its way when the key was dropped', async () => {
    for (const [refusal, step] of [
      [undefined, 'on'],
      [wrong, 'ended'],
    ] as const) {
      const { setUp, answers, toScan } = setting();
      await toScan();
      let end: () => void = () => assert.fail();
      answers.toggleTotp = () =>
        new Promise((resolve, reject) => (end = () => (refusal ? reject(refusal) : resolve())));
      const sending = setUp.receive({ type: 'turnOn', code: '777777' });
      setUp.forget('hidden');
      end();
      await sending;
      assert.equal(setUp.state.step, step);
      assert.ok(!holdsSecret(setUp.state));
    }
  });

  it('tells nothing any more after a sign-out', async () => {
    const { setUp, answers, calls, shown, toScan } = setting();
    await toScan();
    let answer: () => void = () => assert.fail();
    answers.toggleTotp = () => new Promise((resolve) => (answer = resolve));
    const sending = setUp.receive({ type: 'turnOn', code: '888888' });
    setUp.forget('signedOut');
    const before = shown.length;
    answer();
    await sending;
    assert.deepEqual([calls, shown.length], [[], before]);
  });
});
