import assert from 'node:assert/strict';
import { KnownClients } from '../../src/session/knownClients.ts';
import { openSandboxSession } from '../helpers/sandboxSession.ts';
import { eventually } from '../host/eventually.ts';

describe('The API clients that suggestions know', () => {
  it('are not asked for at each key while they cannot be had, and are after a pause', async () => {
    const opened = await openSandboxSession({ apiClients: 3 });
    const ends: (() => void)[] = [];
    const sleep = () => new Promise<void>((resolve) => ends.push(resolve));
    const nothing = () => undefined;
    const known = new KnownClients(opened.session, nothing, nothing, { sleep });
    try {
      await opened.signIn({ subject: '1' });
      const body = JSON.stringify({ title: 'An error occurred', status: 403 });
      const fault = opened.sandbox.faults.add({ kind: 'replace', status: 403, body, path: '/api-clients' });
      assert.equal(await known.list(), undefined);
      assert.equal(await known.list(), undefined);
      assert.equal(fault.matched, 1);
      for (const end of ends) end();
      await eventually(async () => assert.equal((await known.list())?.clients.length, 3));
    } finally {
      known.dispose();
      await opened.close();
    }
  });
});
