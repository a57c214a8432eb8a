import assert from 'node:assert/strict';
import { withControl } from '../../../src/sandbox/control.ts';
import { type Fields, requestOf, type Sent, sandboxForTest, send } from './vocabulary.ts';

describe('sandbox: control from another process', () => {
  const prepared = () => {
    const { sandbox } = sandboxForTest({ users: 3 });
    const controlled = withControl(sandbox);
    const ask = <Body = Fields>(method: string, path: string, sent: Sent = {}) =>
      send<Body>(controlled, method, path, { key: sandbox.personalKey, undescribed: true, ...sent });
    return { sandbox, ask };
  };

  it('adds faults, tells how often they fired, and removes them', async () => {
    const { ask } = prepared();
    const fault = { kind: 'status', status: 503, path: '/me', times: 'always' };
    const added = await ask('POST', '/__sandbox/faults', { json: fault });
    assert.deepEqual([added.status, added.body], [201, { index: 0 }]);
    assert.equal((await ask('GET', '/me')).status, 503);
    assert.deepEqual((await ask('GET', '/__sandbox/faults')).body, [{ matched: 1, fired: 1 }]);
    assert.equal((await ask('DELETE', '/__sandbox/faults')).status, 204);
    assert.equal((await ask('GET', '/me')).status, 200);
    assert.deepEqual((await ask('GET', '/__sandbox/faults')).body, []);
  });

  it('takes no fault that is none, and none that a web page could send', async () => {
    const { ask } = prepared();
    const faults = [
      {},
      { kind: 'x' },
      { kind: 'reset' },
      { kind: 'status', status: '500' },
      null,
      1,
      { kind: 'toString' },
    ];
    for (const json of faults) assert.equal((await ask('POST', '/__sandbox/faults', { json })).status, 400);
    assert.equal((await ask('POST', '/__sandbox/faults', { body: '{' })).status, 400);
    const headers = { 'Content-Type': 'text/plain' };
    assert.equal((await ask('POST', '/__sandbox/faults', { json: { kind: 'empty' }, headers })).status, 400);
  });

  it('shows what arrived, what changed, and what a mail would say', async () => {
    const { ask, sandbox } = prepared();
    const json = { firstName: 'A', lastName: 'B', email: 'a@x.example', invitedRole: [] };
    assert.equal((await ask('POST', '/invite', { json })).status, 201);
    const { body } = await ask('GET', '/__sandbox/requests');
    assert.deepEqual(body.lines, [{ method: 'POST', path: '/invite', status: 201 }]);
    assert.deepEqual((await ask('GET', '/__sandbox/state')).body, sandbox.state);
    const mail = await ask('GET', '/__sandbox/email-codes/4');
    assert.equal(mail.body.code, sandbox.emailVerificationCode(4));
    for (const path of ['email-codes/1', 'email-codes', 'x', '']) {
      assert.equal((await ask('GET', `/__sandbox/${path}`)).status, 404, path);
    }
  });

  it('is not there unless asked for', async () => {
    const { sandbox } = sandboxForTest();
    const response = await sandbox.fetch(requestOf('GET', '/__sandbox/state'));
    assert.equal(response.status, 404);
  });
});
