import assert from 'node:assert/strict';
import { createClient, type NewApiClient, parseApiOrigin } from '../../../src/api/index.ts';
import { findOrphans, type Searched } from '../../../src/clients/orphans.ts';
import { createSandbox } from '../../../src/sandbox/index.ts';

const WANTED: NewApiClient & { name: string } = { name: 'checkout', scopes: ['OFFER_READ', 'PERSONA_AUTH'] };
const MINUTE = 60_000;

/** An API whose clock, which its answers tell, is so many milliseconds behind this computer's. */
function setting(skewMs: number, { tellsTime = true } = {}) {
  let here = Date.UTC(2026, 0, 1);
  const sandbox = createSandbox({ now: () => here - skewMs });
  const kept = new Set<string>();
  const client = createClient({
    origin: parseApiOrigin('https://api.sandbox.example'),
    credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    now: () => here,
    fetch: async (request) => {
      const response = await sandbox.fetch(request as Request);
      const headers = new Headers(response.headers);
      headers.delete('date');
      if (tellsTime) headers.set('date', new Date(here - skewMs).toUTCString());
      return new Response(response.body, { status: response.status, headers });
    },
  });
  return {
    pass: (ms: number) => {
      here += ms;
    },
    make: async (wanted = WANTED) => (await client.createApiClient(wanted)).identifier,
    keep: (identifier: string) => kept.add(identifier),
    find: async (startedAt: number) => {
      const secrets: Searched['secrets'] = { place: async (each) => (kept.has(each) ? 'stored' : 'absent') };
      const { orphans, complete } = await findOrphans({ client, secrets }, WANTED, startedAt);
      return { orphans: orphans.map(({ identifier }) => identifier), complete };
    },
    now: () => here,
  };
}

describe('A create whose answer was lost', () => {
  for (const skew of [-10 * MINUTE, 0, 10 * MINUTE]) {
    it(`is found by the API’s own clock, which is ${skew / MINUTE} minutes behind this computer’s`, async () => {
      const { make, find, pass, now } = setting(skew);
      const startedAt = now();
      const orphan = await make();
      pass(2 * MINUTE);
      assert.deepEqual(await find(startedAt), { orphans: [orphan], complete: true });
    });

    it(`is not taken for an equal key of four minutes before, with ${skew / MINUTE} minutes between the clocks`, async () => {
      const { make, find, pass, now } = setting(skew);
      await make();
      pass(4 * MINUTE);
      assert.deepEqual(await find(now()), { orphans: [], complete: true });
    });
  }

  it('is none that is not equal, or whose secret is here', async () => {
    const { make, find, keep, now } = setting(0);
    const startedAt = now();
    await make({ ...WANTED, name: 'other' });
    await make({ ...WANTED, scopes: ['OFFER_READ', 'OFFER_WRITE'] });
    keep(await make());
    assert.deepEqual(await find(startedAt), { orphans: [], complete: true });
  });

  it('is not said to be missing while the time of the API is not known', async () => {
    const { make, find, now } = setting(0, { tellsTime: false });
    const startedAt = now();
    await make();
    assert.deepEqual(await find(startedAt), { orphans: [], complete: false });
  });
});
