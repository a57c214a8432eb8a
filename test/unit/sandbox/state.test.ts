import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSandbox, type SandboxState } from '../../../src/sandbox/index.ts';
import { type Client, requestOf, sandboxForTest } from './vocabulary.ts';

describe('sandbox: state', () => {
  it('follows from the seed', async () => {
    const texts = async (seed: number) => {
      const { asOwner, sandbox } = sandboxForTest({ seed });
      const json = { referenceName: 'x', desiredScopes: ['OFFER_READ'] };
      const answers = [
        await asOwner('GET', '/users'),
        await asOwner('GET', '/api-clients'),
        await asOwner('POST', '/api-clients', { json }),
        await asOwner('PATCH', '/users/1/totp-setup', { json: {} }),
      ];
      return [...answers.map(({ text }) => text), JSON.stringify(sandbox.credentials)];
    };
    const [first, again, other] = [await texts(1), await texts(1), await texts(2)];
    assert.deepEqual(first, again);
    for (const [index, text] of first.entries()) assert.notEqual(text, other[index]);
  });

  it('is told after each change, before the answer, and holds no secret', async () => {
    const states: SandboxState[] = [];
    const { asOwner } = sandboxForTest({ onChange: (state) => states.push(state) });
    const json = { referenceName: 'x', desiredScopes: ['OFFER_READ'] };
    const { body } = await asOwner<Client>('POST', '/api-clients', { json });
    assert.equal(states.length, 1);
    assert.equal(states[0]?.createdApiClients[0]?.identifier, body.identifier);
    await asOwner('GET', '/users');
    await asOwner('POST', '/api-clients', { json: {} });
    assert.equal(states.length, 1, 'reads and refusals change nothing');
    await asOwner('DELETE', `/api-clients/${body.identifier}`);
    assert.equal(states.length, 2);
    assert.equal(states[0]?.createdApiClients.length, 1, 'a copy, not the thing itself');
    assert.ok(!/sandbox_secret_/.test(JSON.stringify(states)));
  });

  it('is resumed exactly, whatever else is asked for', async () => {
    const { sandbox, asOwner, clock } = sandboxForTest({ users: 70, apiClients: 3, seed: 9 });
    const write = async (method: string, path: string, json?: object) =>
      assert.ok((await asOwner(method, path, json ? { json } : {})).status < 300, path);
    await write('POST', '/api-clients', { referenceName: 'kept', desiredScopes: ['OFFER_READ'] });
    await write('DELETE', `/api-clients/${sandbox.credentials.apiClient?.identifier}`);
    await write('DELETE', '/users/7');
    await write('POST', '/invite', { firstName: 'A', lastName: 'B', email: 'a@x.example', invitedRole: [] });
    await write('PATCH', '/users/1/password', { plainPassword: 'sandbox-password', newPassword: 'sandbox-new' });
    await write('PATCH', '/users/1/totp-setup', {});
    await write('POST', '/personas/register', { firstName: 'A', lastName: 'B', gender: 'OTHER' });
    await write('PATCH', '/organizations/3', { name: 'Renamed', vatNumber: null, commercialRegistryNumber: '1' });

    const state = JSON.parse(JSON.stringify(sandbox.state)) as SandboxState;
    clock.now += 86_400_000;
    const now = () => clock.now;
    const resumed = createSandbox({ users: 5, apiClients: 50, seed: 1, state, now });
    for (const path of ['/me', '/users', '/users?page=2', '/users/71', '/api-clients', '/organizations/3']) {
      const [before, after] = await Promise.all(
        [sandbox, resumed].map(async (one) =>
          (await one.fetch(requestOf('GET', path, { key: sandbox.personalKey }))).text(),
        ),
      );
      assert.equal(after, before, path);
    }
    assert.deepEqual(resumed.state, sandbox.state);
    assert.equal(resumed.emailVerificationCode(71), sandbox.emailVerificationCode(71));
    state.deletedUsers.push(8);
    assert.deepEqual(resumed.state, sandbox.state, 'the given state stays the giver’s');
  });

  it('of another version is refused', () => {
    const state = { ...createSandbox().state, version: 2 } as unknown as SandboxState;
    assert.throws(() => createSandbox({ state }), /^TypeError: This is not a sandbox state of version 1$/);
  });
});

describe('sandbox: a million users', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;

  /** What a sandbox holds after its first and last page were read, in bytes. */
  async function held(users: number): Promise<number> {
    collect();
    const before = process.memoryUsage().heapUsed;
    const sandboxes = Array.from({ length: 50 }, () => createSandbox({ users }));
    for (const sandbox of sandboxes) {
      for (const page of [1, users / 50]) {
        const response = await sandbox.fetch(requestOf('GET', `/users?page=${page}`, { key: sandbox.personalKey }));
        assert.equal(((await response.json()) as unknown[]).length, 50);
      }
    }
    collect();
    const bytes = process.memoryUsage().heapUsed - before;
    assert.equal(sandboxes.length, 50, 'still held when measured');
    return bytes / sandboxes.length;
  }

  it('cost no more memory than a thousand', async () => {
    await held(1000);
    const thousand = await held(1000);
    const million = await held(1_000_000);
    // Twice is far from a thousand times, and far from what a collector leaves lying about.
    assert.ok(million < 2 * thousand, `${million} bytes against ${thousand}`);
  });

  it('are there to the last one', async () => {
    const { asOwner } = sandboxForTest({ users: 1_000_000 });
    const { body, headers } = await asOwner<{ id: number }[]>('GET', '/users?page=20000');
    assert.equal(body.at(-1)?.id, 1_000_000);
    assert.equal(headers.get('Content-Range'), '999950-1000000/1000000');
    assert.equal((await asOwner('GET', '/users/1000000')).status, 200);
  });
});
