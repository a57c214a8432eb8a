import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NewProfile } from '../../src/session/session.ts';
import { configOf, DebugSessions, SCOPES } from '../helpers/debugSessions.ts';
import { eventually } from '../host/eventually.ts';

describe('Debug sessions', () => {
  const { createQuickPick } = vscode.window;
  let sessions: DebugSessions;

  beforeEach(async () => {
    sessions = await DebugSessions.open();
  });
  afterEach(async () => {
    Object.assign(vscode.window, { createQuickPick });
    await sessions.close();
  });

  const signInAs = (profile: Partial<NewProfile>) => sessions.opened.signIn({ organization: 'Beta', ...profile });

  it('get secret and identifier by name and by identifier, after a question that names everything', async () => {
    const { identifier, secret } = await sessions.client('checkout');
    sessions.answers = ['Just Once'];
    const env = { A: 'tripartie:checkout', B: 'tripartie:checkout#id', C: `tripartie:${identifier}#secret`, D: 'd' };
    const config = await sessions.start(env, { environment: [{ name: 'E', value: 'tripartie:checkout' }] });
    assert.deepEqual(config?.env, { A: secret, B: identifier, C: secret, D: 'd' });
    assert.deepEqual(config?.environment, [{ name: 'E', value: secret }]);
    const [question] = sessions.told;
    assert.match(
      question?.text ?? '',
      /^Give “Launch” the secrets of 2 API clients of Acme \[x\]\(command:y\) · Custom address\?$/,
    );
    assert.match(
      question?.detail ?? '',
      new RegExp(`A: checkout \\(${identifier}\\)\nC: checkout \\(${identifier}\\)\nE: checkout`),
    );
    assert.deepEqual(question?.buttons, ['Just Once', 'Allow in This Workspace']);
    assert.match(
      question?.detail ?? '',
      /is for every debug session here with the same reference, in any configuration/,
    );
    assert.deepEqual(sessions.memory.keys(), []);
  });

  it('are asked about in a question whose buttons stay in sight, however many variables there are', async () => {
    const { secret } = await sessions.client('checkout');
    sessions.answers = ['Just Once'];
    const names = Array.from({ length: 5_000 }, (_, at) => [`V${at}`, 'tripartie:checkout']);
    const config = await sessions.start(Object.fromEntries(names));
    assert.equal(config?.env.V4999, secret);
    assert.ok((sessions.told[0]?.detail ?? '').split('\n').length < 15);
    assert.match(sessions.told[0]?.detail ?? '', /\nand 4990 more variables\n/);
  });

  it('are not asked about for an identifier alone, nor where there is no reference', async () => {
    const { identifier } = await sessions.client('checkout');
    assert.deepEqual((await sessions.start({ A: 'tripartie:checkout#id' }))?.env, { A: identifier });
    const config = configOf({ A: 'tripartie://address', B: 'x' });
    assert.equal(await sessions.debugging.start(config, new vscode.CancellationTokenSource().token), config);
    assert.deepEqual(sessions.told, []);
  });

  it('ask no more where the workspace was allowed, until that is revoked; a rotated key is the same one', async () => {
    const old = await sessions.client('checkout');
    sessions.answers = ['Allow in This Workspace'];
    assert.deepEqual((await sessions.start({ A: 'tripartie:checkout' }))?.env, { A: old.secret });
    assert.deepEqual((await sessions.start({ B: 'tripartie:checkout' }))?.env, { B: old.secret });
    await sessions.account.client.deleteApiClient(old.identifier);
    const next = await sessions.client('checkout');
    assert.deepEqual((await sessions.start({ A: 'tripartie:checkout' }))?.env, { A: next.secret });
    assert.equal(sessions.told.length, 1);
    await sessions.client('other');
    sessions.answers = [undefined];
    assert.equal(await sessions.start({ A: 'tripartie:checkout', B: 'tripartie:other' }), undefined);
    assert.match(sessions.told.at(-1)?.text ?? '', /the secret of “other”/);
    assert.doesNotMatch(sessions.told.at(-1)?.detail ?? '', /A: checkout/);
    const revoking = sessions.debugging.revoke();
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      assert.deepEqual(sessions.memory.keys(), []);
    });
    await revoking;
    sessions.answers = [undefined];
    assert.equal(await sessions.start({ A: 'tripartie:checkout' }), undefined);
  });

  it('get the key that a name means when the question is answered: it may have been rotated meanwhile', async () => {
    const old = await sessions.client('checkout');
    let next: Awaited<ReturnType<typeof sessions.client>> | undefined;
    const rotated = async () => {
      await sessions.account.client.deleteApiClient(old.identifier);
      await sessions.account.secrets.forget(old.identifier);
      next = await sessions.client('checkout');
      return 'Just Once';
    };
    sessions.answers = [rotated, 'Just Once'];
    assert.deepEqual((await sessions.start({ A: 'tripartie:checkout' }))?.env, { A: next?.secret });
    assert.match(sessions.told.at(-1)?.detail ?? '', new RegExp(`checkout \\(${next?.identifier}\\)`));
  });

  it('work without a network once they were allowed', async () => {
    const { secret } = await sessions.client('checkout');
    sessions.answers = ['Allow in This Workspace'];
    await sessions.start({ A: 'tripartie:checkout' });
    sessions.opened.sandbox.faults.add({ kind: 'reset', when: 'before', times: 'always' });
    assert.deepEqual((await sessions.start({ A: 'tripartie:checkout' }))?.env, { A: secret });
    sessions.answers = [undefined];
    assert.equal(await sessions.start({ A: 'tripartie:another' }), undefined);
    assert.match(sessions.told.at(-1)?.text ?? '', /could not be listed$/);
    assert.deepEqual(sessions.told.at(-1)?.buttons, ['Try Again']);
  });

  it('ask each time in production and for a read-only profile', async () => {
    const { secret } = await sessions.client('checkout');
    await sessions.opened.session.setReadOnly(sessions.account.profileId, true);
    for (const _ of [1, 2]) {
      sessions.answers = ['Just Once'];
      assert.deepEqual((await sessions.start({ A: 'tripartie:checkout' }))?.env, { A: secret });
      assert.deepEqual(sessions.told.at(-1)?.buttons, ['Just Once']);
      assert.match(
        sessions.told.at(-1)?.detail ?? '',
        /read-only in the editor, which the program does not know: you are asked/,
      );
      assert.doesNotMatch(sessions.told.at(-1)?.detail ?? '', /every debug session/);
    }
    sessions.account = await sessions.opened.signIn({ subject: '1', environment: 'production', organization: 'Acme' });
    const real = await sessions.client('live');
    sessions.answers = ['Just Once', undefined];
    assert.deepEqual((await sessions.start({ A: 'tripartie:live' }))?.env, { A: real.secret });
    assert.match(sessions.told.at(-1)?.text ?? '', /of Acme · Production\?$/);
    assert.equal(await sessions.start({ A: 'tripartie:live' }), undefined);
  });

  it('are never given what another profile has: neither its client nor its stored secret', async () => {
    const mine = await sessions.client('checkout');
    sessions.answers = ['Allow in This Workspace'];
    await sessions.start({ A: 'tripartie:checkout' });
    const { origin } = sessions.account;
    // The same address and store, where somebody else has other clients.
    const theirs = await signInAs({
      subject: '2',
      origin,
      credential: { kind: 'personalKey', jwt: sessions.opened.sandbox.personalKey },
    });
    sessions.opened.sandbox.faults.add({
      kind: 'replace',
      status: 200,
      path: '/api-clients',
      times: 'always',
      headers: { 'content-range': 'api-clients */0', 'content-type': 'application/json' },
      body: '[]',
    });
    for (const reference of ['tripartie:checkout', `tripartie:${mine.identifier}`]) {
      sessions.answers = [undefined];
      assert.equal(await sessions.start({ A: reference }), undefined);
      assert.match(sessions.told.at(-1)?.text ?? '', /is no API client of Beta · Custom address$/);
    }
    const [, byName, byIdentifier] = sessions.told;
    assert.match(
      byName?.detail ?? '',
      /This workspace was given it from Acme .*, which is not the profile that is active\./,
    );
    assert.deepEqual(byName?.buttons, ['Switch Profile']);
    assert.deepEqual(byIdentifier?.buttons, ['Create API Client…']);
    // One of the same name is another one, and asked about.
    sessions.opened.sandbox.faults.clear();
    sessions.answers = [undefined];
    assert.equal(await sessions.start({ A: 'tripartie:checkout' }), undefined);
    assert.match(sessions.told.at(-1)?.detail ?? '', /So far this workspace was given it from Acme/);
    assert.deepEqual(sessions.told.at(-1)?.buttons, ['Just Once', 'Allow in This Workspace', 'Switch Profile']);
    // Who leaves the account while the question is open gives nothing.
    const leave = async () => {
      await sessions.opened.session.signOut(theirs.profileId);
      return 'Just Once';
    };
    sessions.answers = [leave, undefined];
    assert.equal(await sessions.start({ A: 'tripartie:checkout' }), undefined);
    assert.match(sessions.told.at(-1)?.text ?? '', /no longer the one that is shown here, so nothing was done/);
  });

  it('say that nobody is signed in, and go on with who signs in then', async () => {
    await sessions.opened.session.signOut(sessions.account.profileId);
    const { executeCommand } = vscode.commands;
    const ran: string[] = [];
    Object.assign(vscode.commands, {
      executeCommand: async (id: string) => {
        ran.push(id);
        sessions.account = await sessions.opened.signIn({ subject: '1' });
        await sessions.client('checkout');
      },
    });
    try {
      sessions.answers = ['Sign In', 'Just Once'];
      const config = await sessions.start({ A: 'tripartie:checkout' });
      assert.match(config?.env.A, /^sandbox_secret/);
      assert.deepEqual(ran, ['tripartie.signIn']);
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
  });

  it('say that a secret is not here, that nobody has the name, that no name is there, and do not start', async () => {
    const { identifier } = await sessions.account.client.createApiClient({ name: 'elsewhere', scopes: SCOPES });
    const cases = [
      ['tripartie:elsewhere', /^The secret of “elsewhere” is not in this editor$/, 'Import It…'],
      [`tripartie:${identifier}`, /^The secret of “elsewhere” is not in this editor$/, 'Import It…'],
      ['tripartie:Elsewere', /^“Elsewere” is no API client of Acme/, 'Open launch.json'],
      ['tripartie:nobody', /^“nobody” is no API client of Acme/, 'Create API Client…'],
      ['Tripartie:', /^A of “Launch” names no API client$/, 'Open launch.json'],
    ] as const;
    for (const [reference, text, button] of cases) {
      sessions.answers = [undefined];
      assert.equal(await sessions.start({ A: reference }), undefined);
      assert.match(sessions.told.at(-1)?.text ?? '', text);
      assert.deepEqual(sessions.told.at(-1)?.buttons, [button]);
    }
    const meant = sessions.told.filter(({ detail }) => detail.includes('Did you mean “elsewhere”?'));
    assert.deepEqual(
      meant.map(({ text }) => text.slice(0, 10)),
      ['“Elsewere”'],
    );
  });

  it('that start at once ask behind each other, and what the first allows does for the second', async () => {
    const { secret } = await sessions.client('checkout');
    let answer: (label: string) => void = () => undefined;
    const answered = new Promise<string>((resolve) => {
      answer = resolve;
    });
    sessions.answers = [() => answered];
    const cancelling = new vscode.CancellationTokenSource();
    const started = [
      sessions.start({ A: 'tripartie:checkout' }),
      sessions.start({ B: 'tripartie:checkout' }),
      sessions.start({ C: 'tripartie:checkout' }, {}, cancelling.token),
    ];
    await eventually(() => assert.equal(sessions.told.length, 1));
    cancelling.cancel();
    answer('Allow in This Workspace');
    const [first, second, third] = await Promise.all(started);
    assert.deepEqual([first?.env, second?.env, third], [{ A: secret }, { B: secret }, undefined]);
    assert.equal(sessions.told.length, 1);
  });

  it('get nothing under a name that decides what programs run', async () => {
    await sessions.client('checkout');
    assert.equal(await sessions.start({ LD_PRELOAD: 'tripartie:checkout#id' }), undefined);
    assert.equal(await sessions.start({}, { environment: [{ name: 'Path', value: 'tripartie:checkout' }] }), undefined);
    assert.deepEqual(
      sessions.told.map(({ text }) => text),
      [
        'LD_PRELOAD of “Launch” decides what programs run, so no key goes there',
        'Path of “Launch” decides what programs run, so no key goes there',
      ],
    );
  });

  it('ask which of two clients of one name is meant; of a rotation it is the new one, once that is proven', async () => {
    const one = await sessions.client('twice');
    const two = await sessions.account.client.createApiClient({ name: 'twice', scopes: SCOPES });
    let isProven = false;
    sessions.rotating = {
      markOf: (identifier) => ({
        isNew: identifier === two.identifier,
        isProven: isProven && identifier === two.identifier,
      }),
      idOf: () => 'rotation',
    };
    sessions.answers = ['Allow in This Workspace'];
    assert.deepEqual((await sessions.start({ A: 'tripartie:twice' }))?.env, { A: one.secret });
    await sessions.account.secrets.keep(two.identifier, two.secret, { isSaved: true });
    assert.deepEqual(
      (await sessions.start({ A: 'tripartie:twice' }))?.env,
      { A: one.secret },
      'nobody knows that it works',
    );
    isProven = true;
    assert.deepEqual((await sessions.start({ A: 'tripartie:twice', B: 'tripartie:twice#id' }))?.env, {
      A: two.secret,
      B: two.identifier,
    });
    sessions.rotating = { markOf: () => undefined, idOf: () => undefined };
    const shown: string[][] = [];
    Object.assign(vscode.window, {
      createQuickPick: () => {
        const pick = createQuickPick();
        const { show } = pick;
        pick.show = () => {
          shown.push(pick.items.map(({ label }) => label.replace('$(key) ', '')));
          show.call(pick);
          pick.hide();
        };
        return pick;
      },
    });
    assert.equal(await sessions.start({ A: 'tripartie:twice' }), undefined);
    assert.deepEqual(
      shown.map((each) => [...each].sort()),
      [[one.identifier, two.identifier].sort()],
    );
  });

  it('get nothing in a workspace that is not trusted', async () => {
    await sessions.client('checkout');
    const trusted = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
    Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, get: () => false });
    try {
      sessions.answers = [undefined];
      assert.equal(await sessions.start({ A: 'tripartie:checkout' }), undefined);
      assert.match(sessions.told[0]?.text ?? '', /^This workspace is not trusted, so “Launch” gets no secret$/);
    } finally {
      if (trusted) Object.defineProperty(vscode.workspace, 'isTrusted', trusted);
    }
  });

  it('end when they are cancelled', async () => {
    const hanging = sessions.opened.sandbox.faults.add({
      kind: 'hang',
      when: 'before',
      path: '/api-clients',
      times: 'always',
    });
    const cancel = new vscode.CancellationTokenSource();
    const started = sessions.start({ A: 'tripartie:checkout' }, {}, cancel.token);
    await eventually(() => assert.ok(hanging.fired > 0));
    cancel.cancel();
    assert.equal(await started, undefined);
  });

  it('leave no secret in a terminal and in no log: such a one starts in the Debug Console, or not', async () => {
    const { secret } = await sessions.client('checkout');
    sessions.answers = ['Start in the Debug Console', 'Allow in This Workspace'];
    const config = await sessions.start({ A: 'tripartie:checkout' }, { console: 'integratedTerminal' });
    assert.deepEqual([config?.console, config?.env], ['internalConsole', { A: secret }]);
    const exposing = [
      { console: 'externalTerminal', trace: true },
      { type: 'node-terminal' },
      { externalConsole: true },
      { terminal: 'integrated' },
      { trace: 'verbose' },
      { trace: { stdio: false, logFile: '/tmp/a' } },
      { logToFile: true },
      { logDest: '/tmp/a' },
      { dapLogFile: '/tmp/a' },
    ];
    for (const rest of exposing) {
      sessions.answers = [undefined];
      assert.equal(await sessions.start({ A: 'tripartie:checkout' }, rest), undefined, JSON.stringify(rest));
      assert.deepEqual(sessions.told.at(-1)?.buttons, ['Open launch.json']);
    }
    const elsewhere = [
      { debugServer: 4711 },
      { host: '192.0.2.1' },
      { connect: { host: 'debugger.example', port: 1 } },
      { console: 'integratedTerminal', address: '2001:db8::1' },
    ];
    for (const rest of elsewhere) {
      sessions.answers = [undefined];
      assert.equal(await sessions.start({ A: 'tripartie:checkout' }, rest), undefined, JSON.stringify(rest));
      assert.match(
        sessions.told.at(-1)?.text ?? '',
        /^“Launch” sends its configuration to a debugger that this editor does not/,
      );
    }
    sessions.answers = [undefined];
    assert.equal(await sessions.start({ A: 'tripartie:checkout' }, { request: 'attach' }), undefined);
    assert.match(sessions.told.at(-1)?.text ?? '', /attaches to a program that is running already/);
    const harmless = await sessions.start({ A: 'tripartie:checkout#id' }, { console: 'integratedTerminal' });
    assert.equal(harmless?.console, 'integratedTerminal');
    const silent = {
      host: 'localhost',
      hostname: '127.0.0.1',
      logDest: '',
      console: 'internalConsole',
      trace: { stdio: false, logFile: null },
      logToFile: false,
    };
    assert.ok(await sessions.start({ A: 'tripartie:checkout' }, silent));
  });
});
